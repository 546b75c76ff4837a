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
	case SPAWNX_ATTR_ASLR:
	case SPAWNX_ATTR_NONEWPRIVS:
	case SPAWNX_ATTR_PDEATHSIG:
#if !SPX_HAVE_FEXECVE
	case SPAWNX_ATTR_EXECFD:
#endif
#ifndef TIOCSCTTY
	case SPAWNX_ATTR_CTTY:
#endif
		return (-ENOTSUP);
	default:
		return (spx_is_linux_only(which) ? -ENOTSUP : 0);
	}
}

void
spx_ext_note(struct spx_request *r)
{
	spx_note_nice(r);
	spx_note_nofile(r);
}
