/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What each file action does to the descriptors and the directory that the
 * program gets, and with which error and number it fails; test_open_action
 * has addopen, test_closefrom, test_cwd and test_foreground the details of
 * theirs.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION;
 * posix_spawn_file_actions_addclose(), _adddup2(), _addchdir().
 */
#include "check.h"

#define MANY 500

/* The caller has 0-2, 10 (a file), and 11 (another, close-on-exec). */
static const struct effect {
	const char *name;
	const char *actions;
	const char *fds;
} effects[] = {
	{ "none", "", "0,1,2,10" },
	{ "close", "c10", "0,1,2" },
	{ "close what is not open", "c12", "0,1,2,10" },
	{ "close twice", "c10 c10", "0,1,2" },
	{ "close the standard ones", "c0 c1 c2", "10" },
	{ "close a close-on-exec one", "c11", "0,1,2,10" },
	{ "dup2", "d10:15", "0,1,2,10,15" },
	{ "dup2 of a close-on-exec one", "d11:15", "0,1,2,10,15" },
	{ "dup2 onto an open one", "d11:10", "0,1,2,10" },
	{ "dup2 onto a close-on-exec one", "d10:11", "0,1,2,10,11" },
	{ "dup2 onto itself", "d10:10", "0,1,2,10" },
	{ "dup2 onto itself, close-on-exec", "d11:11", "0,1,2,10,11" },
	{ "dup2 of what was opened", "O5=/dev/null d5:6", "0,1,2,6,10" },
	{ "dup2 of a duplicate", "d11:5 d5:6", "0,1,2,5,6,10" },
	{ "inherit", "i10", "0,1,2,10" },
	{ "inherit a close-on-exec one", "i11", "0,1,2,10,11" },
	{ "inherit, then close", "i11 c11", "0,1,2,10" },
	{ "closefrom", "f10", "0,1,2" },
	{ "inheritopen", "p11 p12", "0,1,2,10,11" },
	{ "inheritopen of a closed one", "c10 p10 p999", "0,1,2" },
	{ "cloexecfrom", "x3", "0,1,2" },
	{ "cloexecfrom, above", "x11", "0,1,2,10" },
	{ "cloexecfrom all", "x0", "" },
	{ "cloexecfrom, and what is passed", "x3 i11 p10 p12", "0,1,2,10,11" },
	{ "cloexecfrom, a dup2 of one", "x3 d10:5", "0,1,2,5" },
	{ "cloexecfrom, a dup2 before", "d10:5 x6", "0,1,2,5" },
	{ "cloexecfrom, then open", "x3 o5=/dev/null", "0,1,2,5" },
	{ "cloexecfrom, twice", "x10 i11 x3 i10", "0,1,2,10" },
	{ "closefrom all", "f0", "" },
	{ "closefrom, then open", "f3 o5=/dev/null", "0,1,2,5" },
	{ "chdir has no effect on them", "C=@", "0,1,2,10" },
};

static const struct bad_action {
	const char *name;
	const char *actions;
	int error, index;
} bad_actions[] = {
	{ "dup2 of a closed one", "d12:15", EBADF, 0 },
	{ "dup2 of a closed one onto itself", "d12:12", EBADF, 0 },
	{ "dup2 after close", "c10 d10:15", EBADF, 1 },
	{ "inherit a closed one", "i12", EBADF, 0 },
	{ "inherit of a closed one after cloexecfrom", "x3 i12", EBADF, 1 },
	{ "inherit after closefrom", "i10 f3 i10", EBADF, 2 },
	{ "fchdir to a closed one", "F12", EBADF, 0 },
	{ "fchdir to a file", "F10", ENOTDIR, 0 },
	{ "chdir to nothing", "C=@/none", ENOENT, 0 },
	{ "chdir to an empty path", "C=", ENOENT, 0 },
	{ "chdir to a file", "C=@/file", ENOTDIR, 0 },
	{ "chdir in a loop", "C=@/loop", ELOOP, 0 },
	{ "tcsetpgrp of a file", "t10", ENOTTY, 0 },
	{ "tcsetpgrp of a closed one", "t12", EBADF, 0 },
	{ "the third one", "c12 c13 d12:1", EBADF, 2 },
	{ "the first of two", "c12 d12:1 C=@/none", EBADF, 1 },
};

static int
open_some(void)
{
	close_all();
	CHECK(open_as(10, test_path("file"), O_RDONLY) == 10);
	CHECK(open_as(11, test_path("other"), O_RDONLY | O_CLOEXEC) == 11);
	return (0);
}

