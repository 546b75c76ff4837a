/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child is waited for and signalled by its process descriptor: on either way
 * of making one, with and without pdrfork(2).  What is Linux's of the promises
 * of spawnx_handle(3) is in api/test_handle_wait.c.
 */
#include "forked.h"

#include <sys/resource.h>
#include <sys/time.h>

#include <time.h>

#define ODD 0x0ddba11

/*
 * report, which sleeps some milliseconds and then ends as it is told to.  Of
 * what it has used, the sleep is counted; ru_maxrss is sampled by a clock.
 */
static int
start(const char *sleep, const char *end, pid_t *pid, bool leads)
{
	posix_spawnattr_t attr;
	int handle = -1, bad;

	bad = check_int(spawnx_attr_init(&attr), 0);
	if (leads)
		bad += check_int(spawnx_attr_setpgroup(&attr, 0), 0);
	bad += check_int(
	    spawnx_spawn_handle(&handle, pid, report_program(), NULL, &attr,
		ARGV("report", "none", (char *)(uintptr_t)sleep,
		    (char *)(uintptr_t)end),
		environ),
	    0);
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	return (bad == 0 ? handle : -1);
}

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

static void
test_statuses(void **state)
{
	static const struct {
		const char *end;
		int status;
	} rows[] = { { "exit=0", 0 }, { "exit=7", 7 << 8 },
		{ "exit=255", 255 << 8 }, { "signal=9", SIGKILL },
		{ "signal=15", SIGTERM } };
	struct rusage usage;
	int handle, status;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		handle = start("sleep=10", rows[i].end, NULL, false);
		memset(&usage, 0, sizeof(usage));
		assert_int_equal(
		    spawnx_handle_wait(handle, -1, 0, &status, &usage), 0);
		assert_int_equal(status, rows[i].status);
		assert_true(usage.ru_nvcsw > 0);
		assert_int_equal(check_gone(handle), 0);
		assert_int_equal(close(handle), 0);
	}
}

static void
test_time_limit(void **state)
{
	const int handle = start("sleep=100000", "exit=0", NULL, false);
	struct rusage usage = { .ru_maxrss = ODD };
	struct timespec begin, end;
	int status = ODD;

	(void)state;
	assert_int_equal(
	    spawnx_handle_wait(handle, 0, 0, &status, &usage), ETIMEDOUT);
	(void)clock_gettime(CLOCK_MONOTONIC, &begin);
	assert_int_equal(
	    spawnx_handle_wait(handle, 120, 0, &status, &usage), ETIMEDOUT);
	(void)clock_gettime(CLOCK_MONOTONIC, &end);
	assert_true((end.tv_sec - begin.tv_sec) * 1000 +
			(end.tv_nsec - begin.tv_nsec) / 1000000 >=
		    120);
	assert_int_equal(status, ODD);
	assert_int_equal(usage.ru_maxrss, ODD);
	assert_int_equal(spawnx_handle_signal(handle, SIGKILL, 0), 0);
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, &status, NULL), 0);
	assert_int_equal(status, SIGKILL);
	assert_int_equal(close(handle), 0);
}

/* A wait for any child does not see it, and a kept one can be signalled. */
static void
test_keep(void **state)
{
	const int handle = start("sleep=20", "exit=5", NULL, false);
	struct rusage usage;
	int status;

	(void)state;
	for (int i = 0; i < 3; i++) {
		status = ODD;
		usage.ru_nvcsw = 0;
		assert_int_equal(spawnx_handle_wait(handle, i == 0 ? -1 : 0,
				     SPAWNX_WAIT_KEEP, &status, &usage),
		    0);
		assert_int_equal(status, 5 << 8);
		assert_true(usage.ru_nvcsw > 0);
		assert_int_equal(spawnx_handle_signal(handle, SIGTERM, 0), 0);
		assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
		assert_int_equal(errno, ECHILD);
	}
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
	handle = start("sleep=1", "signal=15", &pid, false);
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
	handle = start("sleep=2", "exit=4", NULL, false);
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

static volatile sig_atomic_t alarms;

static void
on_alarm(int signo)
{
	(void)signo;
	alarms++;
}

static int
storm_child(void *arg)
{
	const struct itimerval every = { { 0, 10000 }, { 0, 10000 } };
	int bad = 0, handle, status = ODD;

	(void)arg;
	(void)signal(SIGALRM, on_alarm);
	handle = start("sleep=700", "exit=9", NULL, false);
	bad += check_int(setitimer(ITIMER_REAL, &every, NULL), 0);
	bad += check_int(spawnx_handle_wait(handle, -1, 0, &status, NULL), 0);
	bad += check_int(status, 9 << 8) + check(alarms > 1);
	return (bad + check_int(close(handle), 0));
}

static void
test_storm_of_signals(void **state)
{
	(void)state;
	expect_child(storm_child, NULL);
}

/* That of its number; of a process that leads none it is nobody. */
static void
test_group(void **state)
{
	int handle, status;

	(void)state;
	handle = start("sleep=100000", "exit=0", NULL, false);
	assert_int_equal(
	    spawnx_handle_signal(handle, SIGTERM, SPAWNX_SIGNAL_GROUP), ESRCH);
	assert_int_equal(spawnx_handle_signal(handle, SIGKILL, 0), 0);
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, NULL, NULL), 0);
	assert_int_equal(close(handle), 0);
	handle = start("sleep=100000", "exit=0", NULL, true);
	assert_int_equal(
	    spawnx_handle_signal(handle, SIGTERM, SPAWNX_SIGNAL_GROUP), 0);
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, &status, NULL), 0);
	assert_int_equal(status, SIGTERM);
	assert_int_equal(close(handle), 0);
}

static void
test_bad_arguments(void **state)
{
	const int handle = start("sleep=1", "exit=0", NULL, false);
	const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	(void)state;
	for (unsigned flag = 2; flag != 0; flag <<= 1) {
		assert_int_equal(
		    spawnx_handle_wait(handle, 0, flag, NULL, NULL), EINVAL);
		assert_int_equal(spawnx_handle_signal(handle, 0, flag), EINVAL);
	}
	assert_int_equal(spawnx_handle_signal(handle, 1000, 0), EINVAL);
	for (int i = 0; i < 3; i++) {
		const int fd = i == 0 ? -1 : i == 1 ? 1023 : null;

		assert_int_equal(
		    spawnx_handle_wait(fd, -1, 0, NULL, NULL), EBADF);
		assert_int_equal(spawnx_handle_signal(fd, SIGKILL, 0), EBADF);
		assert_int_equal(
		    spawnx_handle_signal(fd, SIGKILL, SPAWNX_SIGNAL_GROUP),
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
		CASE(test_statuses),
		CASE(test_time_limit),
		CASE(test_keep),
		CASE(test_another_has_reaped_it),
		CASE(test_sigchld_is_ignored),
		CASE(test_storm_of_signals),
		CASE(test_group),
		CASE(test_bad_arguments),
	};

	return (run_cases(cases));
}
