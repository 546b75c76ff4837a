/* SPDX-License-Identifier: BSD-2-Clause */
/* The process's calls, and the verdict; see judge.h. */
#include "judge.h"

#include <sys/mman.h>

#define VM          0x100
#define EXIT_SIGNAL 0xff

/* -- The process -- */

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

/* The first of its number that the process makes to start a child. */
static bool
is_first_of_start(const struct walk *wk, const struct fault_call *call)
{
	const struct fault_call *first = wk->wk_fault->f_calls;

	while (first->fc_child != 0 || first->fc_number != call->fc_number)
		first++;
	return (wk->wk_wanted->wa_start && call == first &&
		(call->fc_number != SYS_clone3 || !has_to_wait(wk)));
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

	for (; c < call; c++)
		before += c->fc_child == 0 && c->fc_number == SYS_pipe2;
	if (wk->wk_wanted->wa_start && !wk->wk_wanted->wa_share)
		return (before == 1 && !wk->wk_wanted->wa_apart);
	return (before == 0 && !wk->wk_wanted->wa_apart);
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

static void
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
 * What fell back to another way because of the one call that failed.  A start
 * whose clone3() is refused launches and waits, as others do.
 */
static void
settle(struct walk *wk)
{
	const struct wanted *wa = wk->wk_wanted;
	const struct fault_call *fired = wk->wk_fault->f_fired;
	const bool parent = fired != NULL && fired->fc_child == 0;
	const bool no_clone3 = parent && fired->fc_number == SYS_clone3;
	const bool waits =
	    wa->wa_reset || has_to_wait(wk) || (no_clone3 && wa->wa_start);
	const bool piped = wa->wa_start && !wa->wa_share;

	wk->wk_reset = wa->wa_reset || (no_clone3 && !wa->wa_start) ||
		       (no_clone3 && has_to_wait(wk));
	/* By clone() the first child has a pipe, if one is to be had. */
	wk->wk_hello =
	    wk->wk_reset && (wa->wa_report || !has_failed(wk, SYS_pipe2));
	wk->wk_handle = !has_failed(wk, SYS_clone3);
	wk->wk_report = wk->wk_hello || (piped && !waits);
	wk->wk_hidden = piped && waits;
	wk->wk_shared = wa->wa_share && !waits;
	wk->wk_copied = wa->wa_report || (wa->wa_apart && wk->wk_reset) ||
			(parent && fired->fc_number == SYS_clone);
	if (parent && fired->fc_number == SYS_close_range)
		wk->wk_shared = false;
}

/* -- The verdict -- */

static void
walk_all(struct walk *wk)
{
	const struct fault *f = wk->wk_fault;

	walk_process(wk);
	if (wk->wk_over)
		return;
	settle(wk);
	if (f->f_children > 0) {
		wk->wk_child = 1;
		wk->wk_at = 0;
		walk_child(wk);
		if (f->f_children > 1 && wk->wk_wrong[0] == '\0')
			walk_wrong(wk, "there is another child");
		return;
	}
	/* No call failed, and there is no child: it was an argument. */
	walk_end(wk, SPAWNX_STEP_ARGUMENT, 0, EINVAL);
}

static const char *
differ(const char *what, int is, int due)
{
	static char text[120];

	(void)snprintf(
	    text, sizeof(text), "%s is %d, and not %d", what, is, due);
	return (text);
}

/*
 * POSIX: an error that comes too late for the spawn is a status of 127; none
 * is to be had where SIGCHLD is ignored.
 */
static const char *
judge_success(const struct walk *wk, const struct seen *seen)
{
	const struct outcome *out = &seen->se_outcome;

	if (out->oc_error != 0)
		return (differ("the error", out->oc_error, 0));
	if (wk->wk_mute && out->oc_status != 127 << 8 && out->oc_status != -1)
		return (differ("the status", out->oc_status, 127 << 8));
	if (seen->se_where.error != WHERE_UNTOUCHED)
		return ("a success has a failure's detail");
	return (NULL);
}

static const char *
judge_detail(const struct walk *wk, const struct seen *seen)
{
	const spawnx_failure_t *where = &seen->se_where;
	const struct outcome *out = &seen->se_outcome;

	if (out->oc_error != wk->wk_error)
		return (differ("the error", out->oc_error, wk->wk_error));
	if (where->error != out->oc_error)
		return (differ("where.error", where->error, out->oc_error));
	if (where->step != wk->wk_step)
		return (differ("where.step", (int)where->step, wk->wk_step));
	if (where->index != wk->wk_index)
		return (differ("where.index", where->index, wk->wk_index));
	if (where->step == SPAWNX_STEP_EXEC && *where->path != '\0' &&
	    wk->wk_wanted->wa_paths == 0)
		return ("where.path is not of this spawn");
	if (out->oc_pid)
		return ("*pid was written to");
	if (out->oc_status != -1)
		return (differ("a child was left: status", out->oc_status, -1));
	return (NULL);
}

/* fs.suid_dumpable, which two bytes hold: memory is not shared without it. */
static bool
lost_dumpable(const struct fault *f)
{
	const struct fault_call *fired = f->f_fired;

	return (fired != NULL && fired->fc_child == 0 &&
		fired->fc_number == SYS_read && fired->fc_args[2] == 2);
}

const char *
fault_judge(const struct fault *f, const struct seen *seen)
{
	static struct walk wk;
	static struct wanted wanted;
	const struct outcome *out = &seen->se_outcome;

	wanted = seen->se_wanted;
	if (lost_dumpable(f))
		wanted.wa_apart = true;
	wk = (struct walk){ .wk_fault = f, .wk_wanted = &wanted };
	if (out->oc_died != 0)
		return (differ("the process died: it", out->oc_died, 0));
	if (!seen->se_wanted.wa_known)
		return (NULL); /* the scenario can't be run here */
	if (seen->se_bad != 0)
		return ("the process is not as it was");
	if (out->oc_errno != 0)
		return (differ("errno", out->oc_errno, 0));
	walk_all(&wk);
	if (wk.wk_wrong[0] != '\0')
		return (wk.wk_wrong);
	if (wk.wk_error == 0 || wk.wk_mute)
		return (judge_success(&wk, seen));
	return (judge_detail(&wk, seen));
}
