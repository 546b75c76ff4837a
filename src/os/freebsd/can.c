/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What this kernel can do, asked when an attribute is set.  What every
 * FreeBSD since 11 has is not asked.
 */
#include <errno.h>

#include "base/extension.h"
#include "os/kernel.h"
#include "os/freebsd/sys_attr.h"

/* EINVAL: a command that the kernel does not know. */
static int
knows(int status_command)
{
	int value;

	return (spx_sys_procctl(status_command, &value) < 0 ? -ENOTSUP : 0);
}

int
spx_can(enum spawnx_attribute which, int value)
{
	(void)value;
	switch (which) {
	case SPAWNX_ATTR_CAPAMBIENT:
	case SPAWNX_ATTR_CAPBOUNDING:
	case SPAWNX_ATTR_CAPINHERITABLE:
		return (-ENOTSUP);
	case SPAWNX_ATTR_NONEWPRIVS:
		return (knows(SPX_PROC_NO_NEW_PRIVS_STATUS));
	case SPAWNX_ATTR_ASLR:
		return (knows(SPX_PROC_ASLR_STATUS));
	case SPAWNX_ATTR_IDMAP:
	case SPAWNX_ATTR_LANDLOCK:
	case SPAWNX_ATTR_NAMESPACES:
	case SPAWNX_ATTR_NSFDS:
	case SPAWNX_ATTR_OOMSCOREADJ:
	case SPAWNX_ATTR_IOPRIO:
	case SPAWNX_ATTR_TIMERSLACK:
	case SPAWNX_ATTR_PERSONALITY:
	case SPAWNX_ATTR_DROPCTTY:
	case SPAWNX_ATTR_STEALCTTY:
	case SPAWNX_ATTR_TRACEME:
	case SPAWNX_ATTR_PROPAGATION:
	case SPAWNX_ATTR_SECCOMP:
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
 * child for its turn.  A policy always needs some here.
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
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_PDEATHSIG))
		r->req_parent = (pid_t)spx_sys_getpid();
}
