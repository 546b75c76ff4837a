/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Of a spawn that fails in a file action or at the program, the object of
 * spawnx_attr_setfailure() tells the number of the action, or of the path.
 *
 * Extension.  The order of the steps is that of POSIX.1-2024, posix_spawn().
 */
#include "failure_plan.h"

typedef posix_spawn_file_actions_t actions_t;

static void
bad_open(actions_t *fa)
{
	(void)spawnx_file_actions_addopen(fa, 60, "/none", O_RDONLY, 0);
}

static void
bad_open_exclusive(actions_t *fa)
{
	(void)spawnx_file_actions_addopen(
	    fa, 60, "/dev/null", O_CREAT | O_EXCL, 0);
}

static void
bad_dup2(actions_t *fa)
{
	(void)spawnx_file_actions_adddup2(fa, 999, 60);
}

static void
bad_dup2_to_itself(actions_t *fa)
{
	(void)spawnx_file_actions_adddup2(fa, 999, 999);
}

static void
bad_chdir(actions_t *fa)
{
	(void)spawnx_file_actions_addchdir(fa, "/dev/null");
}

static void
bad_fchdir(actions_t *fa)
{
	(void)spawnx_file_actions_addfchdir(fa, 999);
}

static void
bad_tcsetpgrp(actions_t *fa)
{
	(void)spawnx_file_actions_addtcsetpgrp(fa, 999);
}

static void
bad_inherit(actions_t *fa)
{
	(void)spawnx_file_actions_addinherit(fa, 999);
}

static void
test_actions(void **state)
{
	static const struct {
		const char *name;
		void (*add)(actions_t *);
		int error;
	} rows[] = {
		{ "open", bad_open, ENOENT },
		{ "open, exclusive", bad_open_exclusive, EEXIST },
		{ "dup2", bad_dup2, EBADF },
		{ "dup2 to itself", bad_dup2_to_itself, EBADF },
		{ "chdir", bad_chdir, ENOTDIR },
		{ "fchdir", bad_fchdir, EBADF },
		{ "tcsetpgrp", bad_tcsetpgrp, EBADF },
		{ "inherit", bad_inherit, EBADF },
	}, *row;
	actions_t fa;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		for (int before = 0; before < 20; before += 9) {
			struct plan plan = { .actions = &fa,
				.path = "/none",
				.error = row->error,
				.step = SPAWNX_STEP_ACTION,
				.index = before };

			assert_int_equal(spawnx_file_actions_init(&fa), 0);
			for (int i = 0; i < before; i++)
				assert_int_equal(
				    spawnx_file_actions_addclose(&fa, 50 + i),
				    0);
			row->add(&fa);
			bad_chdir(&fa);
			assert_int_equal(try_plan(&plan), 0);
			assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
		}
	}
}

/* An attribute comes before the actions, whatever they are. */
static void
test_attribute_before_action(void **state)
{
	actions_t fa;
	const struct plan plan = { .actions = &fa,
		.flags = POSIX_SPAWN_SETPGROUP,
		.pgroup = -1,
		.error = EINVAL,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_PGROUP };

	(void)state;
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	bad_chdir(&fa);
	assert_int_equal(try_plan(&plan), 0);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

static void
test_program(void **state)
{
	static const struct {
		const char *name;
		const char *path;
		int error;
	} rows[] = {
		{ "none such", "/none", ENOENT },
		{ "no directory", "/dev/null/none", ENOTDIR },
		{ "a directory", "/", EACCES },
		{ "not executable", NULL, EACCES },
		{ "no name", "", ENOENT },
	}, *row;

	char *plain = strdup(write_file("plain", 0644, ""));

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		struct plan plan = {
			.path = row->path == NULL ? plain : row->path,
			.error = row->error,
			.step = SPAWNX_STEP_EXEC,
		};

		assert_int_equal(try_plan(&plan), 0);
	}
	free(plain);
}

/* Directories `none` and `empty` have nothing, `deny` what may not be run,
 * `data` what no kernel runs. */
static void
make_directories(void)
{
	static const char *const dirs[] = { "empty", "deny", "data" };

	for (size_t i = 0; i < COUNT(dirs); i++)
		assert_int_equal(mkdir(test_path(dirs[i]), 0755), 0);
	(void)write_file("deny/prog", 0644, "no");
	(void)write_file("data/prog", 0755, "no format");
}

static void
test_search(void **state)
{
	static const struct {
		const char *name;
		const char *dirs[5];
		int error, index;
	} rows[] = {
		{ "one, nothing", { "empty" }, ENOENT, 0 },
		{ "three, nothing", { "empty", "none", "empty" }, ENOENT, 2 },
		{ "denied first", { "deny", "empty", "none" }, EACCES, 0 },
		{ "denied second", { "none", "deny", "empty" }, EACCES, 1 },
		{ "denied twice", { "deny", "deny" }, EACCES, 0 },
#ifndef __FreeBSD__ /* a shell runs it there */
		{ "no format", { "empty", "data", "empty" }, ENOEXEC, 1 },
		{ "no format after denied", { "deny", "data" }, ENOEXEC, 1 },
#endif
	}, *row;
	char *was = strdup(getenv("PATH") == NULL ? "" : getenv("PATH"));
	char path[5 * PATH_MAX];

	(void)state;
	assert_non_null(was);
	make_directories();
	FOR_EACH_ROW(row, rows)
	{
		spawnx_failure_t where = { .error = 0 };
		const struct spawn_family *f = family_spawnx();
		posix_spawnattr_t attr;
		pid_t pid;

		path[0] = '\0';
		for (int i = 0; i < 5 && row->dirs[i] != NULL; i++) {
			(void)strcat(path, i == 0 ? "" : ":");
			(void)strcat(path, test_path(row->dirs[i]));
		}
		assert_int_equal(setenv("PATH", path, 1), 0);
		assert_int_equal(spawnx_attr_init(&attr), 0);
		assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
		expect_failure(row->error, &pid,
		    f->spawnp(
			&pid, "prog", NULL, &attr, ARGV("prog"), environ));
		assert_int_equal(where.error, row->error);
		assert_int_equal(where.step, SPAWNX_STEP_EXEC);
		assert_int_equal(where.index, row->index);
		assert_int_equal(spawnx_attr_destroy(&attr), 0);
	}
	assert_int_equal(setenv("PATH", was, 1), 0);
	free(was);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_actions),
		CASE(test_attribute_before_action),
		CASE(test_program),
		CASE(test_search),
	};

	return (run_cases(cases));
}
