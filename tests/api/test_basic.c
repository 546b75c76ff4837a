/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A spawn without actions and attributes starts the program at path, or found
 * along PATH, gives its process ID, and makes it a child to be waited for.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (path and file),
 * RETURN VALUE (pid; an error number).
 */
#include "support.h"

/* Waits for the child, and gives its exit status. */
static int
exit_status(pid_t pid)
{
	int status = wait_for(pid);

	assert_true(status >= 0 && WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* What no attribute and no action changes is the same as in the caller. */
static void
test_state_is_inherited(void **state)
{
	const struct spawn_family *f;
	struct report *r;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		r = run_report(f, NULL, NULL, NULL);
		assert_int_equal(report_int(r, "ppid"), getpid());
		assert_int_equal(report_int(r, "pgid"), getpgrp());
		assert_int_equal(report_int(r, "sid"), getsid(0));
		assert_string_equal(report_get(r, "sigcaught"), "");
		report_free(r);
	}
}

static void
test_null_pid(void **state)
{
	char **argv = ARGV("report", "none", "exit=9");
	const struct spawn_family *f;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    f->spawn(NULL, report_program(), NULL, NULL, argv, environ),
		    0);
		assert_int_equal(exit_status(-1), 9);
	}
}

static void
test_exit_status(void **state)
{
	static const struct {
		const char *name;
		char *arg;
		int status;
	} rows[] = { { "zero", "exit=0", 0 }, { "one", "exit=1", 1 << 8 },
		{ "127", "exit=127", 127 << 8 },
		{ "255", "exit=255", 255 << 8 },
		{ "SIGTERM", "signal=15", SIGTERM },
		{ "SIGKILL", "signal=9", SIGKILL } },
	  *row;
	pid_t pid;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		assert_int_equal(
		    spawnx_spawn(&pid, report_program(), NULL, NULL,
			ARGV("report", "none", row->arg), environ),
		    0);
		assert_int_equal(wait_for(pid), row->status);
	}
}

/* errno is no result of the family, and a success leaves it alone, too. */
static void
test_success_leaves_errno(void **state)
{
	const struct spawn_family *f;
	pid_t pid;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		errno = 4711;
		assert_int_equal(f->spawn(&pid, report_program(), NULL, NULL,
				     ARGV("report", "none"), environ),
		    0);
		assert_int_equal(errno, 4711);
		assert_int_equal(exit_status(pid), 0);
	}
}

/*
 * The kernel lets the parent go on just before the program takes the place of
 * the memory, when the exec can't fail any more: a moment later it's there.
 */
static bool
becomes(pid_t pid, const char *want)
{
	char link[64], exe[PATH_MAX] = "";

	(void)snprintf(link, sizeof(link), "/proc/%ld/exe", (long)pid);
	for (int i = 0; i < 1000 && strcmp(exe, want) != 0; i++) {
		const ssize_t n = readlink(link, exe, sizeof(exe) - 1);

		exe[n < 0 ? 0 : n] = '\0';
		sleep_ms(i > 0 ? 1 : 0);
	}
	return (strcmp(exe, want) == 0);
}

/* The call returns once the program runs: it is no longer this one. */
static void
test_returns_after_exec(void **state)
{
	const struct spawn_family *f;
	char want[PATH_MAX];
	bool is_there;
	pid_t pid;

	(void)state;
	if (access("/proc/self/exe", F_OK) != 0)
		skip_because("/proc does not say which program this is");
	assert_non_null(realpath(report_program(), want));
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    f->spawn(&pid, report_program(), NULL, NULL,
			ARGV("report", "none", "sleep=10000"), environ),
		    0);
		is_there = becomes(pid, want);
		assert_int_equal(kill(pid, SIGKILL), 0);
		assert_int_equal(wait_for(pid), SIGKILL);
		assert_true(is_there);
	}
}

/* Relative to the working directory, slashes where the kernel takes them. */
static void
test_paths(void **state)
{
	static const struct {
		const char *name;
		const char *path;
	} rows[] = { { "name alone", "prog" }, { "dot", "./prog" },
		{ "below", "sub/prog" }, { "doubled", "sub//prog" },
		{ "up", "sub/../prog" }, { "dots", "././sub/./prog" } },
	  *row;
	int cwd = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	pid_t pid;

	(void)state;
	assert_true(cwd >= 0);
	assert_int_equal(chdir(test_dir()), 0);
	assert_int_equal(mkdir("sub", 0755), 0);
	assert_int_equal(symlink(report_program(), "prog"), 0);
	assert_int_equal(symlink(report_program(), "sub/prog"), 0);
	FOR_EACH_ROW(row, rows)
	{
		assert_int_equal(spawnx_spawn(&pid, row->path, NULL, NULL,
				     ARGV("prog", "none"), environ),
		    0);
		assert_int_equal(exit_status(pid), 0);
	}
	assert_int_equal(fchdir(cwd), 0);
	assert_int_equal(close(cwd), 0);
}

/* PATH of the caller, not of envp; test_search has the rest of it. */
static void
test_spawnp_searches_path(void **state)
{
	char *saved = strdup(getenv("PATH") == NULL ? "" : getenv("PATH"));
	const struct spawn_family *f;
	pid_t pid;

	(void)state;
	assert_non_null(saved);
	assert_int_equal(symlink(report_program(), test_path("only-here")), 0);
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(setenv("PATH", test_dir(), 1), 0);
		assert_int_equal(f->spawnp(&pid, "only-here", NULL, NULL,
				     ARGV("only-here", "none", "exit=3"),
				     ARGV("PATH=/nowhere")),
		    0);
		assert_int_equal(exit_status(pid), 3);
		assert_int_equal(setenv("PATH", "/nowhere", 1), 0);
		expect_failure(ENOENT, &pid,
		    f->spawnp(&pid, "only-here", NULL, NULL,
			ARGV("only-here", "none"), environ));
	}
	assert_int_equal(setenv("PATH", saved, 1), 0);
	free(saved);
}

static void
test_many_in_a_row(void **state)
{
	const struct spawn_family *f;
	pid_t pid;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		for (int i = 0; i < 300; i++) {
			assert_int_equal(
			    f->spawn(&pid, report_program(), NULL, NULL,
				ARGV("report", "none"), environ),
			    0);
			assert_int_equal(exit_status(pid), 0);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_state_is_inherited),
		CASE(test_null_pid),
		CASE(test_exit_status),
		CASE(test_success_leaves_errno),
		CASE(test_returns_after_exec),
		CASE(test_paths),
		CASE(test_spawnp_searches_path),
		CASE(test_many_in_a_row),
	};

	return run_cases(cases);
}
