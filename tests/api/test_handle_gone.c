/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Of a child that was reaped its handle gives the status that it had, or none,
 * whoever has reaped it.
 *
 * Extension: spawnx_handle(3).
 */
#include "forked.h"
#include "handle.h"
#include "needs.h"

#include <sys/resource.h>
#include <sys/utsname.h>

#include <pthread.h>

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

/* It is a child like others until then. */
static void
test_by_its_handle(void **state)
{
	const int handle = start("sleep=1", "exit=5", NULL);
	int status = ODD;

	(void)state;
	assert_int_equal(
	    spawnx_handle_wait(handle, -1, SPAWNX_WAIT_KEEP, NULL, NULL), 0);
	assert_true(has_child());
	assert_int_equal(spawnx_handle_wait(handle, -1, 0, &status, NULL), 0);
	assert_false(has_child());
	assert_int_equal(status, 5 << 8);
	assert_int_equal(check_gone(handle, 5 << 8), 0);
	assert_int_equal(close(handle), 0);
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

/*
 * Where the kernel keeps the status there is never none: not even while it lets
 * go of the process.
 */
static void
test_at_the_same_time(void **state)
{
	pthread_t thread;
	int error, handle, status;
	pid_t pid;

	(void)state;
	if (!is_kept())
		skip_because("the kernel keeps no status");
	for (int i = 0; i < 3000; i++) {
		assert_int_equal(spawnx_spawn_handle(&handle, &pid, "/bin/true",
				     NULL, NULL, ARGV("true"), environ),
		    0);
		assert_int_equal(pthread_create(&thread, NULL, reap, &pid), 0);
		status = ODD;
		error = spawnx_handle_wait(handle, 60000, 0, &status, NULL);
		assert_int_equal(pthread_join(thread, NULL), 0);
		assert_int_equal(close(handle), 0);
		assert_int_equal(error, 0);
		assert_int_equal(status, 0);
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
test_of_another_parent(void **state)
{
	const int parent = (int)syscall(434, getppid(), 0); /* pidfd_open() */

	(void)state;
	if (parent < 0)
		skip_because("no pidfd_open() here");
	assert_int_equal(spawnx_handle_wait(parent, -1, 0, NULL, NULL), ECHILD);
	assert_int_equal(close(parent), 0);
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
		CASE(test_by_its_handle),
		CASE(test_another_has_reaped_it),
		CASE(test_another_thread_reaps_it),
		CASE(test_at_the_same_time),
		CASE(test_sigchld_is_ignored),
		CASE(test_of_another_parent),
		CASE(test_old_kernel),
	};

	return (run_cases_needing(NEED_PIDFDS, cases));
}
