/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether a process may be looked into after a change of its IDs is kept with
 * the process here (P_SUGID), from the change to the exec, and not with its
 * memory: a child may share that, and the caller stays as it is.  Of a file in
 * linprocfs(5) that is not known; and a limit of the stack is of the memory too.
 */
#include "os/kernel.h"

bool
spx_may_share_memory(const struct spx_request *r)
{
	return (!spx_writes_files(r) && !spx_limits_stack(r));
}
