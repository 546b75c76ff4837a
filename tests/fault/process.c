/* SPDX-License-Identifier: BSD-2-Clause */
/* The calls of the process that spawns; see judge.h. */
#include "judge.h"

#include <sys/mman.h>

#define VM          0x100
#define EXIT_SIGNAL 0xff

static bool
is_refusal(long rc)
{
	return (rc == -ENOSYS || rc == -EINVAL || rc == -EPERM);
}

/* The last error of those who make processes, and whose doing it is. */
static void
refused(struct walk *wk, int error)
{
	const bool made = error == EPERM || error == ENOSPC ||
			  error == EUSERS || error == EINVAL;

	if (made && walk_wants(wk, SPAWNX_ATTR_NAMESPACES))
		walk_end(wk, SPAWNX_STEP_ATTR, SPAWNX_ATTR_NAMESPACES, error);
	else if (made && walk_wants(wk, SPAWNX_ATTR_IDMAP))
		walk_end(wk, SPAWNX_STEP_ATTR, SPAWNX_ATTR_IDMAP, error);
	else if (walk_wants(wk, SPAWNX_ATTR_CGROUP))
		walk_end(wk, SPAWNX_STEP_ATTR, SPAWNX_ATTR_CGROUP, error);
	else
		walk_end(wk, SPAWNX_STEP_CLONE, 0, error);
}

static void
no_clone3(struct walk *wk, long rc)
{
	if (!walk_wants(wk, SPAWNX_ATTR_CGROUP)) {
		if (!is_refusal(rc))
			refused(wk, (int)-rc);
	} else if (rc == -ENOSYS || rc == -EINVAL || rc == -E2BIG)
		refused(wk, ENOTSUP);
	else
		refused(wk, (int)-rc);
}

/* That can't share memory is no failure: there is a way without. */
static void
no_clone(struct walk *wk, const struct fault_call *call)
{
	const long rc = call->fc_result;

	if ((call->fc_args[0] & VM) != 0 && rc == -EINVAL)
		return;
	refused(
	    wk, rc == -EINVAL && wk->wk_wanted->wa_handle ? ENOTSUP : (int)-rc);
}

/* What makes a start wait, whatever the kernel can do. */
static bool
has_to_wait(const struct walk *wk)
{
	return (wk->wk_wanted->wa_apart || walk_wants(wk, SPAWNX_ATTR_CGROUP) ||
		walk_wants(wk, SPAWNX_ATTR_OOMSCOREADJ) ||
		walk_wants(wk, SPAWNX_ATTR_PDEATHSIG));
}

/* Whether the call makes children that need not be waited for. */
static bool
starts(const struct walk *wk, long number)
{
	const struct wanted *wa = wk->wk_wanted;

	return (wa->wa_start && !has_to_wait(wk) &&
		(number != SYS_clone || wa->wa_ready));
}

/* The first of its number that the process makes to start a child. */
static bool
is_first_of_start(const struct walk *wk, const struct fault_call *call)
{
	const struct fault_call *first = wk->wk_fault->f_calls;

	while (first->fc_child != 0 || first->fc_number != call->fc_number)
		first++;
	if (call->fc_number == SYS_clone3 || call->fc_number == SYS_clone)
		return (call == first && starts(wk, call->fc_number));
	/* There is a stack already. */
	return (wk->wk_wanted->wa_start && call == first &&
		!wk->wk_wanted->wa_ready);
}

/*
 * A child that may share the memory can do without a pipe: that of the first
 * one by clone(), unless it is the pipe that is to be polled.
 */
static bool
is_first_question(const struct walk *wk, const struct fault_call *call)
{
	const struct fault_call *c = wk->wk_fault->f_calls;
	unsigned before = 0;

	if (wk->wk_wanted->wa_ready)
		return (false);
	for (; c < call; c++)
		before += c->fc_child == 0 && c->fc_number == SYS_pipe2;
	if (wk->wk_wanted->wa_start && !wk->wk_wanted->wa_share)
		return (before == 1 && !wk->wk_wanted->wa_apart);
	return (before == 0 && !wk->wk_wanted->wa_apart);
}

/* malloc() takes from the other end of the heap what mmap() does not give. */
static bool
finds_other_room(const struct walk *wk, const struct fault_call *call)
{
	const struct fault *f = wk->wk_fault;
	const struct fault_call *next = call + 1;

	return (call->fc_number == CALL_mmap && next < f->f_calls + f->f_n &&
		next->fc_child == 0 && next->fc_number == SYS_brk);
}

