/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes of attr_more.h, as the child applies them: none yet, and
 * attr_can_freebsd.c lets none be set.
 */
#include <errno.h>

#include "attr_more.h"

void
spx_child_while_privileged(struct spx_request *r)
{
	(void)r;
}

void
spx_child_before_actions(struct spx_request *r)
{
	(void)r;
}

void
spx_child_execfd(struct spx_request *r, int fd)
{
	(void)fd;
	spx_child_fail(r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_EXECFD, ENOTSUP);
}
