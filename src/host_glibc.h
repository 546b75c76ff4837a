/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How our data sits in glibc's objects.  posix_spawnattr_t is used as it is;
 * glibc 2.39 took the first word of its padding for the control group, which
 * is found by offset, for older headers have no name for it.
 */
#ifndef SPX_HOST_GLIBC_H
#define SPX_HOST_GLIBC_H

#include <sched.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>

#include "host_slot.h"
#include "sys.h"

#define SPX_HOST_DEFAULT_PATH "/bin:/usr/bin"

#define SPX_AT_FLAGS(at)      ((at)->__flags)
#define SPX_AT_PGROUP(at)     ((at)->__pgrp)
#define SPX_AT_SIGDEFAULT(at) ((at)->__sd)
#define SPX_AT_SIGMASK(at)    ((at)->__ss)
#define SPX_AT_PRIORITY(at)   ((at)->__sp.sched_priority)
#define SPX_AT_POLICY(at)     ((at)->__policy)

#define SPX_AT_CGROUP_OFFSET \
	(offsetof(posix_spawnattr_t, __policy) + sizeof(int))
#define SPX_AT_SLOT_OFFSET (SPX_AT_CGROUP_OFFSET + 2 * sizeof(int))
#define SPX_FA_SLOT_OFFSET offsetof(posix_spawn_file_actions_t, __pad)

_Static_assert(
    sizeof(((posix_spawn_file_actions_t *)0)->__pad) == 16 * sizeof(int),
    "posix_spawn_file_actions_t as in glibc 2.2 to 2.42");

/* glibc keeps its list here; init leaves it empty, and we never use it. */
static inline bool
spx_host_is_foreign(const posix_spawn_file_actions_t *fa)
{
	return (
	    fa->__allocated != 0 || fa->__used != 0 || fa->__actions != NULL);
}

#include "host_struct.h"

#endif /* SPX_HOST_GLIBC_H */
