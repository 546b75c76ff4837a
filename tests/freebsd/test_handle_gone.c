/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Of a child that was reaped its process descriptor gives nothing more, whoever
 * has reaped it; and whom a signal by it reaches.  On either way of making one,
 * with and without pdrfork(2).  What is Linux's of these promises of
 * spawnx_handle(3) is in api/test_handle_gone.c and test_handle_signal.c.
 */
#include "forked.h"
#include "handle.h"

#include <sys/resource.h>

/* Of one that was reaped there is no answer, and nothing is written. */
static int
check_gone(int handle)
{
	struct rusage usage = { .ru_maxrss = ODD };
	int bad, got = ODD;

	bad =
	    check_int(spawnx_handle_wait(handle, -1, 0, &got, &usage), ECHILD);
	bad += check_int(got, ODD) + check_int(usage.ru_maxrss, ODD);
	bad += check_int(spawnx_handle_signal(handle, 0, 0), ESRCH);
	return (bad + check_int(spawnx_handle_signal(
				    handle, SIGKILL, SPAWNX_SIGNAL_GROUP),
			  ESRCH));
}

/* A wait for any child does not see it, before its end and after it. */
static void
test_by_its_handle(void **state)
{
	const int handle = start("sleep=20", "exit=5", NULL);
	int status = ODD;

	(void)state;
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	assert_int_equal(
	    spawnx_handle_wait(handle, -1, SPAWNX_WAIT_KEEP, NULL, NULL), 0);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	assert_int_equal(spawnx_handle_wait(handle, 0, 0, &status, NULL), 0);
	assert_int_equal(status, 5 << 8);
	assert_int_equal(check_gone(handle), 0);
	assert_int_equal(close(handle), 0);
}

static void
test_another_has_reaped_it(void **state)
{
	int handle;
	pid_t pid;

	(void)state;
	handle = start("sleep=1", "signal=15", &pid);
	assert_int_equal(wait_for(pid), SIGTERM);
	assert_int_equal(check_gone(handle), 0);
	assert_int_equal(close(handle), 0);
}

/*
 * Whose parent ignores SIGCHLD: the kernel reaps it, unless it has a
 * descriptor (exit1(): procdesc_exit() comes first).
 */
static int
ignored_child(void *arg)
{
	int bad = 0, handle, status = ODD;

	(void)arg;
	(void)signal(SIGCHLD, SIG_IGN);
	handle = start("sleep=2", "exit=4", NULL);
	bad += check_int(spawnx_handle_wait(handle, -1, 0, &status, NULL), 0);
	bad += check_int(status, 4 << 8);
	bad += check_gone(handle);
	return (bad + check_int(close(handle), 0));
}

static void
test_sigchld_is_ignored(void **state)
{
	(void)state;
	expect_child(ignored_child, NULL);
}

/* That of its number; of a process that leads none it is nobody. */
static void
test_group(void **state)
{
	posix_spawnattr_t attr;
	int handle, status;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setpgroup(&attr, 0), 0);
	handle = start("sleep=100000", "exit=0", NULL);
	assert_int_equal(
	    spawnx_handle_signal(handle, SIGTERM, SPAWNX_SIGNAL_GROUP), ESRCH);
	assert_int_equal(spawnx_handle_signal(handle, SIGKILL, 0), 0);
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, NULL, NULL), 0);
	assert_int_equal(close(handle), 0);
	handle = start_with(&attr, "sleep=100000", "exit=0", NULL);
	assert_int_equal(
	    spawnx_handle_signal(handle, SIGTERM, SPAWNX_SIGNAL_GROUP), 0);
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, &status, NULL), 0);
	assert_int_equal(status, SIGTERM);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	assert_int_equal(close(handle), 0);
}

static void
test_bad_signals(void **state)
{
	const int handle = start("sleep=1", "exit=0", NULL);
	const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	const int none[] = { -1, 1023, null };

	(void)state;
	for (unsigned flag = 2; flag != 0; flag <<= 1)
		assert_int_equal(spawnx_handle_signal(handle, 0, flag), EINVAL);
	assert_int_equal(spawnx_handle_signal(handle, 1000, 0), EINVAL);
	for (size_t i = 0; i < COUNT(none); i++) {
		assert_int_equal(
		    spawnx_handle_signal(none[i], SIGKILL, 0), EBADF);
		assert_int_equal(
		    spawnx_handle_signal(none[i], SIGKILL, SPAWNX_SIGNAL_GROUP),
		    EBADF);
	}
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, NULL, NULL), 0);
	assert_int_equal(close(null), 0);
	assert_int_equal(close(handle), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_by_its_handle),
		CASE(test_another_has_reaped_it),
		CASE(test_sigchld_is_ignored),
		CASE(test_group),
		CASE(test_bad_signals),
	};

	return (run_cases(cases));
}
