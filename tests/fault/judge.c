/* SPDX-License-Identifier: BSD-2-Clause */
/* The verdict; see judge.h. */
#include "judge.h"

/* -- The verdict -- */

static void
walk_all(struct walk *wk)
{
	const struct fault *f = wk->wk_fault;

	walk_process(wk);
	if (wk->wk_over)
		return;
	walk_settle(wk);
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
