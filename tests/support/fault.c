/* SPDX-License-Identifier: BSD-2-Clause */
/* System calls that fail by order; see fault.h. */
#include "fault.h"

#include "fault_regs.h"
#include "traced.h"

#define MOST_PIDS 8

/* The process, which is the first one, and its children. */
struct tracee {
	pid_t te_pid;
	struct fault_call *te_call; /* that it is in; NULL: none, or unseen */
	int te_error;               /* that the call is to get */
	long te_number;             /* and what it is */
};

struct tracer {
	struct traced tr_traced;
	struct fault *tr_fault;
	struct tracee tr_all[MOST_PIDS];
	unsigned tr_n, tr_counted;
	bool tr_on;
};

/*
 * AddressSanitizer asks for this name, and its malloc() then gives NULL where
 * the kernel has no memory, as others do, instead of ending the process.
 */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return ("allocator_may_return_null=1");
}

bool
fault_can(void)
{
	return (FAULT_REGS);
}

/*
 * Seen by the tracer, who doesn't let it arrive; nothing can block it.  Not by
 * raise(), which in musl has system calls of its own around it.
 */
void
fault_mark(void)
{
	(void)kill(getpid(), SIGSTOP);
}

static struct tracee *
tracee_of(struct tracer *tr, pid_t pid)
{
	for (unsigned i = 0; i < tr->tr_n; i++) {
		if (tr->tr_all[i].te_pid == pid)
			return (&tr->tr_all[i]);
	}
	if (tr->tr_n == MOST_PIDS) {
		tr->tr_traced.td_error = E2BIG;
		return (NULL);
	}
	tr->tr_all[tr->tr_n] = (struct tracee){ .te_pid = pid };
	tr->tr_fault->f_children = tr->tr_n;
	return (&tr->tr_all[tr->tr_n++]);
}

/* -- Calls -- */

static void
fail_call(struct tracer *tr, struct tracee *te, long number, int error)
{
	if (fault_skip_call(te->te_pid) != 0)
		tr->tr_traced.td_error = errno;
	te->te_error = error;
	te->te_number = number;
}

static void
enter(struct tracer *tr, struct tracee *te, const struct traced_info *info)
{
	struct fault *f = tr->tr_fault;
	const bool child = te != tr->tr_all;
	const long number = (long)info->ti_number;
	int error;

	if (!child && f->f_hide_tracing && number == SYS_openat) {
		fail_call(tr, te, number, ENOENT);
		return;
	}
	if (f->f_n == FAULT_MOST) {
		tr->tr_traced.td_error = E2BIG;
		return;
	}
	te->te_call = &f->f_calls[f->f_n++];
	*te->te_call =
	    (struct fault_call){ .fc_child = (unsigned)(te - tr->tr_all),
		    .fc_number = number,
		    .fc_args = { info->ti_args[0], info->ti_args[1],
			info->ti_args[2], info->ti_args[3] },
		    .fc_result = FAULT_NONE };
	error =
	    child == f->f_in_parent ? 0 : f->f_error(te->te_call, f->f_turn);
	if (error == 0 || ++tr->tr_counted != f->f_nth)
		return;
	fail_call(tr, te, number, error);
	te->te_call->fc_injected = true;
	f->f_fired = te->te_call;
}

static void
leave(struct tracer *tr, struct tracee *te, const struct traced_info *info)
{
	long result = (long)info->ti_number;

	if (te->te_error != 0) {
		result = -te->te_error;
		if (fault_set_error(te->te_pid, te->te_number, te->te_error) !=
		    0)
			tr->tr_traced.td_error = errno;
	}
	if (te->te_call != NULL)
		te->te_call->fc_result = result;
	te->te_call = NULL;
	te->te_error = 0;
}

static void
in_call(struct tracer *tr, struct tracee *te)
{
	struct traced_info info;
	int error = traced_info(te->te_pid, &info);

	if (error != 0)
		tr->tr_traced.td_error = error;
	else if (info.ti_op == TRACED_ENTRY)
		enter(tr, te, &info);
	else if (info.ti_op == TRACED_EXIT)
		leave(tr, te, &info);
}

/* -- Stops -- */

static bool
is_watched(const struct tracer *tr, const struct tracee *te)
{
	return (te != tr->tr_all || tr->tr_on);
}

static void
stopped(void *tracer, pid_t pid, int status)
{
	struct tracer *tr = tracer;
	const struct traced *traced = &tr->tr_traced;
	struct tracee *te = tracee_of(tr, pid);

	if (te == NULL)
		return;
	if (WSTOPSIG(status) == TRACED_STOP)
		in_call(tr, te);
	if (WSTOPSIG(status) == SIGSTOP && te == tr->tr_all)
		tr->tr_on = !tr->tr_on;
	if (traced_begins_program(traced, pid, status) && te->te_call != NULL)
		te->te_call->fc_result = 0;
	traced_go_on(traced, pid, status,
	    is_watched(tr, te) ? PTRACE_SYSCALL : PTRACE_CONT);
}

int
fault_run(struct fault *f, int (*fn)(void *), void *arg)
{
	struct tracer tr = { .tr_fault = f, .tr_n = 1 };
	struct traced *traced = &tr.tr_traced;
	int error;

	f->f_children = 0;
	f->f_n = 0;
	f->f_fired = NULL;
	error = traced_start(traced, fn, arg);
	if (error != 0)
		return (error);
	tr.tr_all[0].te_pid = traced->td_pid;
	(void)traced_request(PTRACE_CONT, traced->td_pid, 0);
	error = traced_follow(traced, &tr, stopped);
	for (unsigned i = 0; error != 0 && i < tr.tr_n; i++)
		traced_kill(tr.tr_all[i].te_pid);
	if (error == 0)
		f->f_status = traced->td_status;
	return (error);
}
