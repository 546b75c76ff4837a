/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How our data sits in musl's objects.  musl keeps the two scheduler fields
 * in its struct although its own setters answer ENOSYS.
 */
#ifndef SPX_HOST_MUSL_H
#define SPX_HOST_MUSL_H

#include <sched.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>

#include "host_slot.h"
#include "sys.h"

#define SPX_HOST_DEFAULT_PATH "/usr/local/bin:/bin:/usr/bin"

#define SPX_AT_FLAGS(at)      ((at)->__flags)
#define SPX_AT_PGROUP(at)     ((at)->__pgrp)
#define SPX_AT_SIGDEFAULT(at) ((at)->__def)
#define SPX_AT_SIGMASK(at)    ((at)->__mask)
#define SPX_AT_PRIORITY(at)   ((at)->__prio)
#define SPX_AT_POLICY(at)     ((at)->__pol)

#define SPX_AT_CGROUP_OFFSET  offsetof(posix_spawnattr_t, __pad)
#define SPX_AT_SLOT_OFFSET    (SPX_AT_CGROUP_OFFSET + 2 * sizeof(int))
#define SPX_FA_SLOT_OFFSET    offsetof(posix_spawn_file_actions_t, __pad)

/* musl keeps its list here; init leaves it empty, and we never use it. */
static inline bool
spx_host_is_foreign(const posix_spawn_file_actions_t *fa)
{
	return (fa->__actions != NULL);
}

#include "host_struct.h"

#endif /* SPX_HOST_MUSL_H */
