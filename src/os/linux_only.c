/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that only Linux has, and what comes of them, for other
 * systems; child_linux_only.c and absent.h are the child's part.
 */
#include "os/kernel.h"

bool
spx_is_linux_only(enum spawnx_attribute which)
{
	switch (which) {
	case SPAWNX_ATTR_CAPAMBIENT:
	case SPAWNX_ATTR_CAPBOUNDING:
	case SPAWNX_ATTR_CAPINHERITABLE:
	case SPAWNX_ATTR_DROPCTTY:
	case SPAWNX_ATTR_IDMAP:
	case SPAWNX_ATTR_IOPRIO:
	case SPAWNX_ATTR_LANDLOCK:
	case SPAWNX_ATTR_NAMESPACES:
	case SPAWNX_ATTR_NSFDS:
	case SPAWNX_ATTR_OOMSCOREADJ:
	case SPAWNX_ATTR_PERSONALITY:
	case SPAWNX_ATTR_PROPAGATION:
	case SPAWNX_ATTR_SECCOMP:
	case SPAWNX_ATTR_STEALCTTY:
	case SPAWNX_ATTR_TIMERSLACK:
	case SPAWNX_ATTR_TRACEME:
		return (true);
	default:
		return (false);
	}
}

const enum spawnx_attribute *
spx_ext_refuses(const struct spx_ext *ext, int error)
{
	(void)ext;
	(void)error;
	return (NULL);
}
