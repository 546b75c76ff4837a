/* SPDX-License-Identifier: BSD-2-Clause */
/* What POSIX and what most systems have besides. */
#include <errno.h>

#include "base/extension.h"
#include "os/kernel.h"
#include "os/posix/sys_attr.h"

int
spx_can(enum spawnx_attribute which, int value)
{
	(void)value;
	switch (which) {
	case SPAWNX_ATTR_AFFINITY:
	case SPAWNX_ATTR_CAPAMBIENT:
	case SPAWNX_ATTR_CAPBOUNDING:
	case SPAWNX_ATTR_CAPINHERITABLE:
	case SPAWNX_ATTR_IDMAP:
	case SPAWNX_ATTR_IOPRIO:
	case SPAWNX_ATTR_LANDLOCK:
	case SPAWNX_ATTR_NAMESPACES:
	case SPAWNX_ATTR_ASLR:
	case SPAWNX_ATTR_DROPCTTY:
	case SPAWNX_ATTR_NONEWPRIVS:
	case SPAWNX_ATTR_NSFDS:
	case SPAWNX_ATTR_OOMSCOREADJ:
	case SPAWNX_ATTR_PDEATHSIG:
	case SPAWNX_ATTR_PERSONALITY:
	case SPAWNX_ATTR_PROPAGATION:
	case SPAWNX_ATTR_SECCOMP:
	case SPAWNX_ATTR_STEALCTTY:
	case SPAWNX_ATTR_TIMERSLACK:
	case SPAWNX_ATTR_TRACEME:
#if !SPX_HAVE_FEXECVE
	case SPAWNX_ATTR_EXECFD:
#endif
#ifndef TIOCSCTTY
	case SPAWNX_ATTR_CTTY:
#endif
		return (-ENOTSUP);
	default:
		return (0);
	}
}

const enum spawnx_attribute *
spx_ext_refuses(const struct spx_ext *ext, int error)
{
	(void)ext;
	(void)error;
	return (NULL);
}

/*
 * What needs no privilege comes last: the caller waits for the child, and the
 * child for its turn.
 */
static bool
lowers_nice(const struct spx_request *r)
{
	int now;

	return (spx_sys_getnice(&now) == 0 &&
		spx_ext_int(r->req_ext, SPAWNX_ATTR_NICE, -20) >= now);
}

void
spx_ext_note(struct spx_request *r)
{
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_NICE) && lowers_nice(r))
		r->req_late |= SPX_ATTR_BIT(SPAWNX_ATTR_NICE);
	spx_note_nofile(r);
}
