/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * addwrite: a few bytes for a file that exists, by the child, in the order of
 * the actions; the caller's own settings stay.
 *
 * Extension.
 */
#include "check.h"
#include "forked.h"

#include "attr_rows.h"

static int
write_child(void *unused)
{
	posix_spawn_file_actions_t fa;
	struct report *r;
	char *text;
	int bad = 0, entry;

	(void)unused;
	bad += check_int(chdir(test_dir()), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_addchdir(&fa, "sub"), 0);
	bad +=
	    check_int(spawnx_file_actions_addwrite(&fa, "file", "ab\0c", 4), 0);
	bad += check_int(spawnx_file_actions_addwrite(&fa, "file", NULL, 0), 0);
	FOR_EACH_ENTRY(entry)
	{
		(void)write_file("sub/file", 0666, "123456");
		bad += check_int(entry_report(entry, &r, &fa, NULL), 0);
		report_free(r);
		text = read_file(test_path("sub/file"));
		bad += check(text != NULL && memcmp(text, "ab\0c56", 7) == 0);
		free(text);
	}
	return (bad + check_int(spawnx_file_actions_destroy(&fa), 0));
}

static void
test_written(void **state)
{
	(void)state;
	(void)mkdir(test_path("sub"), 0777);
	on_each_way(write_child, NULL);
}

/* What the kernel keeps with the memory is not the caller's. */
static const struct kept {
	const char *name, *path, *text;
} kepts[] = {
	{ "score", "/proc/self/oom_score_adj", "900" },
	{ "core dump", "/proc/self/coredump_filter", "0x1" },
};

static int
spawn_kept(const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr)
{
	struct report *r;
	int bad = 0, entry;

	FOR_EACH_ENTRY(entry)
	{
		bad += check_int(entry_report(entry, &r, fa, attr), 0);
		report_free(r);
	}
	return (bad);
}

static int
kept_child(void *arg)
{
	const struct kept *kept = arg;
	const char *const writes[] = { kept->path, kept->text };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	char *before = read_file(kept->path), *after;
	int bad = 0;

	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_file_actions_addwrite(
			     &fa, kept->path, kept->text, strlen(kept->text)),
	    0);
	bad += check_int(spawnx_attr_setwrites(&attr, 1, writes), 0);
	bad += spawn_kept(&fa, NULL) + spawn_kept(NULL, &attr);
	after = read_file(kept->path);
	bad += check_string(after, before);
	free(after);
	free(before);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0) +
		check_int(spawnx_file_actions_destroy(&fa), 0));
}

static void
test_kept(void **state)
{
	(void)state;
	if (access(kepts[0].path, W_OK) != 0 ||
	    access(kepts[1].path, W_OK) != 0)
		skip_because("no such files here");
	rows_on_each_way(kept_child, kepts);
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

static int
wrong_child(void *arg)
{
	const struct wrong *wrong = arg;
	spawnx_failure_t where = { .error = 0 };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	char buf[200], want[200];
	pid_t pid;
	int bad;

	bad = check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(
	    spawnx_file_actions_addwrite(&fa, wrong->path, "x", 1), 0);
	bad += check(failure_clean(wrong->error, &pid,
	    spawnx_spawn(&pid, "/bin/true", &fa, &attr, ARGV("x"), environ)));
	(void)snprintf(want, sizeof(want), "action 0, write \"%s\": %s",
	    wrong->path, strerror(wrong->error));
	bad += check_string(spawnx_strfailure(&where, buf, sizeof(buf)), want);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0) +
		check_int(spawnx_file_actions_destroy(&fa), 0));
}

static void
test_failures(void **state)
{
	posix_spawn_file_actions_t fa;
	size_t n;

	(void)state;
	rows_on_each_way(wrong_child, wrongs);
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(
	    spawnx_file_actions_addwrite(&fa, NULL, "x", 1), EINVAL);
	assert_int_equal(
	    spawnx_file_actions_addwrite(&fa, "x", NULL, 1), EINVAL);
	assert_int_equal(
	    spawnx_file_actions_addwrite(&fa, "x", "x", SIZE_MAX), ENOMEM);
	assert_int_equal(spawnx_file_actions_count(&fa, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_written),
		CASE(test_kept),
		CASE(test_failures),
	};

	return (run_cases(cases));
}
