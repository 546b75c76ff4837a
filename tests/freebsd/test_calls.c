/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A plain spawn makes two system calls: rfork() in the caller, execve() in the
 * child.  Counted by the kernel, with ktrace(2).
 */
#include "ktrace.h"

#define SYS_PDRFORK 600 /* since 15.1 */

/* handle NULL: without one. */
static int
spawn_one(pid_t *pid, int *handle, const char *path)
{
	if (handle == NULL)
		return (
		    spawnx_spawn(pid, path, NULL, NULL, ARGV("true"), environ));
	return (spawnx_spawn_handle(
	    handle, pid, path, NULL, NULL, ARGV("true"), environ));
}

/* What is learnt once is learnt before. */
static int
traced_spawn(struct trace *trace, pid_t *pid, int *handle, const char *path)
{
	const char *file = write_file("trace", 0666, "");
	int rc;

	if (sizeof(void *) < 8)
		skip_because("the records are the 64-bit kernel's");
	assert_int_not_equal(spawn_one(pid, handle, "/none"), 0);
	trace_begin(file);
	rc = spawn_one(pid, handle, path);
	assert_int_equal(trace_stop(), 0);
	trace_read(trace, file);
	return (rc);
}

/*
 * Of a spawn that fails: the child's calls end with its exit, the caller's
 * with the wait.  Where rfork() is refused there are more of them.
 */
static void
test_failing_spawn(void **state)
{
	struct trace trace;
	pid_t pid;

	(void)state;
	assert_int_equal(traced_spawn(&trace, &pid, NULL, "/none"), ENOENT);
	if (trace_count(&trace, SYS_rfork) == 1) {
		assert_int_equal(trace.tr_caller, 2); /* rfork, wait4 */
		assert_int_equal(trace.tr_child, 2);  /* execve, exit */
	} else {
		assert_int_equal(trace_count(&trace, SYS_vfork), 1);
		assert_int_equal(trace.tr_caller, 4); /* sigprocmask twice */
	}
}

/* The program adds what its start-up and its exit take. */
static void
test_plain_spawn(void **state)
{
	struct trace trace;
	pid_t pid;

	(void)state;
	assert_int_equal(traced_spawn(&trace, &pid, NULL, "/bin/true"), 0);
	assert_true(wait_for(pid) == 0);
	assert_int_equal(
	    trace.tr_caller, trace_count(&trace, SYS_rfork) == 1 ? 1 : 3);
}

/* As many with a handle; with pdfork() the child's answer takes a pipe. */
static void
test_handle(void **state)
{
	struct trace trace;
	int handle = -1, newer;
	pid_t pid;

	(void)state;
	assert_int_equal(traced_spawn(&trace, &pid, &handle, "/bin/true"), 0);
	assert_true(wait_for(pid) == 0);
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
		CASE(test_handle),
	};

	return (run_cases(cases));
}
