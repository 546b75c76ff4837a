/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cwd, cwdfd: the working directory of the program; the caller stays where it
 * is.
 *
 * Extensions.
 */
#include "attr_rows.h"

#include <sys/syscall.h>

#define NUMBER 300 /* of a directory's descriptor */

/* -- Where the program is -- */

static int
set_cwd(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "%s", test_path("a"));
	return (spawnx_attr_setcwd(attr, want));
}

static int
set_relative(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "%s", test_path("a"));
	return (spawnx_attr_setcwd(attr, "a"));
}

static int
set_cwdfd(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "%s", test_path("a"));
	return (spawnx_attr_setcwdfd(attr, NUMBER));
}

static int
set_both(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "%s", test_path("a/b"));
	return (
	    spawnx_attr_setcwdfd(attr, NUMBER) + spawnx_attr_setcwd(attr, "b"));
}

static const struct attr_row rows[] = {
	{ "cwd", set_cwd, "cwd", SPAWNX_ATTR_CWD, SYS_chdir, 0, 0, 0 },
	{ "relative", set_relative, "cwd", SPAWNX_ATTR_CWD, SYS_chdir, 0, 0,
	    0 },
	{ "cwdfd", set_cwdfd, "cwd", SPAWNX_ATTR_CWDFD, SYS_fchdir, 0, 0, 0 },
};

static int
in_directories(void)
{
	int bad = check_int(chdir(test_dir()), 0);
	int fd;

	(void)mkdir("a", 0777);
	(void)mkdir("a/b", 0777);
	fd = open("a", O_PATH | O_DIRECTORY | O_CLOEXEC);
	bad += check(dup3(fd, NUMBER, O_CLOEXEC) >= 0);
	(void)close(fd);
	return (bad);
}

static int
row_child(void *arg)
{
	int bad = in_directories();

	return (bad + check_row(arg));
}

static void
test_rows(void **state)
{
	(void)state;
	rows_on_each_way(row_child, rows);
}

/* One is relative to the other; with either of them taken away again. */
static int
both_child(void *unused)
{
	posix_spawnattr_t attr;
	char want[WANT_SIZE];
	struct report *r;
	int bad = in_directories(), entry;

	(void)unused;
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(set_both(&attr, want), 0);
	FOR_EACH_ENTRY(entry)
	{
		bad += check_int(entry_report(entry, &r, NULL, &attr), 0);
		if (r != NULL)
			bad += check_string(report_get(r, "cwd"), want);
		report_free(r);
	}
	bad += check_int(spawnx_attr_unset(&attr, SPAWNX_ATTR_CWDFD), 0);
	bad += check_attr_failure(&attr, ENOENT, SPAWNX_ATTR_CWD);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_one_in_the_other(void **state)
{
	(void)state;
	on_each_way(both_child, NULL);
}

static void
test_refused(void **state)
{
	char cwd[PATH_MAX];

	(void)state;
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	assert_int_equal(in_directories(), 0);
	expect_refusals(rows, COUNT(rows));
	(void)close(NUMBER);
	assert_int_equal(chdir(cwd), 0);
}

/* -- What is no directory -- */

struct wrong {
	const char *name;
	const char *path; /* NULL: the descriptor */
	int error;
};

static int
wrong_child(void *arg)
{
	const struct wrong *wrong = arg;
	posix_spawnattr_t attr;
	int bad = check_int(chdir(test_dir()), 0);

	bad += check_int(spawnx_attr_init(&attr), 0);
	if (wrong->path != NULL)
		bad += check_int(spawnx_attr_setcwd(&attr, wrong->path), 0);
	else
		bad += check_int(spawnx_attr_setcwdfd(&attr, NUMBER), 0);
	bad += check_attr_failure(&attr, wrong->error,
	    wrong->path != NULL ? SPAWNX_ATTR_CWD : SPAWNX_ATTR_CWDFD);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_failures(void **state)
{
	static const struct wrong wrongs[] = {
		{ "none", "none", ENOENT },
		{ "empty", "", ENOENT },
		{ "a file", "file", ENOTDIR },
		{ "closed", NULL, EBADF },
	};

	(void)state;
	(void)write_file("file", 0666, "");
	rows_on_each_way(wrong_child, wrongs);
}

/* A path may name a descriptor, which the child is then given. */
static int
named_child(void *unused)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct report *r;
	char path[32];
	int bad = in_directories(), entry;

	(void)unused;
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", NUMBER);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setcwd(&attr, path), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_addclosefrom(&fa, 3), 0);
	FOR_EACH_ENTRY(entry)
	{
		bad += check_int(entry_report(entry, &r, &fa, &attr), 0);
		if (r != NULL)
			bad +=
			    check_string(report_get(r, "cwd"), test_path("a"));
		report_free(r);
	}
	return (bad + check_int(spawnx_file_actions_destroy(&fa), 0) +
		check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_named_by_its_number(void **state)
{
	(void)state;
	on_each_way(named_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_rows),
		CASE(test_one_in_the_other),
		CASE(test_refused),
		CASE(test_failures),
		CASE(test_named_by_its_number),
	};

	return (run_cases(cases));
}
