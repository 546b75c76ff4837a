/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child is waited for by its handle: for a time, whatever signals come, with
 * its own status or none.
 *
 * Extension: spawnx_handle(3).
 */
#include "forked.h"

#include <sys/resource.h>
#include <sys/time.h>
#include <sys/utsname.h>

#include <pthread.h>
#include <time.h>

#define ODD 0x0ddba11

/* report, which sleeps and then ends as it is told to. */
static int
start(const char *sleep, const char *end, pid_t *pid)
{
	int handle = -1;

	if (spawnx_spawn_handle(&handle, pid, report_program(), NULL, NULL,
		ARGV("report", "none", (char *)(uintptr_t)sleep,
		    (char *)(uintptr_t)end),
		environ) != 0)
		(void)complain("no child");
	return (handle);
}

static long
now_ms(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (ts.tv_sec * 1000L + ts.tv_nsec / 1000000);
}

/* Whether the kernel keeps the status for the descriptor: Linux 6.15. */
static bool
is_kept(void)
{
	struct utsname name;
	int major = 0, minor = 0;

	(void)uname(&name);
	(void)sscanf(name.release, "%d.%d", &major, &minor);
	return (major > 6 || (major == 6 && minor >= 15));
}

/* After it was reaped: the status that it had, or no answer at all. */
static int
check_gone(int handle, int status)
{
	struct rusage usage;
	int bad = 0, got = ODD;

	memset(&usage, 1, sizeof(usage));
	if (!is_kept()) {
		bad += check_int(
		    spawnx_handle_wait(handle, -1, 0, &got, &usage), ECHILD);
		return (bad + check_int(got, ODD));
	}
	bad += check_int(spawnx_handle_wait(handle, -1, 0, &got, &usage), 0);
	bad += check_int(got, status);
	bad += check_int(usage.ru_maxrss, 0);
	return (
	    bad + check_int(spawnx_handle_wait(handle, 0, 0, NULL, NULL), 0));
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
		handle = start("sleep=10", rows[i].end, NULL);
		memset(&usage, 0, sizeof(usage));
		assert_int_equal(
		    spawnx_handle_wait(handle, -1, 0, &status, &usage), 0);
		assert_int_equal(status, rows[i].status);
		assert_true(usage.ru_maxrss > 0);
		assert_int_equal(check_gone(handle, rows[i].status), 0);
		assert_int_equal(close(handle), 0);
	}
}

static void
test_time_limit(void **state)
{
	const int handle = start("sleep=100000", "exit=0", NULL);
	struct rusage usage;
	int status = ODD;
	long begin;

	(void)state;
	usage.ru_maxrss = ODD;
	assert_int_equal(
	    spawnx_handle_wait(handle, 0, 0, &status, &usage), ETIMEDOUT);
	begin = now_ms();
	assert_int_equal(
	    spawnx_handle_wait(handle, 120, 0, &status, &usage), ETIMEDOUT);
	assert_true(now_ms() - begin >= 120);
	assert_true(now_ms() - begin < 60000);
	assert_int_equal(status, ODD);
	assert_int_equal(usage.ru_maxrss, ODD);
	assert_int_equal(spawnx_handle_signal(handle, SIGKILL, 0), 0);
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, NULL, NULL), 0);
	assert_int_equal(close(handle), 0);
}

/* Ready, and so never a wait, not even of no time. */
static void
test_keep(void **state)
{
	const int handle = start("sleep=20", "exit=5", NULL);
	struct rusage usage;
	int status;

	(void)state;
	for (int i = 0; i < 3; i++) {
		status = ODD;
		usage.ru_maxrss = 0;
		assert_int_equal(spawnx_handle_wait(handle, i == 0 ? -1 : 0,
				     SPAWNX_WAIT_KEEP, &status, &usage),
		    0);
		assert_int_equal(status, 5 << 8);
		assert_true(usage.ru_maxrss > 0);
	}
	assert_true(has_child());
	assert_int_equal(spawnx_handle_wait(handle, 0, 0, &status, NULL), 0);
	assert_int_equal(status, 5 << 8);
	assert_false(has_child());
	assert_int_equal(close(handle), 0);
}

static volatile sig_atomic_t storms;

static void
on_alarm(int signo)
{
	(void)signo;
	storms++;
}

