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
#include <string.h>

#include "host/slot.h"
#include "os/sys.h"

#define SPX_HOST_DEFAULT_PATH  "/bin:/usr/bin"

#define SPX_AT_SIGDEFAULT(at)  ((at)->__sd)
#define SPX_AT_SIGMASK(at)     ((at)->__ss)
#define SPX_AT_PRIORITY(at)    ((at)->__sp.sched_priority)
#define SPX_AT_POLICY(at)      ((at)->__policy)

#define SPX_HOST_FLAGS_IGNORED 0

#define SPX_AT_CGROUP_OFFSET \
	(offsetof(posix_spawnattr_t, __policy) + sizeof(int))
#define SPX_AT_SLOT_OFFSET (SPX_AT_CGROUP_OFFSET + 2 * sizeof(int))
#define SPX_FA_SLOT_OFFSET offsetof(posix_spawn_file_actions_t, __pad)

_Static_assert(
    sizeof(((posix_spawn_file_actions_t *)0)->__pad) == 16 * sizeof(int),
    "posix_spawn_file_actions_t as in glibc 2.2 to 2.42");

/*
 * glibc's struct __spawn_action, as far as it matters; the enum and the union
 * have been as long as there was one (2.2), and only their ends have grown.
 */
struct spx_host_guard {
	int gu_tag;
	union {
		struct {
			int gu_fd, gu_newfd;
		};
		struct {
			int gu_open_fd;
			char *gu_path;
			int gu_oflag;
			mode_t gu_mode;
		}; /* the largest */
	};
};

#define SPX_GUARD_DUP2 1 /* spawn_do_dup2 */

static inline void
spx_host_fill_guard(struct spx_host_guard *guard)
{
	memset(guard, 0, sizeof(*guard));
	guard->gu_tag = SPX_GUARD_DUP2;
	guard->gu_fd = -1;
}

/* The list as libc's functions see it: nothing but the guard, or empty. */
static inline void
spx_host_set_list(posix_spawn_file_actions_t *fa, void *guard)
{
	fa->__allocated = fa->__used = guard != NULL ? 1 : 0;
	fa->__actions = guard;
}

static inline bool
spx_host_has_list(const posix_spawn_file_actions_t *fa, const void *guard)
{
	const int used = guard != NULL ? 1 : 0;

	return (fa->__allocated == used && fa->__used == used &&
		(const void *)fa->__actions == guard);
}

#include "host/struct.h"

#endif /* SPX_HOST_GLIBC_H */
