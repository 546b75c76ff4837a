/* SPDX-License-Identifier: BSD-2-Clause */
/* Attributes that are one call each, or little more; see judge.h. */
#include "judge.h"

#include <sys/ioctl.h>
#include <sys/prctl.h>

static int
value_of(const struct walk *wk, enum spawnx_attribute which)
{
	return (wk->wk_wanted->wa_int[which]);
}

long
walk_ioprio(struct walk *wk)
{
	return (walk_take_of(
	    wk, SYS_ioprio_set, 2, value_of(wk, SPAWNX_ATTR_IOPRIO)));
}

long
walk_timerslack(struct walk *wk)
{
	return (walk_take_of(wk, SYS_prctl, 0, PR_SET_TIMERSLACK));
}

long
walk_personality(struct walk *wk)
{
	long rc = walk_take_of(
	    wk, SYS_personality, 0, value_of(wk, SPAWNX_ATTR_PERSONALITY));

	return (rc < 0 ? rc : 0);
}

long
walk_landlock(struct walk *wk)
{
	return (walk_take_of(wk, SYS_landlock_restrict_self, 0,
	    value_of(wk, SPAWNX_ATTR_LANDLOCK)));
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

	if (!value_of(wk, SPAWNX_ATTR_DROPCTTY))
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
	if (!value_of(wk, SPAWNX_ATTR_TRACEME))
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
	if (!(value_of(wk, SPAWNX_ATTR_NAMESPACES) & CLONE_NEWNS))
		return (-EINVAL);
	return (walk_take(wk, SYS_mount));
}