static int
storm_child(void *arg)
{
	const struct itimerval every = { { 0, 1000 }, { 0, 1000 } };
	struct sigaction sa;
	int bad = 0, handle, status;
	long begin;

	(void)arg;
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = on_alarm;
	bad += check_int(sigaction(SIGALRM, &sa, NULL), 0);
	handle = start("sleep=700", "exit=9", NULL);
	bad += check_int(setitimer(ITIMER_REAL, &every, NULL), 0);
	begin = now_ms();
	bad += check_int(
	    spawnx_handle_wait(handle, 200, 0, NULL, NULL), ETIMEDOUT);
	bad += check(now_ms() - begin >= 200);
	bad += check(storms > 10);
	bad += check_int(spawnx_handle_wait(handle, -1, 0, &status, NULL), 0);
	bad += check_int(status, 9 << 8);
	return (bad);
}

static void
test_storm_of_signals(void **state)
{
	(void)state;
	expect_child(storm_child, NULL);
}

static void
test_another_has_reaped_it(void **state)
{
	int handle;
	pid_t pid;

	(void)state;
	handle = start("sleep=1", "exit=3", &pid);
	assert_int_equal(wait_for(pid), 3 << 8);
	assert_int_equal(check_gone(handle, 3 << 8), 0);
	assert_int_equal(close(handle), 0);
	handle = start("sleep=1", "signal=15", &pid);
	assert_int_equal(wait_for(pid), SIGTERM);
	assert_int_equal(check_gone(handle, SIGTERM), 0);
	assert_int_equal(close(handle), 0);
}

static void *
reap(void *pid)
{
	(void)wait_for(*(pid_t *)pid);
	return (NULL);
}

/* Both wait; who comes second has no other status than the first. */
static void
test_another_thread_reaps_it(void **state)
{
	pthread_t thread;
	int error, handle, status;
	pid_t pid;

	(void)state;
	for (int i = 0; i < 50; i++) {
		handle = start("sleep=5", "exit=6", &pid);
		assert_int_equal(pthread_create(&thread, NULL, reap, &pid), 0);
		status = ODD;
		error = spawnx_handle_wait(handle, 60000, 0, &status, NULL);
		assert_int_equal(pthread_join(thread, NULL), 0);
		if (error == 0 || is_kept())
			assert_int_equal(status, 6 << 8);
		assert_true(error == 0 || (!is_kept() && error == ECHILD));
		assert_int_equal(close(handle), 0);
	}
}

static int
ignored_child(void *arg)
{
	int bad = 0, handle;

	(void)arg;
	(void)signal(SIGCHLD, SIG_IGN);
	for (int i = 0; i < 50; i++) {
		handle = start("sleep=2", "exit=4", NULL);
		bad += check_gone(handle, 4 << 8);
		bad += check_int(close(handle), 0);
	}
	return (bad);
}

static void
test_sigchld_is_ignored(void **state)
{
	(void)state;
	expect_child(ignored_child, NULL);
}

static void
test_bad_arguments(void **state)
{
	const int handle = start("sleep=1", "exit=0", NULL);
	const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	const int parent = (int)syscall(434, getppid(), 0); /* pidfd_open() */

	(void)state;
	for (unsigned flag = 2; flag != 0; flag <<= 1)
		assert_int_equal(
		    spawnx_handle_wait(handle, 0, flag, NULL, NULL), EINVAL);
	assert_int_equal(spawnx_handle_wait(-1, 0, 0, NULL, NULL), EBADF);
	assert_int_equal(spawnx_handle_wait(1023, 0, 0, NULL, NULL), EBADF);
	assert_int_equal(spawnx_handle_wait(null, -1, 0, NULL, NULL), EBADF);
	if (parent >= 0) {
		assert_int_equal(
		    spawnx_handle_wait(parent, -1, 0, NULL, NULL), ECHILD);
		assert_int_equal(close(parent), 0);
	}
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, NULL, NULL), 0);
	assert_int_equal(close(null), 0);
	assert_int_equal(close(handle), 0);
}

/* As Linux 5.3 answers. */
static int
old_child(void *arg)
{
	int bad, handle;
	pid_t pid;

	(void)arg;
	handle = start("sleep=1", "exit=0", &pid);
	bad = check_int(refuse_syscall(SYS_waitid, EINVAL), 0);
	bad +=
	    check_int(spawnx_handle_wait(handle, -1, 0, NULL, NULL), ENOTSUP);
	return (bad + check_int(wait_for(pid), 0));
}

static void
test_old_kernel(void **state)
{
	(void)state;
	expect_child(old_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_statuses),
		CASE(test_time_limit),
		CASE(test_keep),
		CASE(test_storm_of_signals),
		CASE(test_another_has_reaped_it),
		CASE(test_another_thread_reaps_it),
		CASE(test_sigchld_is_ignored),
		CASE(test_bad_arguments),
		CASE(test_old_kernel),
	};

	return (run_cases(cases));
}
