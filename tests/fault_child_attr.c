/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes of a child, in the order of doc/order.md; see fault_judge.h.
 *
 * Calls that may fail and are passed over: rt_sigaction() of SIGNALS (SIGKILL,
 * SIGSTOP), and umask(), which never does.
 */
#include "fault_judge.h"

#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define HAS(set, sig) (((set) >> ((sig)-1) & 1) != 0)

static int
value_of(const struct walk *wk, enum spawnx_attribute which)
{
	return (wk->wk_wanted->wa_int[which]);
}

/* Each gives 0, or the error that the attribute fails with, as -errno. */

/* Where the kernel has not dropped the handlers the child looks for them. */
static long
walk_signals(struct walk *wk)
{
	const struct wanted *wa = wk->wk_wanted;

	for (int sig = 1; sig <= 64; sig++) {
		bool due = HAS(wa->wa_sigdefault, sig);

		if (!due && wk->wk_reset)
			due = walk_take_of(wk, SYS_rt_sigaction, 0, sig) == 0 &&
			      HAS(wa->wa_caught, sig);
		if (due)
			(void)walk_take_of(wk, SYS_rt_sigaction, 0, sig);
	}
	return (0);
}

static long
walk_scheduler(struct walk *wk)
{
	return (walk_take(wk, wk->wk_wanted->wa_policy ? SYS_sched_setscheduler
						       : SYS_sched_setparam));
}

static long
walk_file(struct walk *wk)
{
	long rc = walk_take(wk, SYS_openat);

	if (rc < 0)
		return (rc);
	rc = walk_take(wk, SYS_write);
	(void)walk_take(wk, SYS_close);
	return (rc < 0 ? rc : 0);
}

/* The first file is not in every kernel. */
static long
walk_idmap(struct walk *wk)
{
	long rc = walk_file(wk);

	if (rc == 0 || rc == -ENOENT)
		rc = walk_file(wk);
	return (rc == 0 ? walk_file(wk) : rc);
}

static long
walk_sigignore(struct walk *wk)
{
	long rc = 0;

	for (int sig = 1; rc == 0 && sig <= 64; sig++)
		if (HAS(wk->wk_wanted->wa_sigignore, sig))
			rc = walk_take_of(wk, SYS_rt_sigaction, 0, sig);
	return (rc);
}

static long
walk_nice(struct walk *wk)
{
	return (walk_take_of(
	    wk, SYS_setpriority, 2, value_of(wk, SPAWNX_ATTR_NICE)));
}

static long
walk_affinity(struct walk *wk)
{
	long rc = walk_take(wk, SYS_sched_setaffinity);

	return (rc < 0 ? rc : 0);
}

static long
walk_rlimit(struct walk *wk)
{
	long rc = 0;

	for (int i = 0; rc == 0 && i < RLIM_NLIMITS; i++)
		if (wk->wk_wanted->wa_limits >> i & 1)
			rc = walk_take_of(wk, SYS_prlimit64, 1, i);
	return (rc);
}

static long
walk_noaslr(struct walk *wk)
{
	long rc;

	if (!value_of(wk, SPAWNX_ATTR_NOASLR))
		return (0);
	rc = walk_take_of(wk, SYS_personality, 0, -1);
	return (rc < 0 ? rc : walk_take(wk, SYS_personality));
}

static long
walk_nsfds(struct walk *wk)
{
	long rc = 0;

	for (size_t i = 0; rc == 0 && i < wk->wk_wanted->wa_nsfds; i++)
		rc = walk_take(wk, SYS_setns);
	return (rc);
}

static long
walk_chroot(struct walk *wk)
{
	long rc = walk_take(wk, SYS_chroot);

	return (rc < 0 ? rc : walk_take(wk, SYS_chdir));
}

static long
walk_groups(struct walk *wk)
{
	return (walk_take(wk, CALL_setgroups));
}

static long
walk_ids(struct walk *wk)
{
	long rc = walk_take(wk, CALL_setresgid);

	return (rc < 0 ? rc : walk_take(wk, CALL_setresuid));
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
walk_ctty(struct walk *wk)
{
	return (walk_take_of(wk, SYS_ioctl, 1, TIOCSCTTY));
}

/* A parent that can't be asked for is not the one that it was. */
static long
walk_pdeathsig(struct walk *wk)
{
	long rc = walk_take_of(wk, SYS_prctl, 0, PR_SET_PDEATHSIG);

	if (rc == 0 && walk_take(wk, SYS_getppid) != wk->wk_wanted->wa_parent)
		rc = -ESRCH;
	return (rc);
}

static long
walk_nonewprivs(struct walk *wk)
{
	if (!value_of(wk, SPAWNX_ATTR_NONEWPRIVS))
		return (0);
	return (walk_take_of(wk, SYS_prctl, 0, PR_SET_NO_NEW_PRIVS));
}

static long
walk_umask(struct walk *wk)
{
	(void)walk_take_of(wk, SYS_umask, 0, value_of(wk, SPAWNX_ATTR_UMASK));
	return (0);
}

static long
walk_cloexec_default(struct walk *wk)
{
	return (walk_from(wk, 0, true));
}

static const struct {
	enum spawnx_attribute which;
	long (*walk)(struct walk *);
} rows[] = {
	{ SPAWNX_ATTR_SIGNALS, walk_signals },
	{ SPAWNX_ATTR_SCHEDULER, walk_scheduler },
	{ SPAWNX_ATTR_IDMAP, walk_idmap },
	{ SPAWNX_ATTR_SIGIGNORE, walk_sigignore },
	{ SPAWNX_ATTR_NICE, walk_nice },
	{ SPAWNX_ATTR_AFFINITY, walk_affinity },
	{ SPAWNX_ATTR_RLIMIT, walk_rlimit },
	{ SPAWNX_ATTR_NOASLR, walk_noaslr },
	{ SPAWNX_ATTR_NSFDS, walk_nsfds },
	{ SPAWNX_ATTR_CHROOT, walk_chroot },
	{ SPAWNX_ATTR_GROUPS, walk_groups },
	{ SPAWNX_ATTR_IDS, walk_ids },
	{ SPAWNX_ATTR_RESETIDS, walk_resetids },
	{ SPAWNX_ATTR_SETSID, walk_setsid },
	{ SPAWNX_ATTR_PGROUP, walk_pgroup },
	{ SPAWNX_ATTR_CTTY, walk_ctty },
	{ SPAWNX_ATTR_PDEATHSIG, walk_pdeathsig },
	{ SPAWNX_ATTR_NONEWPRIVS, walk_nonewprivs },
	{ SPAWNX_ATTR_UMASK, walk_umask },
	{ SPAWNX_ATTR_CLOEXEC_DEFAULT, walk_cloexec_default },
};

static bool
is_due(const struct walk *wk, enum spawnx_attribute which)
{
	if (which == SPAWNX_ATTR_SIGNALS || which == SPAWNX_ATTR_SIGMASK)
		return (wk->wk_reset || walk_wants(wk, which));
	return (walk_wants(wk, which));
}

void
walk_attributes(struct walk *wk)
{
	long rc;

	for (size_t i = 0; i < COUNT(rows) && !wk->wk_over; i++) {
		if (!is_due(wk, rows[i].which))
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
	if (is_due(wk, SPAWNX_ATTR_SIGMASK))
		(void)walk_need(wk, SYS_rt_sigprocmask, SPAWNX_STEP_ATTR,
		    SPAWNX_ATTR_SIGMASK);
}
