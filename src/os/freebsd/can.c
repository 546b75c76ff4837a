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
	case SPAWNX_ATTR_NONEWPRIVS:
		return (knows(SPX_PROC_NO_NEW_PRIVS_STATUS));
	case SPAWNX_ATTR_ASLR:
		return (knows(SPX_PROC_ASLR_STATUS));
	default:
		return (spx_is_linux_only(which) ? -ENOTSUP : 0);
	}
}

/* A policy always needs privilege here: it comes early. */
void
spx_ext_note(struct spx_request *r)
{
	spx_note_nice(r);
	spx_note_nofile(r);
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_PDEATHSIG))
		r->req_parent = (pid_t)spx_sys_getpid();
}
