/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The system calls of a plain spawn, counted by the kernel with ktrace(2): in
 * the caller one that makes the child, rfork() where there is RFSPAWN; else
 * vfork(), and two that block signals and unblock them.
 */
#include "ktrace.h"

#define SYS_PDRFORK 600 /* FreeBSD's, since 15.1 */

struct spawn {
	const char *sp_path;
	const posix_spawn_file_actions_t *sp_actions;
	int *sp_handle; /* NULL: without one */
	pid_t sp_pid;
};

static int
spawn_one(struct spawn *s)
{
	char **argv = ARGV("true");

	if (s->sp_handle == NULL)
		return (spawnx_spawn(&s->sp_pid, s->sp_path, s->sp_actions,
		    NULL, argv, environ));
	return (spawnx_spawn_handle(s->sp_handle, &s->sp_pid, s->sp_path,
	    s->sp_actions, NULL, argv, environ));
}

/* What is learnt once is learnt before. */
static int
traced_spawn(struct trace *trace, struct spawn *s)
{
	const char *file = write_file("trace", 0666, "");
	struct spawn first = *s;
	int rc;

	if (sizeof(void *) < 8)
		skip_because("the records are the 64-bit kernel's");
	first.sp_path = "/none";
	rc = spawn_one(&first);
	if (rc == ENOTSUP)
		skip_because("ENOTSUP");
	assert_int_equal(rc, ENOENT);
	trace_begin(file);
	rc = spawn_one(s);
	assert_int_equal(trace_stop(), 0);
	trace_read(trace, file);
	return (rc);
}

/* The caller's, with so many more beside those that make the child. */
static void
expect_caller(const struct trace *trace, size_t more)
{
	if (trace_count(trace, SYS_rfork) == 1) {
		assert_int_equal(trace->tr_caller, 1 + more);
		return;
	}
	assert_int_equal(trace_count(trace, SYS_vfork), 1);
	assert_int_equal(trace_count(trace, SYS_sigprocmask), 2);
	assert_int_equal(trace->tr_caller, 3 + more);
}

/* The caller waits for the child, which ends with its exit. */
static void
test_failing_spawn(void **state)
{
	struct spawn s = { .sp_path = "/none" };
	struct trace trace;

	(void)state;
	assert_int_equal(traced_spawn(&trace, &s), ENOENT);
	assert_int_equal(trace_count(&trace, SYS_wait4), 1);
	expect_caller(&trace, 1);
	if (trace_count(&trace, SYS_rfork) == 1)
		assert_int_equal(trace.tr_child, 2); /* execve, exit */
}

/* The program adds what its start-up and its exit take. */
static void
test_plain_spawn(void **state)
{
	struct spawn s = { .sp_path = "/bin/true" };
	struct trace trace;

	(void)state;
	assert_int_equal(traced_spawn(&trace, &s), 0);
	assert_int_equal(wait_for(s.sp_pid), 0);
	expect_caller(&trace, 0);
}

/* One that writes to files has no part in the caller's memory. */
static void
test_writing_spawn(void **state)
{
	struct spawn s = { .sp_path = "/bin/true" };
	posix_spawn_file_actions_t actions;
	struct trace trace;

	(void)state;
	assert_int_equal(spawnx_file_actions_init(&actions), 0);
	assert_int_equal(spawnx_file_actions_addwrite(
			     &actions, write_file("written", 0666, ""), "x", 1),
	    0);
	s.sp_actions = &actions;
	assert_int_equal(traced_spawn(&trace, &s), 0);
	assert_int_equal(wait_for(s.sp_pid), 0);
	assert_int_equal(trace_count(&trace, SYS_fork), 1);
	assert_int_equal(trace_count(&trace, SYS_rfork), 0);
	assert_int_equal(trace_count(&trace, SYS_vfork), 0);
	assert_int_equal(spawnx_file_actions_destroy(&actions), 0);
}

/* As many with a handle; with pdfork() the child's answer takes a pipe. */
static void
test_handle(void **state)
{
	int handle = -1, newer;
	struct spawn s = { .sp_path = "/bin/true", .sp_handle = &handle };
	struct trace trace;

	(void)state;
	assert_int_equal(traced_spawn(&trace, &s), 0);
	assert_int_equal(wait_for(s.sp_pid), 0);
	assert_int_equal(close(handle), 0);
	newer = trace_count(&trace, SYS_PDRFORK);
	assert_int_equal(trace_count(&trace, SYS_pdfork) + newer, 1);
	/*
	 * sigprocmask twice, pipe2, pdfork, close twice, poll and read for each
	 * of the child's two answers; more, if it takes its time for those.
	 */
	if (trace_count(&trace, SYS_poll) > 2)
		skip_because("the child was not waited for twice");
	assert_int_equal(trace.tr_caller, newer == 1 ? 1 : 10);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_failing_spawn),
		CASE(test_plain_spawn),
		CASE(test_writing_spawn),
		CASE(test_handle),
	};

	return (run_cases(cases));
}
