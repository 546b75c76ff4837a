/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Many spawns in flight (spawnx_start(), an extension): in any order of
 * finish, from many threads, across fork(), exec and exit of the caller, and
 * where clone3() is refused.
 */
#include "needs.h"
#include "pending.h"

#include <sys/syscall.h>

#include <pthread.h>

#define MANY 200

/* As long as any child needs it, which no block of a test is. */
static char *const true_argv[] = { (char *)"true", NULL };

/* More than the pool holds, finished last to first. */
static void
many_in_flight(unsigned flags)
{
	static spawnx_pending_t *p[MANY];
	pid_t pid;
	int i, expected;

	for (i = 0; i < MANY; i++)
		assert_int_equal(spawnx_startp(&p[i], flags,
				     i % 3 == 0 ? "no-such-file" : "true", NULL,
				     NULL, true_argv, environ),
		    0);
	for (i = MANY - 1; i >= 0; i--) {
		expected = i % 3 == 0 ? ENOENT : 0;
		assert_int_equal(spawnx_finish(p[i], &pid), expected);
		if (expected == 0)
			assert_int_equal(wait_for(pid), 0);
	}
}

static void
test_many_in_flight(void **state)
{
	(void)state;
	many_in_flight(0);
	many_in_flight(SPAWNX_SHAREFILES);
}

static void *
finish_elsewhere(void *arg)
{
	pid_t pid;
	int rc = spawnx_finish(arg, &pid);

	return ((void *)(intptr_t)(rc == 0 && wait_for(pid) == 0));
}

static void *
start_and_finish(void *arg)
{
	spawnx_pending_t *p[8];
	pid_t pid;
	int i, round;

	for (round = 0; round < 25; round++) {
		for (i = 0; i < 8; i++)
			if (spawnx_start(&p[i],
				i % 2 == 0 ? 0 : SPAWNX_SHAREFILES, "/bin/true",
				NULL, NULL, true_argv, environ) != 0)
				return (NULL);
		for (i = 0; i < 8; i++)
			if (spawnx_finish(p[i], &pid) != 0 ||
			    wait_for(pid) != 0)
				return (NULL);
	}
	return (arg);
}

static void
test_threads(void **state)
{
	pthread_t threads[4];
	spawnx_pending_t *p;
	void *result;
	size_t i;

	(void)state;
	p = start_ok(0, "/bin/true", NULL, ARGV("true"));
	assert_int_equal(
	    pthread_create(&threads[0], NULL, finish_elsewhere, p), 0);
	assert_int_equal(pthread_join(threads[0], &result), 0);
	assert_non_null(result);
	for (i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL,
				     start_and_finish, (void *)1),
		    0);
	for (i = 0; i < COUNT(threads); i++) {
		assert_int_equal(pthread_join(threads[i], &result), 0);
		assert_non_null(result);
	}
}

static int
finish_is_refused(void *arg)
{
	spawnx_pending_t *p;
	pid_t pid;

	if (spawnx_finish(arg, NULL) != EINVAL || spawnx_pending_pid(arg) != -1)
		return (1);
	/* The copy can have spawns of its own. */
	if (spawnx_start(&p, 0, "/bin/true", NULL, NULL, true_argv, environ) !=
	    0)
		return (2);
	if (spawnx_finish(p, &pid) != 0 || wait_for(pid) != 0)
		return (3);
	return (0);
}

static void
test_forked_copy(void **state)
{
	const unsigned flags[] = { 0, SPAWNX_SHAREFILES };
	spawnx_pending_t *p;

	(void)state;
	need(NEED_WIPE_ON_FORK);
	for (size_t i = 0; i < COUNT(flags); i++) {
		p = start_ok(flags[i], "/bin/true", NULL, ARGV("true"));
		expect_child(finish_is_refused, p);
		finish_ok(p);
	}
}

/* Leaves with spawns in flight, by exec or by exit. */
static int
leave(void *arg)
{
	spawnx_pending_t *p;
	int i;

	for (i = 0; i < 20; i++)
		if (spawnx_start(&p, i % 2 == 0 ? 0 : SPAWNX_SHAREFILES,
			"/bin/true", NULL, NULL, true_argv, environ) != 0)
			return (1);
	if (arg != NULL)
		execl("/bin/true", "true", (char *)NULL);
	return (0);
}

static void
test_caller_leaves(void **state)
{
	(void)state;
	expect_child(leave, NULL);
	expect_child(leave, (void *)1);
}

/* The error of a dup2 from the lowest number that is free now. */
static int
dup_of_free_number(unsigned flags, int offset)
{
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;
	int rc, fd = dup(0);

	close(fd);
	if (spawnx_file_actions_init(&fa) != 0 ||
	    spawnx_file_actions_adddup2(&fa, fd + offset, 100) != 0)
		return (-1);
	rc =
	    spawnx_start(&p, flags, "/bin/true", &fa, NULL, true_argv, environ);
	if (rc == 0)
		rc = spawnx_finish(p, NULL);
	(void)spawnx_file_actions_destroy(&fa);
	return (rc);
}

/* No action meets the pipe behind spawnx_pending_fd(). */
static void
test_pipe_is_hidden(void **state)
{
	(void)state;
	for (int offset = 0; offset < 2; offset++) {
		assert_int_equal(
		    dup_of_free_number(SPAWNX_POLLABLE, offset), EBADF);
		assert_int_equal(
		    dup_of_free_number(
			SPAWNX_POLLABLE | SPAWNX_SHAREFILES, offset),
		    EBADF);
	}
}

static int
start_refused(void *arg)
{
	spawnx_pending_t *p;
	pid_t pid;

	if (refuse_syscall(SYS_clone3, *(int *)arg) != 0)
		return (77);
	if (spawnx_start(&p, SPAWNX_POLLABLE, "/no/such", NULL, NULL, true_argv,
		environ) != 0)
		return (1);
	if (!is_readable(spawnx_pending_fd(p), 60000) ||
	    spawnx_finish(p, NULL) != ENOENT)
		return (2);
	if (spawnx_start(&p, SPAWNX_POLLABLE, "/bin/true", NULL, NULL,
		true_argv, environ) != 0)
		return (3);
	if (!is_readable(spawnx_pending_fd(p), 60000) ||
	    spawnx_finish(p, &pid) != 0 || wait_for(pid) != 0)
		return (4);
	if (dup_of_free_number(SPAWNX_POLLABLE, 0) != EBADF ||
	    dup_of_free_number(SPAWNX_POLLABLE, 1) != EBADF)
		return (5);
	return (has_child() ? 6 : 0);
}

/*
 * Without clone3 the first starts wait, and the results are the same.  The
 * descriptor follows in a moment: an exec lets the parent go before it closes
 * files.
 */
static void
test_refused_clone3(void **state)
{
	int errors[] = { ENOSYS, EPERM, EINVAL };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(errors); i++)
		expect_child(start_refused, &errors[i]);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_many_in_flight),
		CASE(test_threads),
		CASE(test_forked_copy),
		CASE(test_caller_leaves),
		CASE(test_pipe_is_hidden),
		CASE(test_refused_clone3),
	};

	return (run_cases(cases));
}