static void
judge_failure(struct walk *wk, const struct fault_call *call)
{
	switch (call->fc_number) {
	case SYS_clone3:
		/* In a full table a start does without the handle. */
		if (wk->wk_wanted->wa_start && call->fc_result == -EMFILE)
			return;
		/* A start then launches and waits: by clone3() if it can. */
		if (!is_first_of_start(wk, call) ||
		    !is_refusal(call->fc_result))
			no_clone3(wk, call->fc_result);
		return;
	case SYS_clone:
		if (starts(wk, SYS_clone) && call->fc_result == -EMFILE)
			return;
		if (!is_first_of_start(wk, call) ||
		    !is_refusal(call->fc_result))
			no_clone(wk, call);
		return;
	case SYS_rt_sigprocmask:
		if (call->fc_args[0] == SIG_BLOCK)
			walk_end(wk, SPAWNX_STEP_ATTR, SPAWNX_ATTR_SIGMASK,
			    (int)-call->fc_result);
		else
			refused(wk, (int)-call->fc_result);
		return;
	case SYS_pipe2:
		if (!is_first_question(wk, call))
			walk_end(
			    wk, SPAWNX_STEP_CLONE, 0, (int)-call->fc_result);
		return;
	case CALL_mmap:
	case SYS_mprotect:
		/* The child's stack, or its answer; or the heap's. */
		if (finds_other_room(wk, call))
			return;
		walk_end(wk,
		    is_first_of_start(wk, call) ||
			    (call->fc_number == CALL_mmap &&
				(call->fc_args[3] & MAP_SHARED))
			? SPAWNX_STEP_CLONE
			: SPAWNX_STEP_ARGUMENT,
		    0, ENOMEM);
		return;
	default:
		return;
	}
}

void
walk_process(struct walk *wk)
{
	const struct fault_call *call;

	for (; (call = walk_peek(wk)) != NULL && !wk->wk_over; wk->wk_at++) {
		if (call->fc_result < 0 && call->fc_result >= -4095)
			judge_failure(wk, call);
	}
}

/* For want of a descriptor. */
static bool
has_failed(const struct walk *wk, long number)
{
	const struct fault *f = wk->wk_fault;

	for (size_t i = 0; i < f->f_n; i++) {
		const struct fault_call *call = &f->f_calls[i];

		if (call->fc_child == 0 && call->fc_number == number &&
		    (call->fc_result == -EMFILE || call->fc_result == -ENFILE))
			return (true);
	}
	return (false);
}

/*
 * That memory is shared is known, but the call that would share it was refused:
 * the child is a fork.
 */
static bool
is_forked(const struct walk *wk)
{
	const struct wanted *wa = wk->wk_wanted;
	const struct fault_call *fired = wk->wk_fault->f_fired;

	return (fired != NULL && fired->fc_child == 0 &&
		fired->fc_number == SYS_clone && fired->fc_result == -EINVAL &&
		!starts(wk, SYS_clone) && !wa->wa_apart);
}

/* By clone() the first child has a pipe, if one is to be had. */
static void
settle_report(struct walk *wk, bool no_clone)
{
	const struct wanted *wa = wk->wk_wanted;

	if (wa->wa_ready) {
		wk->wk_hello = wk->wk_copied = is_forked(wk);
		return;
	}
	wk->wk_hello =
	    wk->wk_reset && (wa->wa_report || !has_failed(wk, SYS_pipe2));
	wk->wk_copied =
	    wa->wa_report || (wa->wa_apart && wk->wk_reset) || no_clone;
}

/*
 * What fell back to another way because of the one call that failed.  A start
 * whose clone3(), or clone(), is refused launches and waits, as others do.
 */
void
walk_settle(struct walk *wk)
{
	const struct wanted *wa = wk->wk_wanted;
	const struct fault_call *fired = wk->wk_fault->f_fired;
	const long failed =
	    fired != NULL && fired->fc_child == 0 ? fired->fc_number : -1;
	const bool no_clone3 = failed == SYS_clone3;
	const bool no_clone = failed == SYS_clone;
	const bool waits = (wa->wa_reset && !wa->wa_ready) || has_to_wait(wk) ||
			   ((no_clone3 || no_clone) && wa->wa_start);
	const bool piped = wa->wa_start && !wa->wa_share;

	wk->wk_reset = wa->wa_reset || (no_clone3 && !wa->wa_start) ||
		       (no_clone3 && has_to_wait(wk));
	settle_report(wk, no_clone);
	wk->wk_handle =
	    !has_failed(wk, SYS_clone3) && !has_failed(wk, SYS_clone);
	wk->wk_report = wk->wk_hello || (piped && !waits);
	wk->wk_hidden = piped && waits;
	wk->wk_shared = wa->wa_share && !waits;
	if (failed == SYS_close_range)
		wk->wk_shared = false;
}
