/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether a process may be looked into after a change of its IDs is kept with
 * the process here, not with its memory: the caller has nothing to put back.
 */
#include "attr_more.h"

void
spx_more_enter(struct spx_request *r)
{
	(void)r;
}

void
spx_more_leave(struct spx_request *r)
{
	(void)r;
}
