/* SPDX-License-Identifier: BSD-2-Clause */
/* Attributes that are one call each, or little more; see judge.h. */
#include "judge.h"

#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>

long
walk_ioprio(struct walk *wk)
{
	return (walk_take_of(
	    wk, SYS_ioprio_set, 2, walk_value(wk, SPAWNX_ATTR_IOPRIO)));
}

long
walk_timerslack(struct walk *wk)
{
	return (walk_take_of(wk, SYS_prctl, 0, PR_SET_TIMERSLACK));
}

long
walk_rlimit(struct walk *wk)
{
	long rc = 0;

	for (int i = 0; rc == 0 && i < RLIM_NLIMITS; i++)
		if (wk->wk_wanted->wa_limits >> i & 1)
			rc = walk_take_of(wk, SYS_prlimit64, 1, i);
	if (rc == 0 && wk->wk_wanted->wa_nofile[0])
		rc = walk_take_of(wk, SYS_prlimit64, 1, RLIMIT_NOFILE);
	return (rc);
}

long
walk_late_rlimit(struct walk *wk)
{
	if (!wk->wk_wanted->wa_nofile[1])
		return (0);
	return (walk_take_of(wk, SYS_prlimit64, 1, RLIMIT_NOFILE));
}

long
walk_aslr(struct walk *wk)
{
	long rc = walk_take_of(wk, SYS_personality, 0, -1);

	return (rc < 0 ? rc : walk_take(wk, SYS_personality));
}

long
walk_personality(struct walk *wk)
{
	long rc = walk_take_of(
	    wk, SYS_personality, 0, walk_value(wk, SPAWNX_ATTR_PERSONALITY));

	return (rc < 0 ? rc : 0);
}

long
walk_landlock(struct walk *wk)
{
	return (walk_take_of(wk, SYS_landlock_restrict_self, 0,
	    walk_value(wk, SPAWNX_ATTR_LANDLOCK)));
}

long
walk_seccomp(struct walk *wk)
{
	return (walk_take_of(wk, SYS_prctl, 0, PR_SET_SECCOMP));
}

/* There need be no terminal. */
long
walk_dropctty(struct walk *wk)
{
	long rc;

	if (!walk_value(wk, SPAWNX_ATTR_DROPCTTY))
		return (0);
	rc = walk_take(wk, SYS_openat);
	if (rc < 0)
		return (rc == -ENXIO ? 0 : rc);
	rc = walk_take_of(wk, SYS_ioctl, 1, TIOCNOTTY);
	(void)walk_close(wk);
	return (rc);
}

/* One that fails is no reason to leave out the others. */
long
walk_writes(struct walk *wk)
{
	long rc = 0;

	for (size_t i = 0; i < wk->wk_wanted->wa_nwrites && !wk->wk_over; i++) {
		const long got = walk_write(wk);

		if (rc >= 0)
			rc = got;
	}
	return (rc);
}

long
walk_traceme(struct walk *wk)
{
	if (!walk_value(wk, SPAWNX_ATTR_TRACEME))
		return (0);
	return (walk_take(wk, SYS_ptrace));
}

long
walk_pidenv(struct walk *wk)
{
	const long rc = walk_take(wk, SYS_getpid);

	return (rc < 0 ? rc : 0);
}

long
walk_propagation(struct walk *wk)
{
	if (!(walk_value(wk, SPAWNX_ATTR_NAMESPACES) & CLONE_NEWNS))
		return (-EINVAL);
	return (walk_take(wk, SYS_mount));
}
