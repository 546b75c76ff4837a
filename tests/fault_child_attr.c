/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes of a child, in the order of doc/order.md; see fault_judge.h.
 *
 * Calls that may fail and are passed over: rt_sigaction() of SIGNALS (SIGKILL,
 * SIGSTOP).
 */
#include "fault_judge.h"

/* Each gives 0, or the error that the attribute fails with, as -errno. */

static long
walk_signals(struct walk *wk)
{
	while ((wk->wk_reset || walk_wants(wk, POSIX_SPAWN_SETSIGDEF)) &&
	       walk_is(wk, SYS_rt_sigaction))
		(void)walk_take(wk, SYS_rt_sigaction);
	return (0);
}

static long
walk_scheduler(struct walk *wk)
{
	if (walk_wants(wk, POSIX_SPAWN_SETSCHEDULER))
		return (walk_take(wk, SYS_sched_setscheduler));
	return (walk_take(wk, SYS_sched_setparam));
}

static long
walk_resetids(struct walk *wk)
{
	long rc = walk_take(wk, CALL_getresuid);

	if (rc == 0)
		rc = walk_take(wk, CALL_setresuid);
	if (rc == 0)
		rc = walk_take(wk, CALL_getresgid);
	return (rc == 0 ? walk_take(wk, CALL_setresgid) : rc);
}

static long
walk_setsid(struct walk *wk)
{
	return (walk_take(wk, SYS_setsid));
}

static long
walk_pgroup(struct walk *wk)
{
	return (walk_take(wk, SYS_setpgid));
}

static long
walk_cloexec_default(struct walk *wk)
{
	return (walk_from(wk, 0, true));
}

static const struct {
	enum spawnx_attribute which;
	int flags; /* any of which asks for it; 0: always looked at */
	long (*walk)(struct walk *);
} rows[] = {
	{ SPAWNX_ATTR_SIGNALS, 0, walk_signals },
	{ SPAWNX_ATTR_SCHEDULER,
	    POSIX_SPAWN_SETSCHEDULER | POSIX_SPAWN_SETSCHEDPARAM,
	    walk_scheduler },
	{ SPAWNX_ATTR_RESETIDS, POSIX_SPAWN_RESETIDS, walk_resetids },
	{ SPAWNX_ATTR_SETSID, SPAWNX_SETSID, walk_setsid },
	{ SPAWNX_ATTR_PGROUP, POSIX_SPAWN_SETPGROUP, walk_pgroup },
	{ SPAWNX_ATTR_CLOEXEC_DEFAULT, SPAWNX_CLOEXEC_DEFAULT,
	    walk_cloexec_default },
};

void
walk_attributes(struct walk *wk)
{
	long rc;

	for (size_t i = 0; i < COUNT(rows) && !wk->wk_over; i++) {
		if (rows[i].flags != 0 && !walk_wants(wk, rows[i].flags))
			continue;
		rc = rows[i].walk(wk);
		if (rc < 0 && !wk->wk_over)
			walk_end(
			    wk, SPAWNX_STEP_ATTR, (int)rows[i].which, (int)-rc);
	}
}

void
walk_mask(struct walk *wk)
{
	if (wk->wk_reset || walk_wants(wk, POSIX_SPAWN_SETSIGMASK))
		(void)walk_need(wk, SYS_rt_sigprocmask, SPAWNX_STEP_ATTR,
		    SPAWNX_ATTR_SIGMASK);
}
