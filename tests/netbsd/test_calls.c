/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The system calls of a plain spawn, counted by the kernel with ktrace(2): in
 * the caller vfork() and the two that block signals and unblock them.
 */
#include "ktrace.h"

/* What is learnt once is learnt before. */
static int
traced_spawn(struct trace *trace, pid_t *pid, const char *path)
{
	const char *file = write_file("trace", 0666, "");
	int rc;

	assert_int_equal(
	    spawnx_spawn(pid, "/none", NULL, NULL, ARGV("true"), environ),
	    ENOENT);
	trace_begin(file);
	rc = spawnx_spawn(pid, path, NULL, NULL, ARGV("true"), environ);
	assert_int_equal(trace_stop(), 0);
	trace_read(trace, file);
	return (rc);
}

/* The program adds what its start-up and its exit take. */
static void
test_plain_spawn(void **state)
{
	struct trace trace;
	pid_t pid;

	(void)state;
	assert_int_equal(traced_spawn(&trace, &pid, "/bin/true"), 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(trace_count(&trace, SYS___vfork14), 1);
	assert_int_equal(trace_count(&trace, SYS___sigprocmask14), 2);
	assert_int_equal(trace.tr_caller, 3);
}

/* The caller waits for it; the child ends with its exit. */
static void
test_failing_spawn(void **state)
{
	struct trace trace;
	pid_t pid;

	(void)state;
	assert_int_equal(traced_spawn(&trace, &pid, "/none"), ENOENT);
	assert_int_equal(trace_count(&trace, SYS___vfork14), 1);
	assert_int_equal(trace_count(&trace, SYS___sigprocmask14), 2);
	assert_int_equal(trace_count(&trace, SYS___wait450), 1);
	assert_int_equal(trace.tr_caller, 4);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_plain_spawn),
		CASE(test_failing_spawn),
	};

	return (run_cases(cases));
}
