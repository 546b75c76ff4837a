/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * SPAWNX_DETACHED: a program that nobody waits for.  Its process ID and its
 * failure are told as those of any other; no zombie is left, and no SIGCHLD is
 * sent.  test_detached_killed.c has what becomes of the process in between.
 *
 * Not of POSIX: spawnx_spawn(3).
 */
#include "check.h"
#include "forked.h"

#include <sys/wait.h>

#include <fcntl.h>
#include <poll.h>

#ifndef __WALL
#define __WALL 0x40000000
#endif

static volatile sig_atomic_t told;

static void
count(int signo)
{
	(void)signo;
	told = told + 1;
}

static int
detach(pid_t *pid, char *command, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, const spawnx_options_t *options)
{
	spawnx_options_t o = *options;

	o.flags |= SPAWNX_DETACHED;
	return (spawnx_spawn_with(pid, "/bin/sh", fa, at,
	    ARGV("sh", "-c", command), environ, &o, sizeof(o)));
}

/*
 * No child, whatever its signal, and no SIGCHLD.  One that the kernel reaps is
 * waited for until it has ended.
 */
static int
check_nothing(void)
{
	int bad = check_int(waitpid(-1, NULL, __WALL), -1);

	bad += check_int(errno, ECHILD);
	return (bad + check_int(told, 0));
}

/* What the program writes to the pipe: its process ID, and its parent's. */
static int
check_written(int fd, pid_t pid)
{
	char text[64];
	int bad = 0, parent = -1, self = -1;
	ssize_t n = read(fd, text, sizeof(text) - 1);

	bad += check(n > 0);
	text[n < 0 ? 0 : n] = '\0';
	bad += check_int(sscanf(text, "%d %d", &self, &parent), 2);
	bad += check_int(self, pid);
	/* With CLONE_AUTOREAP it is the caller's still. */
	if (!spawnx_can(SPAWNX_CAN_AUTOKILL))
		bad += check(parent != getpid());
	/* Its end of the pipe is closed: it has ended. */
	return (bad + check_int(read(fd, text, 1), 0));
}

static int
run_once(void)
{
	const spawnx_options_t none = { 0 };
	posix_spawn_file_actions_t fa;
	int bad = 0, ends[2];
	pid_t pid = -1;

	bad += check_int(pipe(ends), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_adddup2(&fa, ends[1], 1), 0);
	bad += check_int(spawnx_file_actions_addclosefrom(&fa, 3), 0);
	bad +=
	    check_int(detach(&pid, "exec echo $$ $PPID", &fa, NULL, &none), 0);
	(void)close(ends[1]);
	bad += check_written(ends[0], pid);
	(void)close(ends[0]);
	bad += check_nothing();
	return (bad + check_int(spawnx_file_actions_destroy(&fa), 0));
}

/* What the first one learns of the kernel the others know. */
static int
runs(void *arg)
{
	int bad = 0;

	(void)arg;
	bad += check(signal(SIGCHLD, count) != SIG_ERR);
	for (int i = 0; i < 3; i++)
		bad += run_once();
	return (bad);
}

static void
test_runs(void **state)
{
	(void)state;
	on_each_way(runs, NULL);
}

/* With ignored SIGCHLD the one in between is no other than the rest. */
static int
runs_ignoring(void *arg)
{
	const spawnx_options_t none = { 0 };
	pid_t pid;
	int bad = 0;

	(void)arg;
	bad += check(signal(SIGCHLD, SIG_IGN) != SIG_ERR);
	for (int i = 0; i < 20; i++)
		bad += check_int(detach(&pid, "exit 3", NULL, NULL, &none), 0);
	return (bad + check_nothing());
}

static void
test_ignored(void **state)
{
	(void)state;
	on_each_way(runs_ignoring, NULL);
}

static int
fails(void *arg)
{
	spawnx_failure_t where;
	spawnx_options_t o = { .flags = SPAWNX_DETACHED, .failure = &where };
	posix_spawn_file_actions_t fa;
	pid_t pid = 4711;
	int bad = 0;

	(void)arg;
	bad += check(signal(SIGCHLD, count) != SIG_ERR);
	bad += check_int(spawnx_spawn_with(&pid, "/none", NULL, NULL,
			     ARGV("none"), environ, &o, sizeof(o)),
	    ENOENT);
	bad += check_int(where.step, SPAWNX_STEP_EXEC);
	bad += check_nothing();
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_addchdir(&fa, "/"), 0);
	bad += check_int(spawnx_file_actions_addchdir(&fa, "/none"), 0);
	bad += check_int(detach(&pid, "exit 0", &fa, NULL, &o), ENOENT);
	bad += check_int(where.step, SPAWNX_STEP_ACTION);
	bad += check_int(where.index, 1);
	bad += check_nothing();
	bad += check_int(pid, 4711);
	return (bad + check_int(spawnx_file_actions_destroy(&fa), 0));
}

static void
test_fails(void **state)
{
	(void)state;
	on_each_way(fails, NULL);
}

/* The failure says of a handle that it can't be had together with the rest. */
static int
check_no_handle(int rc, const spawnx_failure_t *where)
{
	return (check_int(rc, ENOTSUP) +
		check_int(where->step, SPAWNX_STEP_ATTR) +
		check_int(where->index, SPAWNX_ATTR_HANDLE));
}

static int
gives_handle(void *arg)
{
	spawnx_failure_t where;
	int bad = 0, handle = -1, ends[2], rc;
	const spawnx_options_t o = { .handle = &handle, .failure = &where };
	posix_spawn_file_actions_t fa;
	struct pollfd what = { .events = POLLIN };
	pid_t pid;

	(void)arg;
	bad += check_int(pipe(ends), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_adddup2(&fa, ends[0], 0), 0);
	bad += check_int(spawnx_file_actions_addclosefrom(&fa, 3), 0);
	rc = detach(&pid, "read a", &fa, NULL, &o);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	if (rc != 0)
		return (bad + check_no_handle(rc, &where));
	what.fd = handle;
	bad += check(fcntl(handle, F_GETFD) == FD_CLOEXEC);
	bad += check_int(poll(&what, 1, 50), 0);
	(void)close(ends[1]);
	bad += check_int(poll(&what, 1, 10000), 1);
	bad += check_nothing();
	(void)close(ends[0]);
	return (bad + check_int(close(handle), 0));
}

static void
test_handle(void **state)
{
	(void)state;
	on_each_way(gives_handle, NULL);
}

/* Only clone3() gives a handle: with it there must be one. */
static void
test_handle_by_clone3(void **state)
{
	int handle = -1;
	const spawnx_options_t o = { .handle = &handle };
	pid_t pid;

	(void)state;
	if (!BACKEND_IS_ASM || !spawnx_can(SPAWNX_CAN_CLEAR))
		skip_because("no clone3() here");
	assert_int_equal(detach(&pid, "exit 0", NULL, NULL, &o), 0);
	assert_true(handle >= 0);
	(void)close(handle);
	assert_int_equal(check_nothing(), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_runs),
		CASE(test_ignored),
		CASE(test_fails),
		CASE(test_handle),
		CASE(test_handle_by_clone3),
	};

	if (!spawnx_can(SPAWNX_CAN_DETACHED))
		return (skip_all("nothing is detached here"));
	return (run_cases(cases));
}
