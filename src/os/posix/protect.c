/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child with other IDs than its caller may be traced, and killed, by another
 * user: it gets a copy of the memory.  There is another reason for it: a C
 * library changes the IDs of all threads that it knows of, and in a child that
 * shares the memory these are the caller's.
 */
#include "base/extension.h"
#include "os/kernel.h"

bool
spx_may_share_memory(const struct spx_request *r)
{
	return (!spx_writes_files(r) && !spx_limits_stack(r) &&
		(r->req_flags & POSIX_SPAWN_RESETIDS) == 0 &&
		!spx_ext_has(r->req_ext, SPAWNX_ATTR_IDS) &&
		!spx_ext_has(r->req_ext, SPAWNX_ATTR_GROUPS));
}
