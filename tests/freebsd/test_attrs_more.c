/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes whose effect is not in what a program reports of itself, on
 * FreeBSD: a terminal, the caller's death, scripts by descriptor.
 */
#include "check.h"
#include "forked.h"
#include "refusal.h"

#include <sys/ioctl.h>
#include <sys/procctl.h>
#include <sys/wait.h>

/* The other side stays open: it is what keeps the terminal alive. */
static int
open_terminal(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
		return (-1);
	return (open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC));
}

/* own: the caller has another one. */
static int
terminal_child(void *arg)
{
	const bool *own = arg;
	posix_spawnattr_t attr;
	struct report *r;
	int bad = 0, fd = open_terminal();

	(void)signal(SIGHUP, SIG_IGN);
	if (*own)
		bad += check(
		    setsid() >= 0 && ioctl(open_terminal(), TIOCSCTTY, 0) == 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setctty(&attr, fd), 0);
	r = run_report(family_spawnx(), NULL, &attr, NULL);
	bad += check_int(report_int(r, "ctty"), 1);
	bad += check_int(report_int(r, "sid"), r->rep_pid);
	bad += check_int(report_int(r, "pgid"), r->rep_pid);
	bad += check_int(report_int(r, "tpgid"), r->rep_pid);
	report_free(r);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_terminal(void **state)
{
	bool own = false;

	(void)state;
	expect_child(terminal_child, &own);
	own = true;
	expect_child(terminal_child, &own);
}

static int
no_terminal_child(void *arg)
{
	posix_spawnattr_t attr;
	int bad, fds[2] = { -1, -1 };

	(void)arg;
	bad = check_int(pipe(fds), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setctty(&attr, fds[0]), 0);
	bad += expect_refusal(&attr, ENOTTY, SPAWNX_ATTR_CTTY);
	bad += check_int(spawnx_attr_setctty(&attr, 400), 0);
	bad += expect_refusal(&attr, EBADF, SPAWNX_ATTR_CTTY);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_no_terminal(void **state)
{
	(void)state;
	expect_child(no_terminal_child, NULL);
}

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
		CASE(test_terminal),
		CASE(test_no_terminal),
		CASE(test_caller_ends),
		CASE(test_scripts_by_descriptor),
	};

	return (run_cases(cases));
}
