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
#include <string.h>

#include "host/slot.h"
#include "os/sys.h"

#define SPX_HOST_DEFAULT_PATH "/usr/local/bin:/bin:/usr/bin"

#define SPX_AT_SIGDEFAULT(at) ((at)->__def)
#define SPX_AT_SIGMASK(at)    ((at)->__mask)
#define SPX_AT_PRIORITY(at)   ((at)->__prio)
#define SPX_AT_POLICY(at)     ((at)->__pol)

/* Its setter takes these flags, and its posix_spawn() ignores them. */
#define SPX_HOST_FLAGS_IGNORED \
	(POSIX_SPAWN_SETSCHEDPARAM | POSIX_SPAWN_SETSCHEDULER)

#define SPX_AT_CGROUP_OFFSET offsetof(posix_spawnattr_t, __pad)
#define SPX_AT_SLOT_OFFSET   (SPX_AT_CGROUP_OFFSET + 2 * sizeof(int))
#define SPX_FA_SLOT_OFFSET   offsetof(posix_spawn_file_actions_t, __pad)

/* musl's struct fdop, an action in a list that begins with the last one. */
struct spx_host_guard {
	struct spx_host_guard *gu_next, *gu_prev;
	int gu_cmd, gu_fd, gu_srcfd, gu_oflag;
	mode_t gu_mode;
};

#define SPX_GUARD_DUP2 2 /* FDOP_DUP2 */

static inline void
spx_host_fill_guard(struct spx_host_guard *guard)
{
	memset(guard, 0, sizeof(*guard));
	guard->gu_cmd = SPX_GUARD_DUP2;
	guard->gu_srcfd = -1;
}

/* The list as libc's functions see it: nothing but the guard, or empty. */
static inline void
spx_host_set_list(posix_spawn_file_actions_t *fa, void *guard)
{
	fa->__actions = guard;
}

static inline bool
spx_host_has_list(const posix_spawn_file_actions_t *fa, const void *guard)
{
	return (fa->__actions == guard);
}

#include "host/struct.h"

#endif /* SPX_HOST_MUSL_H */
