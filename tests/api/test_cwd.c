/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * chdir and fchdir actions set the program's working directory, against which
 * its own path is resolved, and leave the caller's alone.
 *
 * POSIX.1-2024, posix_spawn_file_actions_addchdir(): DESCRIPTION, RATIONALE;
 * posix_spawn(): DESCRIPTION (path).
 */
#include "check.h"

#define DIR_FD  20
#define FILE_FD 21
#define NOBODY  ((uid_t)987654)

static void
make_tree(void)
{
	static const char *const dirs[] = { "one", "one/two", "bin" };

	for (size_t i = 0; i < COUNT(dirs); i++)
		assert_int_equal(mkdir(test_path(dirs[i]), 0755), 0);
	assert_int_equal(symlink("one/two", test_path("link")), 0);
	assert_int_equal(
	    symlink(report_program(), test_path("one/two/prog")), 0);
	(void)write_file("file", 0644, "x");
}

/* The caller's own is /; DIR_FD is one/two, FILE_FD a file. */
static const struct directory {
	const char *name;
	const char *actions;
	const char *cwd; /* in the test's directory */
} directories[] = {
	{ "none", "", "/" },
	{ "absolute", "C=@/one", "one" },
	{ "the last one counts", "C=@/one C=@/one/two", "one/two" },
	{ "relative", "C=@ C=one C=two", "one/two" },
	{ "up", "C=@/one/two C=..", "one" },
	{ "dot", "C=@/one C=.", "one" },
	{ "link", "C=@/link", "one/two" },
	{ "up from a link's target", "C=@/link C=..", "one" },
	{ "root", "C=@/one C=/", "/" },
	{ "fchdir", "F20", "one/two" },
	{ "fchdir, then up", "F20 C=..", "one" },
	{ "fchdir over chdir", "C=@/one F20", "one/two" },
	{ "chdir over fchdir", "F20 C=@/bin", "bin" },
	{ "fchdir to what was opened", "o5=@/bin F5 c5", "bin" },
	{ "fchdir to a duplicate", "d20:5 f20 F5", "one/two" },
};

static int
check_directories(const struct spawn_family *f, int oflag)
{
	const struct directory *row;
	struct report *r;

	CHECK(chdir("/") == 0);
	CHECK(open_as(DIR_FD, test_path("one/two"), oflag) == DIR_FD);
	FOR_EACH_ROW(row, directories)
	{
		CHECK(spec_report(&r, f, row->actions, 0) == 0);
		if (strcmp(report_get(r, "cwd"), test_path(row->cwd)) != 0)
			return (complain(
			    "%s: %s", row->name, report_get(r, "cwd")));
		report_free(r);
	}
	CHECK(close(DIR_FD) == 0);
	return (0);
}

/* Close-on-exec or not: the action comes before the exec. */
static int
with_each_descriptor(void *arg)
{
	CHECK(check_directories(arg, O_RDONLY | O_DIRECTORY) == 0);
	CHECK(check_directories(arg, O_RDONLY | O_DIRECTORY | O_CLOEXEC) == 0);
	CHECK(check_directories(arg, O_PATH | O_DIRECTORY | O_CLOEXEC) == 0);
	return (0);
}

static void
test_directories(void **state)
{
	(void)state;
	make_tree();
	expect_each(with_each_descriptor);
}

/* Relative program paths, and the interpreters of scripts. */
static const struct program {
	const char *name;
	const char *actions;
	const char *path;
	int error;
} programs[] = {
	{ "by chdir", "C=@/one", "two/prog", 0 },
	{ "by fchdir", "F20", "prog", 0 },
	{ "dot", "C=@/one/two", "./prog", 0 },
	{ "up", "C=@/one/two", "../two/prog", 0 },
	{ "the caller's no longer counts", "C=@/one", "one/two/prog", ENOENT },
	{ "the caller's does", "", "one/two/prog", 0 },
	{ "the last directory counts", "C=@/one C=@/bin", "two/prog", ENOENT },
	{ "interpreter", "C=@/one", "../script", 0 },
	{ "interpreter of another directory", "C=@/bin", "../script", ENOENT },
};