static int
check_effects(void *arg)
{
	const struct spawn_family *f = arg;
	const struct effect *row;
	struct report *r;
	int bad = open_some();

	FOR_EACH_ROW(row, effects)
	{
		CHECK(spec_report(&r, f, row->actions, 0) == 0);
		if (strcmp(report_get(r, "fds"), row->fds) != 0)
			bad +=
			    complain("%s: %s", row->name, report_get(r, "fds"));
		report_free(r);
	}
	return (bad != 0);
}

static void
make_files(void)
{
	(void)write_file("file", 0644, "x");
	(void)write_file("other", 0644, "y");
	assert_int_equal(symlink("loop", test_path("loop")), 0);
}

static void
test_effects(void **state)
{
	(void)state;
	make_files();
	expect_each(check_effects);
}

static int
check_bad_actions(void *arg)
{
	const struct spawn_family *f = arg;
	const struct bad_action *row;
	int bad = open_some();

	FOR_EACH_ROW(row, bad_actions)
	{
		if (spec_failure(f, row->actions, 0, row->error, row->index) !=
		    0)
			bad += complain("%s", row->name);
	}
	return (bad != 0);
}

static void
test_errors(void **state)
{
	(void)state;
	make_files();
	expect_each(check_bad_actions);
}

/* The same open file, not another one of the same name. */
static int
check_dup2_shares(void *arg)
{
	struct report *r;

	CHECK(open_some() == 0);
	CHECK(lseek(11, 1, SEEK_SET) == 1);
	CHECK(spec_report(&r, arg, "d11:0 d11:15 d10:11", 0) == 0);
	CHECK(strcmp(report_fd(r, 0, "id"), file_id(test_path("other"))) == 0);
	CHECK(strcmp(report_fd(r, 15, "id"), report_fd(r, 0, "id")) == 0);
	CHECK(strcmp(report_fd(r, 15, "offset"), "1") == 0);
	CHECK(strcmp(report_fd(r, 11, "id"), file_id(test_path("file"))) == 0);
	report_free(r);
	return (0);
}

static void
test_dup2_shares(void **state)
{
	(void)state;
	make_files();
	expect_each(check_dup2_shares);
}

/* Under the names of glibc 2.29 and those of POSIX.1-2024. */
static void
test_directory_names(void **state)
{
	typedef posix_spawn_file_actions_t actions;
	const struct spawn_family *f;
	int dir = open(test_dir(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct report *r;
	actions fa;

	(void)state;
	assert_true(dir >= 0);
	FOR_EACH_FAMILY(f)
	{
		int (*const by_path[])(
		    actions *, const char *) = { f->addchdir, f->addchdir_np };
		int (*const by_fd[])(
		    actions *, int) = { f->addfchdir, f->addfchdir_np };

		for (int i = 0; i < 4; i++) {
			assert_int_equal(f->actions_init(&fa), 0);
			assert_int_equal(i < 2 ? by_path[i](&fa, test_dir())
					       : by_fd[i - 2](&fa, dir),
			    0);
			r = run_report(f, &fa, NULL, NULL);
			assert_string_equal(report_get(r, "cwd"), test_dir());
			report_free(r);
			assert_int_equal(f->actions_destroy(&fa), 0);
		}
	}
	assert_int_equal(close(dir), 0);
}

/* The n-th file is opened, and duplicated to where n - MANY was before. */
static void
add_many(const struct spawn_family *f, posix_spawn_file_actions_t *fa)
{
	char name[32];

	for (int n = 0; n < 2 * MANY; n++) {
		(void)snprintf(name, sizeof(name), "file.%d", n);
		assert_int_equal(f->addopen(fa, 30, test_path(name),
				     O_WRONLY | O_CREAT, 0600),
		    0);
		assert_int_equal(f->adddup2(fa, 30, 31 + n % MANY), 0);
	}
}

static void
test_many(void **state)
{
	const struct spawn_family *f;
	posix_spawn_file_actions_t fa;
	struct report *r;
	char name[32];

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->actions_init(&fa), 0);
		add_many(f, &fa);
		r = run_report(f, &fa, NULL, NULL);
		for (int n = MANY; n < 2 * MANY; n++) {
			(void)snprintf(name, sizeof(name), "file.%d", n);
			assert_string_equal(report_fd(r, 31 + n - MANY, "id"),
			    file_id(test_path(name)));
		}
		report_free(r);
		assert_int_equal(f->actions_destroy(&fa), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_effects),
		CASE(test_errors),
		CASE(test_dup2_shares),
		CASE(test_directory_names),
		CASE(test_many),
	};

	return (run_cases(cases));
}
