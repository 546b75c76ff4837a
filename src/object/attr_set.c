/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The setters of POSIX's attributes, under our own names: what they set applies
 * without a flag, and what fails is remembered in the object.  See plain.h for
 * the host's.
 */
#include "object/plain.h"
#include "object/slot.h"

/* The flags that a setter has set, or spawnx_attr_unset() takes back. */
static void
apply(posix_spawnattr_t *attr, short flags, bool on)
{
	struct spx_basics basics = spx_host_get_basics(attr);

	if (on)
		basics.ba_applied |= flags;
	else
		basics.ba_applied &= (short)~flags;
	spx_attr_set_basics(attr, basics);
}

static int
applied(posix_spawnattr_t *attr, int setter, short flag, int error)
{
	if (error == 0)
		apply(attr, flag, true);
	return (spx_attr_result(attr, setter, error));
}

/* The flags of the setters of an attribute; 0: none, a flag is all it has. */
static short
flags_of(enum spawnx_attribute which)
{
	switch (which) {
	case SPAWNX_ATTR_SIGNALS:
		return (POSIX_SPAWN_SETSIGDEF);
	case SPAWNX_ATTR_SIGMASK:
		return (POSIX_SPAWN_SETSIGMASK);
	case SPAWNX_ATTR_PGROUP:
		return (POSIX_SPAWN_SETPGROUP);
	case SPAWNX_ATTR_SCHEDULER:
		return (POSIX_SPAWN_SETSCHEDULER | POSIX_SPAWN_SETSCHEDPARAM);
	case SPAWNX_ATTR_CGROUP:
		return (SPAWNX_SETCGROUP);
	default:
		return (0);
	}
}

bool
spx_attr_take_back(posix_spawnattr_t *attr, enum spawnx_attribute which)
{
	const short flags = flags_of(which);

	if (flags == 0)
		return (false);
	apply(attr, flags, false);
	if (which == SPAWNX_ATTR_SCHEDULER)
		spx_attr_forget(attr, SPX_SETTER_SCHEDPARAM);
	return (true);
}

SPX_PUBLIC int
spawnx_attr_setflags(posix_spawnattr_t *attr, short flags)
{
	return (spx_attr_result(
	    attr, SPX_SETTER_FLAGS, spx_at_setflags(attr, flags)));
}

SPX_PUBLIC int
spawnx_attr_setpgroup(posix_spawnattr_t *attr, pid_t pgroup)
{
	return (applied(attr, SPAWNX_ATTR_PGROUP, POSIX_SPAWN_SETPGROUP,
	    spx_at_setpgroup(attr, pgroup)));
}

SPX_PUBLIC int
spawnx_attr_setsigdefault(posix_spawnattr_t *attr, const sigset_t *set)
{
	return (applied(attr, SPAWNX_ATTR_SIGNALS, POSIX_SPAWN_SETSIGDEF,
	    spx_at_setsigdefault(attr, set)));
}

SPX_PUBLIC int
spawnx_attr_setsigmask(posix_spawnattr_t *attr, const sigset_t *set)
{
	return (applied(attr, SPAWNX_ATTR_SIGMASK, POSIX_SPAWN_SETSIGMASK,
	    spx_at_setsigmask(attr, set)));
}

SPX_PUBLIC int
spawnx_attr_setschedpolicy(posix_spawnattr_t *attr, int policy)
{
	return (applied(attr, SPAWNX_ATTR_SCHEDULER, POSIX_SPAWN_SETSCHEDULER,
	    spx_at_setschedpolicy(attr, policy)));
}

SPX_PUBLIC int
spawnx_attr_setschedparam(
    posix_spawnattr_t *attr, const struct sched_param *param)
{
	return (applied(attr, SPX_SETTER_SCHEDPARAM, POSIX_SPAWN_SETSCHEDPARAM,
	    spx_at_setschedparam(attr, param)));
}

SPX_PUBLIC int
spawnx_attr_setcgroup(posix_spawnattr_t *attr, int fd)
{
	return (applied(attr, SPAWNX_ATTR_CGROUP, SPAWNX_SETCGROUP,
	    spx_at_setcgroup(attr, fd)));
}

/* What may fail does so no more. */
static void
take_back_optional(posix_spawnattr_t *attr, enum spawnx_attribute which)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) == 0 && ext != NULL)
		ext->ex_optional &= ~SPX_ATTR_BIT(which);
}

static int
unset(posix_spawnattr_t *attr, enum spawnx_attribute which)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0)
		return (EINVAL);
	if (!spx_attr_take_back(attr, which)) {
		if ((int)which < SPX_ATTR_FIRST || (int)which > SPX_ATTR_LAST)
			return (EINVAL);
		if (ext != NULL) {
			spx_ext_drop(ext, which);
			spx_ext_guard(attr);
		}
	}
	take_back_optional(attr, which);
	spx_attr_forget(attr, (int)which);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_unset(posix_spawnattr_t *attr, enum spawnx_attribute which)
{
	return (spx_attr_result(attr, SPX_SETTER_UNSET, unset(attr, which)));
}
