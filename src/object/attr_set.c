/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The setters of POSIX's attributes, under our own names: what fails is
 * remembered in the object.  See plain.h for the host's.
 */
#include "object/extension.h"
#include "object/plain.h"

SPX_PUBLIC int
spawnx_attr_setflags(posix_spawnattr_t *attr, short flags)
{
	return (spx_attr_result(
	    attr, SPX_SETTER_FLAGS, spx_at_setflags(attr, flags)));
}

SPX_PUBLIC int
spawnx_attr_setpgroup(posix_spawnattr_t *attr, pid_t pgroup)
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_PGROUP, spx_at_setpgroup(attr, pgroup)));
}

SPX_PUBLIC int
spawnx_attr_setsigdefault(posix_spawnattr_t *attr, const sigset_t *set)
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_SIGNALS, spx_at_setsigdefault(attr, set)));
}

SPX_PUBLIC int
spawnx_attr_setsigmask(posix_spawnattr_t *attr, const sigset_t *set)
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_SIGMASK, spx_at_setsigmask(attr, set)));
}

SPX_PUBLIC int
spawnx_attr_setschedpolicy(posix_spawnattr_t *attr, int policy)
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_SCHEDULER, spx_at_setschedpolicy(attr, policy)));
}

SPX_PUBLIC int
spawnx_attr_setschedparam(
    posix_spawnattr_t *attr, const struct sched_param *param)
{
	return (spx_attr_result(
	    attr, SPX_SETTER_SCHEDPARAM, spx_at_setschedparam(attr, param)));
}

SPX_PUBLIC int
spawnx_attr_setcgroup(posix_spawnattr_t *attr, int fd)
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_CGROUP, spx_at_setcgroup(attr, fd)));
}