static int
check_program(const struct spawn_family *f, const struct program *row)
{
	spawn_fn *const ways[] = { f->spawn, f->spawnp };
	int n = strchr(row->path, '/') == NULL ? 1 : 2;
	char **args = ARGV("x", "none");
	posix_spawn_file_actions_t fa;
	pid_t pid;

	CHECK(f->actions_init(&fa) == 0);
	CHECK(add_actions(f, &fa, row->actions) == 0);
	for (int i = 0; i < n; i++) {
		if (row->error == 0) {
			CHECK(ways[i](&pid, row->path, &fa, NULL, args,
				  environ) == 0);
			CHECK(wait_for(pid) == 0);
		} else {
			CHECK(failure_clean(row->error, &pid,
			    ways[i](
				&pid, row->path, &fa, NULL, args, environ)));
		}
	}
	CHECK(f->actions_destroy(&fa) == 0);
	return (0);
}

static int
check_programs(void *arg)
{
	const struct program *row;

	CHECK(chdir(test_dir()) == 0);
	CHECK(open_as(DIR_FD, "one/two", O_PATH | O_CLOEXEC) == DIR_FD);
	FOR_EACH_ROW(row, programs)
	{
		if (check_program(arg, row) != 0)
			return (complain("in the row: %s", row->name));
	}
	return (0);
}

static void
test_program_path(void **state)
{
	(void)state;
	make_tree();
	(void)write_file("script", 0755, "#!two/prog none\n");
	expect_each(check_programs);
}

static const struct failing {
	const char *name;
	const char *actions;
	int error, index;
} failing[] = {
	{ "missing", "C=@/none", ENOENT, 0 },
	{ "missing, relative", "C=@/one C=one", ENOENT, 1 },
	{ "a file", "c5 C=@/file", ENOTDIR, 1 },
	{ "fchdir to a file", "c5 c6 F21", ENOTDIR, 2 },
	{ "fchdir to a closed one", "F20 c20 F20", EBADF, 2 },
	{ "no permission", "C=@/shut", EACCES, 0 },
	{ "no permission by fchdir", "F22", EACCES, 0 },
};

static int
check_failing(void *arg)
{
	const struct failing *row;
	int bad = 0;

	CHECK(open_as(DIR_FD, test_path("one/two"), O_PATH) == DIR_FD);
	CHECK(open_as(FILE_FD, test_path("file"), O_RDONLY) == FILE_FD);
	CHECK(open_as(22, test_path("shut"), O_PATH) == 22);
	CHECK(geteuid() != 0 || setuid(NOBODY) == 0);
	FOR_EACH_ROW(row, failing)
	{
		if (spec_failure(
			arg, row->actions, 0, row->error, row->index) != 0)
			bad += complain("in the row: %s", row->name);
	}
	return (bad != 0);
}

static void
test_errors(void **state)
{
	(void)state;
	make_tree();
	assert_int_equal(mkdir(test_path("shut"), 0600), 0);
	expect_each(check_failing);
}

/* It can still be entered by its descriptor, and nothing is in it. */
static int
check_deleted(void *arg)
{
	char gone[PATH_MAX + 16];
	struct report *r;

	CHECK(mkdir(test_path("gone"), 0755) == 0);
	CHECK(open_as(DIR_FD, test_path("gone"), O_RDONLY) == DIR_FD);
	CHECK(rmdir(test_path("gone")) == 0);
	CHECK(spec_report(&r, arg, "F20", 0) == 0);
	(void)snprintf(gone, sizeof(gone), "%s (deleted)", test_path("gone"));
	/* Only Linux has a name for it. */
	if (report_get(r, "cwd") != NULL)
		CHECK(strcmp(report_get(r, "cwd"), gone) == 0);
	report_free(r);
	CHECK(spec_failure(arg, "F20 w5=new", 0, ENOENT, 1) == 0);
	CHECK(spec_failure(arg, "F20 C=@/gone", 0, ENOENT, 1) == 0);
	CHECK(fchdir(DIR_FD) == 0);
	CHECK(spec_report(&r, arg, "", 0) == 0);
	/* Only Linux has a name for it. */
	if (report_get(r, "cwd") != NULL)
		CHECK(strcmp(report_get(r, "cwd"), gone) == 0);
	report_free(r);
	return (0);
}

static void
test_deleted_directory(void **state)
{
	(void)state;
	expect_each(check_deleted);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_directories),
		CASE(test_program_path),
		CASE(test_errors),
		CASE(test_deleted_directory),
	};

	return (run_cases(cases));
}
