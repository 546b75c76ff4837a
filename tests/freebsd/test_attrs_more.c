/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes whose effect is not in what a program reports of itself, on
 * FreeBSD: the caller's death, scripts by descriptor.
 */
#include "forked.h"

#include <sys/procctl.h>
#include <sys/wait.h>

/* A caller that spawns cat, which waits for a pipe without end, and goes. */
static int
orphan_child(void *arg)
{
	const bool *ids = arg;
	posix_spawnattr_t attr;
	int bad, fds[2], status = 0;
	pid_t middle, pid;

	(void)signal(SIGTERM, SIG_DFL);
	bad = check_int(procctl(P_PID, getpid(), PROC_REAP_ACQUIRE, NULL), 0);
	bad += check(pipe(fds) == 0 && dup2(fds[0], 0) == 0);
	(void)fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setpdeathsig(&attr, SIGTERM), 0);
	if (*ids)
		bad += check_int(spawnx_attr_setids(&attr, 1001, 1002), 0);
	middle = fork();
	if (middle == 0)
		_exit(spawnx_spawn(
		    &pid, "/bin/cat", NULL, &attr, ARGV("cat"), environ));
	bad += check_int(wait_for(middle), 0);
	bad += check(waitpid(-1, &status, 0) > 0);
	bad += check_int(status, SIGTERM);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_caller_ends(void **state)
{
	bool ids = false;

	(void)state;
	expect_child(orphan_child, &ids);
	ids = true;
	expect_child(orphan_child, &ids);
}

struct script {
	const char *name, *contents;
	int oflag, status, error, step;
};

/* The status, or how it failed. */
static void
run_script(const struct script *script)
{
	int fd =
	    open(write_file("script", 0755, script->contents), script->oflag);
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	pid_t pid = -1;

	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	assert_int_equal(spawnx_attr_setexecfd(&attr, fd), 0);
	if (script->error == 0) {
		assert_int_equal(
		    spawnx_spawn(&pid, NULL, NULL, &attr, ARGV("x"), environ),
		    0);
		assert_int_equal(WEXITSTATUS(wait_for(pid)), script->status);
	} else {
		expect_failure(script->error, &pid,
		    spawnx_spawn(&pid, NULL, NULL, &attr, ARGV("x"), environ));
		assert_int_equal(where.step, script->step);
	}
	assert_int_equal(close(fd), 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
test_scripts_by_descriptor(void **state)
{
	static const struct script rows[] = {
		{ "inherited", "#!/bin/sh\nexit 5\n", O_RDONLY, 5, 0, 0 },
		{ "not inherited", "#!/bin/sh\nexit 5\n", O_RDONLY | O_CLOEXEC,
		    0, ENOENT, SPAWNX_STEP_ATTR },
		{ "no interpreter", "#!/none/such\n", O_RDONLY, 0, ENOENT,
		    SPAWNX_STEP_INTERPRETER },
		{ "no format", "\1\2\3\4", O_RDONLY | O_CLOEXEC, 0, ENOEXEC,
		    SPAWNX_STEP_EXEC },
	}, *row;

	(void)state;
	FOR_EACH_ROW(row, rows)
	run_script(row);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_caller_ends),
		CASE(test_scripts_by_descriptor),
	};

	return (run_cases(cases));
}
