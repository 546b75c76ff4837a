/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What spawnx_start() costs, in system calls, each of them by name: a plain
 * one is clone3() in the caller and execve() in the child, with SHAREFILES
 * too; and a child that shares its parent's descriptors touches none of them
 * before it has a copy.  Where clone3() is refused it is clone(), between two
 * changes of the caller's mask, and the child resets its signals.
 *
 * Not of POSIX: doc/descriptors.md, "A child that is not waited for".
 */
#include "check.h"

#include "fault.h"
#include "forked.h"
#include "kernel.h"
#include "start_rows.h"
#include "trace.h"

static struct fault fault;

static int
traced_child(void *arg)
{
	const struct row *row = arg;
	const char *program = row->fails ? "/none" : report_program();
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	spawnx_pending_t *p;
	pid_t pid;
	int rc;

	if (row->refused != 0 &&
	    refuse_syscall(SYS_close_range, row->refused) != 0)
		return (77);
	CHECK(spawnx_file_actions_init(&fa) == 0);
	CHECK(spawnx_attr_init(&attr) == 0);
	CHECK(row->actions == NULL ||
	      add_actions(family_spawnx(), &fa, row->actions) == 0);
	CHECK(spawnx_attr_setflags(&attr, row->attrs) == 0);
	fault_mark();
	rc = spawnx_start(&p, row->flags, program, &fa, &attr,
	    ARGV("report", "none"), environ);
	fault_mark();
	CHECK(rc == 0);
	CHECK(spawnx_finish(p, &pid) == (row->fails ? ENOENT : 0));
	CHECK(row->fails || wait_for(pid) == 0);
	CHECK(spawnx_file_actions_destroy(&fa) == 0);
	CHECK(spawnx_attr_destroy(&attr) == 0);
	return (0);
}

static int
no_error(const struct fault_call *call, size_t turn)
{
	(void)call;
	(void)turn;
	return (0);
}

/* Of the process it is those before the second mark, which is a getpid(). */
static const char *
calls_of(bool child)
{
	static struct trace t;

	t.t_n = 0;
	for (size_t i = 0; i < fault.f_n && t.t_n < TRACE_MOST; i++) {
		const struct fault_call *call = &fault.f_calls[i];

		if (!child && call->fc_number == SYS_getpid)
			break;
		t.t_calls[t.t_n].t_child = call->fc_child != 0;
		t.t_calls[t.t_n++].t_number = call->fc_number;
	}
	return (trace_text(&t, child));
}

static unsigned
expected_from(unsigned from)
{
	return (from == PART && !kernel_copies_parts() ? ALL : from);
}

/* To the highest number that is positive: see spx_sys_close_range_from(). */
static unsigned
expected_to(unsigned from)
{
	if (from == NOTHING)
		return (0);
	return (from == ALL ? ~0U : INT_MAX);
}

/* The question comes before the child. */
static void
expect_ranges(const struct row *row)
{
	unsigned from;
	size_t n = 0;

	for (size_t i = 0; i < fault.f_n; i++) {
		const struct fault_call *call = &fault.f_calls[i];

		if (call->fc_number != SYS_close_range)
			continue;
		assert_in_range(n, 0, COUNT(row->from) - 1);
		from = expected_from(row->from[n++]);
		assert_int_equal((unsigned)call->fc_args[0], from);
		assert_int_equal((unsigned)call->fc_args[1], expected_to(from));
	}
}

/* The calls of the row, where SIGNALS are those that reset all signals. */
static const char *
expected_child(const struct row *row)
{
	static char text[512];
	const char *at = strstr(row->child, "SIGNALS");

	if (at == NULL)
		return (row->child);
	(void)snprintf(text, sizeof(text),
	    "%.*srt_sigaction*%u rt_sigprocmask%s", (int)(at - row->child),
	    row->child, raw_reset_calls(), at + strlen("SIGNALS"));
	return (text);
}

static void
expect_row(const struct row *row)
{
	int error;

	if (row->sets_cloexec && !kernel_has_cloexec_flag())
		return; /* the other way's calls: test_remembered */
	fault.f_hide_tracing = true;
	fault.f_error = no_error;
	error = fault_run(&fault, traced_child, (void *)(uintptr_t)row);
	if (error != 0)
		skip_because("no tracing here: %s", strerror(error));
	if (WIFEXITED(fault.f_status) && WEXITSTATUS(fault.f_status) == 77)
		skip_because("no seccomp");
	assert_int_equal(fault.f_status, 0);
	assert_string_equal(calls_of(false), row->parent);
	assert_string_equal(calls_of(true), expected_child(row));
	expect_ranges(row);
}

/* There is a stack from before, as for every spawn but the first. */
static void
leave_a_stack(void)
{
	spawnx_pending_t *p;

	assert_int_equal(
	    spawnx_start(&p, 0, "/none", NULL, NULL, ARGV("none"), environ), 0);
	assert_int_equal(spawnx_finish(p, NULL), ENOENT);
}

static void
test_before_it_is_known(void **state)
{
	const struct row *row;

	(void)state;
	if (!BACKEND_IS_ASM)
		skip_because("this backend has no clone3()");
	leave_a_stack();
	FOR_EACH_ROW(row, first)
	expect_row(row);
}

/* Forks know what this process has found out. */
static void
test_when_it_is_known(void **state)
{
	const struct row *row;

	(void)state;
	if (!BACKEND_IS_ASM)
		skip_because("this backend has no clone3()");
	assert_int_equal(family_sharing()->spawn(
			     NULL, "/none", NULL, NULL, ARGV("none"), environ),
	    ENOENT);
	FOR_EACH_ROW(row, rows)
	expect_row(row);
}

/* The last one: clone3() is refused from here on. */
static void
test_by_clone(void **state)
{
	const struct row *row;
	const int rc = start_by_clone();

	(void)state;
	if (rc == 77)
		skip_because("no start by clone()");
	assert_int_equal(rc, 0);
	FOR_EACH_ROW(row, by_clone)
	expect_row(row);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_before_it_is_known),
		CASE(test_when_it_is_known),
		CASE(test_by_clone),
	};

	if (!fault_can())
		return (skip_all("no registers of this CPU are known here"));
	return (run_cases(cases));
}
