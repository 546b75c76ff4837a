/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * writes: texts for files that exist, by the child, with the privileges and
 * from the directory of the caller.
 *
 * Extension.
 */
#include "check.h"
#include "forked.h"

#include "attr_rows.h"

static int
check_file(const char *name, const char *want)
{
	char *text = read_file(test_path(name));
	int bad = check_string(text, want);

	free(text);
	return (bad);
}

/* Only the caller may write them; the program's directory has neither. */
static int
write_child(void *unused)
{
	const char *const writes[] = { "one", "ab", "sub/two", "", "sub/two",
		"x\ny" };
	posix_spawnattr_t attr;
	struct report *r;
	int bad = 0, entry;

	(void)unused;
	bad += check_int(chdir(test_dir()), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setwrites(&attr, 3, writes), 0);
	bad += check_int(spawnx_attr_setcwd(&attr, "/"), 0);
	if (geteuid() == 0)
		bad += check_int(spawnx_attr_setids(&attr, 4711, 4711), 0);
	FOR_EACH_ENTRY(entry)
	{
		(void)write_file("one", 0600, "123456");
		(void)write_file("sub/two", 0600, "123456");
		bad += check_int(entry_report(entry, &r, NULL, &attr), 0);
		report_free(r);
		bad += check_file("one", "ab3456");
		bad += check_file("sub/two", "x\ny456");
	}
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_written(void **state)
{
	(void)state;
	(void)mkdir(test_path("sub"), 0777);
	on_each_way(write_child, NULL);
}

static const struct wrong {
	const char *name;
	const char *path;
	int error;
} wrongs[] = {
	{ "none", "/no/such", ENOENT },
	{ "a directory", "/", EISDIR },
	{ "full", "/dev/full", ENOSPC },
};

/* The first error is told, and the file after it is written. */
static int
wrong_child(void *arg)
{
	const struct wrong *wrong = arg;
	const char *const writes[] = { wrong->path, "x", test_path("one"), "x",
		"/none", "x" };
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	char buf[200], want[200];
	pid_t pid;
	int bad;

	(void)write_file(writes[2], 0600, "123456");
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_attr_setwrites(&attr, 3, writes), 0);
	bad += check(failure_clean(wrong->error, &pid,
	    spawnx_spawn(&pid, "/bin/true", NULL, &attr, ARGV("x"), environ)));
	(void)snprintf(
	    want, sizeof(want), "attribute writes: %s", strerror(wrong->error));
	bad += check_string(spawnx_strfailure(&where, buf, sizeof(buf)), want);
	bad += check_file("one", "x23456");
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_failures(void **state)
{
	(void)state;
	rows_on_each_way(wrong_child, wrongs);
}

/* One that may fail, and then the next one. */
static int
optional_child(void *unused)
{
	const char *const writes[] = { "/none", "x", test_path("one"), "x" };
	int errors[SPAWNX_ATTR_MOST] = { 0 };
	posix_spawnattr_t attr;
	struct report *r;
	int bad;

	(void)unused;
	(void)write_file(writes[2], 0600, "123456");
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setwrites(&attr, 2, writes), 0);
	bad +=
	    check_int(spawnx_attr_setoptional(&attr, SPAWNX_ATTR_WRITES, 1), 0);
	bad += check_int(
	    spawnx_attr_setskipped(&attr, errors, SPAWNX_ATTR_MOST), 0);
	bad += check_int(entry_report(0, &r, NULL, &attr), 0);
	report_free(r);
	bad += check_int(errors[SPAWNX_ATTR_WRITES], ENOENT);
	bad += check_file("one", "x23456");
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_optional(void **state)
{
	(void)state;
	on_each_way(optional_child, NULL);
}

static void
test_arguments(void **state)
{
	const char *const writes[] = { "/a", "x", "/b", NULL };
	const char *const *got;
	posix_spawnattr_t attr;
	size_t n;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setwrites(&attr, 0, writes), EINVAL);
	assert_int_equal(spawnx_attr_setwrites(&attr, 1, NULL), EINVAL);
	assert_int_equal(spawnx_attr_setwrites(&attr, 2, writes), EINVAL);
	assert_int_equal(
	    spawnx_attr_setwrites(&attr, SIZE_MAX, writes), ENOMEM);
	assert_int_equal(spawnx_attr_getwrites(&attr, &n, &got), ENOENT);
	assert_int_equal(spawnx_attr_setwrites(&attr, 1, writes), 0);
	assert_int_equal(spawnx_attr_getwrites(&attr, &n, &got), 0);
	assert_int_equal(n, 1);
	assert_string_equal(got[1], "x");
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_written),
		CASE(test_failures),
		CASE(test_optional),
		CASE(test_arguments),
	};

	return (run_cases(cases));
}
