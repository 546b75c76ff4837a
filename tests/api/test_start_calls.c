/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What spawnx_start() costs, in system calls, each of them by name: a plain
 * one is clone3() in the caller and execve() in the child, with SHAREFILES
 * too; and a child that shares its parent's descriptors touches none of them
 * before it has a copy.
 *
 * Not of POSIX: doc/descriptors.md, "A child that is not waited for".
 */
#include "check.h"

#include "fault.h"
#include "kernel.h"
#include "trace.h"

#define SHARE   SPAWNX_SHAREFILES
#define NOTHING 1U    /* a range from 1 to 0: the caller asks */
#define ALL     (~0U) /* one from there: all are copied, none closed */
#define PART    64U   /* what is below is copied; ALL before Linux 6.11 */

static const struct row {
	const char *name;
	unsigned flags;
	short attrs;
	const char *actions; /* as add_actions() has them; NULL: none */
	bool fails;
	int refused;                /* close_range(), so; 0: not at all */
	bool sets_cloexec;          /* by close_range() */
	const char *parent, *child; /* their calls */
	unsigned from[3];           /* where the ranges of them begin */
} first[] = {
	{ .name = "plain", .parent = "clone3", .child = "execve" },
	{ .name = "plain, shared",
	    .flags = SHARE,
	    .parent = "clone3",
	    .child = "execve" },
	{ .name = "the first with actions",
	    .flags = SHARE,
	    .actions = "c9",
	    .parent = "close_range clone3",
	    .child = "close_range close*2 execve",
	    .from = { NOTHING, ALL } },
}, rows[] = {
	{ .name = "plain", .parent = "clone3", .child = "execve" },
	{ .name = "plain, shared",
	    .flags = SHARE,
	    .parent = "clone3",
	    .child = "execve" },
	{ .name = "attributes",
	    .flags = SHARE,
	    .attrs = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK,
	    .parent = "rt_sigprocmask clone3 rt_sigprocmask",
	    .child = "setpgid rt_sigprocmask execve" },
	{ .name = "no program",
	    .flags = SHARE,
	    .fails = true,
	    .parent = "clone3",
	    .child = "execve exit_group" },
	{ .name = "actions",
	    .actions = "c9 C=/",
	    .parent = "clone3",
	    .child = "close chdir execve" },
	{ .name = "actions, shared",
	    .flags = SHARE,
	    .actions = "c9 C=/",
	    .parent = "close_range clone3",
	    .child = "close_range close*2 chdir execve",
	    .from = { NOTHING, ALL } },
	{ .name = "actions, no program",
	    .flags = SHARE,
	    .actions = "c9",
	    .fails = true,
	    .parent = "close_range clone3",
	    .child = "close_range close*2 execve exit_group",
	    .from = { NOTHING, ALL } },
	{ .name = "an open",
	    .flags = SHARE,
	    .actions = "o9=/dev/null",
	    .parent = "close_range clone3",
	    .child = "close_range close*2 openat dup3 close execve",
	    .from = { NOTHING, ALL } },
	{ .name = "closefrom",
	    .actions = "d1:5 f40",
	    .parent = "clone3",
	    .child = "dup3 close_range execve",
	    .from = { 40 } },
	{ .name = "closefrom, shared",
	    .flags = SHARE,
	    .actions = "d1:5 f40",
	    .parent = "close_range uname clone3",
	    .child = "close_range close dup3 close_range execve",
	    .from = { NOTHING, PART, 40 } },
	{ .name = "CLOEXEC_DEFAULT",
	    .flags = SHARE,
	    .attrs = SPAWNX_CLOEXEC_DEFAULT,
	    .sets_cloexec = true,
	    .parent = "close_range uname clone3",
	    .child = "close_range close close_range execve",
	    .from = { NOTHING, PART, 0 } },
	{ .name = "pollable",
	    .flags = SPAWNX_POLLABLE,
	    .parent = "pipe2 clone3 close",
	    .child = "close execve" },
	{ .name = "both flags",
	    .flags = SPAWNX_POLLABLE | SHARE,
	    .actions = "c9",
	    .parent = "pipe2 clone3 close",
	    .child = "close*2 execve" },
	{ .name = "refused",
	    .flags = SHARE,
	    .actions = "c9",
	    .refused = EPERM,
	    .parent = "close_range clone3",
	    .child = "close execve",
	    .from = { NOTHING } },
	{ .name = "refused, plain",
	    .flags = SHARE,
	    .refused = EPERM,
	    .parent = "clone3",
	    .child = "execve" },
};

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

/* The question comes before the child. */
static void
expect_ranges(const struct row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < fault.f_n; i++) {
		if (fault.f_calls[i].fc_number != SYS_close_range)
			continue;
		assert_in_range(n, 0, COUNT(row->from) - 1);
		assert_int_equal((unsigned)fault.f_calls[i].fc_args[0],
		    expected_from(row->from[n++]));
	}
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
	assert_string_equal(calls_of(true), row->child);
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
	assert_int_equal(family_sharing()->spawn(
			     NULL, "/none", NULL, NULL, ARGV("none"), environ),
	    ENOENT);
	FOR_EACH_ROW(row, rows)
	expect_row(row);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_before_it_is_known),
		CASE(test_when_it_is_known),
	};

	if (!BACKEND_IS_ASM)
		return (skip_all("without clone3() start waits"));
	if (!fault_can())
		return (skip_all("no registers of this CPU are known here"));
	return (run_cases(cases));
}
