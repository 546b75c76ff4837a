/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes of a child, in the order of doc/order.md; see judge.h.
 * None of their calls may fail and be passed over.
 */
#include "judge.h"

#include <sys/ioctl.h>
#include <sys/prctl.h>

/* Each gives 0, or the error that the attribute fails with, as -errno. */

/* Of a child that has reset signals, too: these were all blocked. */
static long
walk_sigmask(struct walk *wk)
{
	return (walk_repeat(wk, SYS_rt_sigprocmask));
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
	if (walk_take(wk, SYS_fstatfs) < 0)
		rc = -ENOTSUP;
	else
		rc = walk_take(wk, SYS_write);
	(void)walk_close(wk);
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
walk_nice(struct walk *wk)
{
	return (walk_take_of(
	    wk, SYS_setpriority, 2, walk_value(wk, SPAWNX_ATTR_NICE)));
}

static long
walk_affinity(struct walk *wk)
{
	long rc = walk_take(wk, SYS_sched_setaffinity);

	return (rc < 0 ? rc : 0);
}

static long
walk_chroot(struct walk *wk)
{
	long rc = walk_take(wk, SYS_chroot);

	return (rc < 0 ? rc : walk_take(wk, SYS_chdir));
}

static long
walk_cwdfd(struct walk *wk)
{
	return (walk_take(wk, SYS_fchdir));
}

static long
walk_cwd(struct walk *wk)
{
	return (walk_take(wk, SYS_chdir));
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

/* The other takes the place of the first. */
static long
walk_ctty(struct walk *wk)
{
	if (walk_value(wk, SPAWNX_ATTR_STEALCTTY))
		return (0);
	return (walk_take_of(wk, SYS_ioctl, 1, TIOCSCTTY));
}

static long
walk_stealctty(struct walk *wk)
{
	if (!walk_wants(wk, SPAWNX_ATTR_CTTY) ||
	    !walk_value(wk, SPAWNX_ATTR_STEALCTTY))
		return (0);
	return (walk_take_of(wk, SYS_ioctl, 2, 1));
}

/* From another PID namespace the parent is 0. */
static long
walk_pdeathsig(struct walk *wk)
{
	long rc = walk_take_of(wk, SYS_prctl, 0, PR_SET_PDEATHSIG);

	if (rc == 0)
		rc = walk_take(wk, SYS_getppid);
	if (rc > 0)
		rc = rc == wk->wk_wanted->wa_parent ? 0 : -ESRCH;
	return (rc);
}

static long
walk_nonewprivs(struct walk *wk)
{
	if (!walk_value(wk, SPAWNX_ATTR_NONEWPRIVS))
		return (0);
	return (walk_take_of(wk, SYS_prctl, 0, PR_SET_NO_NEW_PRIVS));
}

static long
walk_umask(struct walk *wk)
{
	long rc =
	    walk_take_of(wk, SYS_umask, 0, walk_value(wk, SPAWNX_ATTR_UMASK));

	return (rc < 0 ? rc : 0);
}

static long
walk_cloexec_default(struct walk *wk)
{
	return (walk_from(wk, 0, true));
}

struct row {
	enum spawnx_attribute which;
	long (*walk)(struct walk *);
};

static const struct row rows[] = {
	{ SPAWNX_ATTR_SIGNALS, walk_signals },
	{ SPAWNX_ATTR_SIGMASK, walk_sigmask },
	{ SPAWNX_ATTR_SCHEDULER, walk_scheduler },
	{ SPAWNX_ATTR_SIGIGNORE, walk_sigignore },
	{ SPAWNX_ATTR_IDMAP, walk_idmap },
	{ SPAWNX_ATTR_PROPAGATION, walk_propagation },
	{ SPAWNX_ATTR_NICE, walk_nice },
	{ SPAWNX_ATTR_IOPRIO, walk_ioprio },
	{ SPAWNX_ATTR_TIMERSLACK, walk_timerslack },
	{ SPAWNX_ATTR_OOMSCOREADJ, walk_file },
	{ SPAWNX_ATTR_WRITES, walk_writes },
	{ SPAWNX_ATTR_DROPCTTY, walk_dropctty },
	{ SPAWNX_ATTR_RLIMIT, walk_rlimit },
	{ SPAWNX_ATTR_PERSONALITY, walk_personality },
	{ SPAWNX_ATTR_ASLR, walk_aslr },
	{ SPAWNX_ATTR_NSFDS, walk_nsfds },
	{ SPAWNX_ATTR_CHROOT, walk_chroot },
	{ SPAWNX_ATTR_CWDFD, walk_cwdfd },
	{ SPAWNX_ATTR_CWD, walk_cwd },
	{ SPAWNX_ATTR_CAPBOUNDING, walk_capbounding },
	{ SPAWNX_ATTR_CAPINHERITABLE, walk_capset },
	{ SPAWNX_ATTR_GROUPS, walk_groups },
	{ SPAWNX_ATTR_IDS, walk_ids },
	{ SPAWNX_ATTR_RESETIDS, walk_resetids },
	{ SPAWNX_ATTR_CAPAMBIENT, walk_capambient },
	{ SPAWNX_ATTR_SETSID, walk_setsid },
	{ SPAWNX_ATTR_PGROUP, walk_pgroup },
	{ SPAWNX_ATTR_CTTY, walk_ctty },
	{ SPAWNX_ATTR_STEALCTTY, walk_stealctty },
	{ SPAWNX_ATTR_PDEATHSIG, walk_pdeathsig },
	{ SPAWNX_ATTR_NONEWPRIVS, walk_nonewprivs },
	{ SPAWNX_ATTR_PIDENV, walk_pidenv },
	{ SPAWNX_ATTR_UMASK, walk_umask },
	{ SPAWNX_ATTR_CLOEXEC_DEFAULT, walk_cloexec_default },
};

static bool
is_due(const struct walk *wk, enum spawnx_attribute which)
{
	if (which == SPAWNX_ATTR_SIGMASK)
		return (wk->wk_reset);
	if (which == SPAWNX_ATTR_SIGNALS && wk->wk_reset)
		return (true);
	return (walk_wants(wk, which));
}

static bool
is_late(const struct walk *wk, enum spawnx_attribute which)
{
	return ((wk->wk_wanted->wa_late >> which & 1) != 0);
}

/* By the pipe that has its hello, too. */
static void
walk_skip(struct walk *wk)
{
	if (wk->wk_report && wk->wk_hello)
		(void)walk_repeat(wk, SYS_write);
}

static void
walk_rows(struct walk *wk, const struct row *row, size_t n, bool late)
{
	long rc;

	for (; n > 0 && !wk->wk_over; n--, row++) {
		if (!is_due(wk, row->which))
			continue;
		if (row->which != SPAWNX_ATTR_RLIMIT &&
		    is_late(wk, row->which) != late)
			continue;
		rc = row->walk(wk);
		if (rc >= 0 || wk->wk_over)
			continue;
		if (wk->wk_wanted->wa_optional >> row->which & 1)
			walk_skip(wk);
		else
			walk_end(
			    wk, SPAWNX_STEP_ATTR, (int)row->which, (int)-rc);
	}
}

void
walk_attributes(struct walk *wk)
{
	walk_rows(wk, rows, COUNT(rows), false);
}

void
walk_late(struct walk *wk)
{
	static const struct row late[] = {
		{ SPAWNX_ATTR_SCHEDULER, walk_scheduler },
		{ SPAWNX_ATTR_NICE, walk_nice },
		{ SPAWNX_ATTR_RLIMIT, walk_late_rlimit },
		{ SPAWNX_ATTR_AFFINITY, walk_affinity },
	};

	walk_rows(wk, late, COUNT(late), true);
}

/* Whether signals were reset or not, here is the program's mask. */
void
walk_last(struct walk *wk)
{
	static const struct row last[] = {
		{ SPAWNX_ATTR_TRACEME, walk_traceme },
		{ SPAWNX_ATTR_LANDLOCK, walk_landlock },
		{ SPAWNX_ATTR_SECCOMP, walk_seccomp },
	};
	long rc = 0;

	if (!wk->wk_over && walk_wants(wk, SPAWNX_ATTR_SIGMASK))
		rc = walk_sigmask(wk);
	if (rc < 0 && !wk->wk_over)
		walk_end(wk, SPAWNX_STEP_ATTR, SPAWNX_ATTR_SIGMASK, (int)-rc);
	walk_rows(wk, last, COUNT(last), true);
}
