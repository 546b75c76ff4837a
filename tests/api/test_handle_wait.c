/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child is waited for by its handle: for a time, whatever signals come, once
 * or as often as it is kept.
 *
 * Extension: spawnx_handle(3).
 */
#include "forked.h"
#include "handle.h"
#include "needs.h"

#include <sys/resource.h>
#include <sys/time.h>

#include <time.h>

/* As often as the clock of any system here ticks. */
#define TICK_US 10000

static long
now_ms(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (ts.tv_sec * 1000L + ts.tv_nsec / 1000000);
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
		assert_true(usage.ru_nvcsw > 0);
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
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, &status, NULL), 0);
	assert_int_equal(status, SIGKILL);
	assert_int_equal(close(handle), 0);
}

/*
 * Ready, and so never a wait, not even of no time; it can be signalled, which
 * changes nothing.
 */
static void
test_keep(void **state)
{
	const int handle = start("sleep=20", "exit=5", NULL);
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
	}
	assert_int_equal(spawnx_handle_wait(handle, 0, 0, &status, NULL), 0);
	assert_int_equal(status, 5 << 8);
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
	const struct itimerval every = { { 0, TICK_US }, { 0, TICK_US } };
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
	bad += check(storms > 1);
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
test_bad_arguments(void **state)
{
	const int handle = start("sleep=1", "exit=0", NULL);
	const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	const int none[] = { -1, 1023, null };

	(void)state;
	for (unsigned flag = 2; flag != 0; flag <<= 1)
		assert_int_equal(
		    spawnx_handle_wait(handle, 0, flag, NULL, NULL), EINVAL);
	for (size_t i = 0; i < COUNT(none); i++)
		assert_int_equal(
		    spawnx_handle_wait(none[i], -1, 0, NULL, NULL), EBADF);
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
		CASE(test_storm_of_signals),
		CASE(test_bad_arguments),
	};

	return (run_cases_needing(NEED_PIDFDS, cases));
}
