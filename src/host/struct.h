/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For hosts whose objects are structs with room to spare, glibc and musl: how
 * attr.c and file_actions.c reach what is ours in them.  Included at the end of
 * a host's header, which says where the room is.
 */
#ifndef SPX_HOST_STRUCT_H
#define SPX_HOST_STRUCT_H

#include <string.h>

/* posix_spawnp() tries no shell: glibc since 2.15, musl always. */
#define SPX_HOST_SHELL NULL
#define SPX_HOST_SH    "/bin/sh"

/* An argv without a string is run as one with an empty string. */
#define SPX_HOST_EMPTY_ARGV true

/* A NULL environment is the kernel's business: it is an empty one. */
#define SPX_HOST_ENVIRON NULL

/* Flags beyond those that every host has, and those that none can set here. */
#define SPX_HOST_FLAGS       (POSIX_SPAWN_USEVFORK | SPAWNX_SETCGROUP)
#define SPX_HOST_NOT_OFFERED 0

/* Flags that the host's own posix_spawn() does nothing about. */
#ifdef POSIX_SPAWN_SETSID
#define SPX_UNKNOWN_SETSID 0
#else
#define SPX_UNKNOWN_SETSID SPAWNX_SETSID
#endif
#ifdef POSIX_SPAWN_SETCGROUP
#define SPX_UNKNOWN_SETCGROUP 0
#else
#define SPX_UNKNOWN_SETCGROUP SPAWNX_SETCGROUP
#endif
#define SPX_HOST_FLAGS_UNKNOWN                                                 \
	(SPAWNX_CLOEXEC_DEFAULT | SPX_UNKNOWN_SETSID | SPX_UNKNOWN_SETCGROUP | \
	    SPX_HOST_FLAGS_IGNORED)

_Static_assert(sizeof(sigset_t) >= SPX_NSIG / 8, "the kernel's signals");
_Static_assert(SPX_FA_SLOT_OFFSET + sizeof(struct spx_slot) <=
		   sizeof(posix_spawn_file_actions_t),
    "the actions' padding is too small");

/*
 * What libc's own posix_spawn() does with an object of ours must not look like
 * success, and it may get one: from a plugin, by dlvsym(), by RTLD_DEEPBIND.
 *
 * A list of actions begins with a guard, an action of libc's that fails:
 * dup2(-1, 0), for musl ignores a failing close(), and older glibc a failing
 * dup2(-1, -1).  libc's other functions find what they need: the guard is at
 * the beginning of a block of the heap, which libc's destroy frees; libc's add
 * enlarges it or links to it, after which we know that it isn't ours.
 *
 * Attributes that libc does not know would be left out, and the program run
 * as another user than it was meant for.  As long as there is one, libc's
 * fields say setpgid(0, -1), which fails, and what they would say is beside
 * the slot.  A bit that libc's setter refuses, and its posix_spawn() does not
 * look at, tells these flags from ones that libc's setter put there later.
 */
#define SPX_GUARD_FLAGS  ((short)(POSIX_SPAWN_SETPGROUP | 0x2000))
#define SPX_GUARD_PGROUP ((pid_t)-1)

struct spx_beside {
	int be_guarded;
	struct spx_basics be_basics;
};

#define SPX_AT_BESIDE_OFFSET (SPX_AT_SLOT_OFFSET + sizeof(struct spx_slot))

_Static_assert(SPX_AT_BESIDE_OFFSET + sizeof(struct spx_beside) <=
		   sizeof(posix_spawnattr_t),
    "the attributes' padding is too small");

static inline struct spx_basics
spx_host_get_basics(const posix_spawnattr_t *at)
{
	struct spx_basics now = { (short)at->__flags, at->__pgrp, 0 };
	struct spx_beside beside;

	memcpy(
	    &beside, (const char *)at + SPX_AT_BESIDE_OFFSET, sizeof(beside));
	now.ba_applied = beside.be_basics.ba_applied;
	if (beside.be_guarded && now.ba_flags == SPX_GUARD_FLAGS)
		now.ba_flags = beside.be_basics.ba_flags;
	if (beside.be_guarded && now.ba_pgroup == SPX_GUARD_PGROUP)
		now.ba_pgroup = beside.be_basics.ba_pgroup;
	return (now);
}

/* guard: there is something that libc does not know. */
static inline void
spx_host_set_basics(posix_spawnattr_t *at, struct spx_basics basics, bool guard)
{
	struct spx_beside beside = {
		.be_basics.ba_applied = basics.ba_applied,
	};

	if (guard) {
		beside = (struct spx_beside){ true, basics };
		basics.ba_flags = SPX_GUARD_FLAGS;
		basics.ba_pgroup = SPX_GUARD_PGROUP;
	}
	at->__flags = basics.ba_flags;
	at->__pgrp = basics.ba_pgroup;
	memcpy((char *)at + SPX_AT_BESIDE_OFFSET, &beside, sizeof(beside));
}

/* Where the tagged pointer is; NULL if the object isn't one of ours. */
static inline void *
spx_host_attr_slot(const posix_spawnattr_t *at)
{
	return ((char *)(uintptr_t)at + SPX_AT_SLOT_OFFSET);
}

static inline void *
spx_host_actions_slot(const posix_spawn_file_actions_t *fa)
{
	return ((char *)(uintptr_t)fa + SPX_FA_SLOT_OFFSET);
}

/* The guard is at the beginning of a block of the heap. */
static inline void
spx_host_guard(posix_spawn_file_actions_t *fa, struct spx_host_guard *guard)
{
	spx_host_fill_guard(guard);
	spx_host_set_list(fa, guard);
}

/*
 * Whether libc's functions have left an object with this guard, or with none,
 * as it was.  The pointer alone would not do: musl's init leaves our slot where
 * it is, and what musl adds may lie where our list was that its destroy freed.
 */
static inline bool
spx_host_has_guard(const posix_spawn_file_actions_t *fa, const void *guard)
{
	struct spx_host_guard want;

	if (guard == NULL || !spx_host_has_list(fa, guard))
		return (guard == NULL && spx_host_has_list(fa, NULL));
	spx_host_fill_guard(&want);
	return (memcmp(guard, &want, sizeof(want)) == 0);
}

/* An empty object, whatever was there; 0 or -errno. */
static inline int
spx_host_attr_init(posix_spawnattr_t *at)
{
	memset(at, 0, sizeof(*at));
	return (0);
}

static inline int
spx_host_actions_init(posix_spawn_file_actions_t *fa)
{
	memset(fa, 0, sizeof(*fa));
	return (0);
}

/* The same, with `fa` as it was on failure. */
static inline int
spx_host_actions_make(posix_spawn_file_actions_t *fa)
{
	return (spx_host_actions_init(fa));
}

/* As init, with all that is in an object of ours, the slot's pointer too. */
static inline int
spx_host_attr_copy(posix_spawnattr_t *to, const posix_spawnattr_t *from)
{
	memcpy(to, from, sizeof(*to));
	return (0);
}

/* The end of an object of ours, whose slot's pointer has been freed. */
static inline void
spx_host_attr_fini(posix_spawnattr_t *at)
{
	memset(at, 0, sizeof(*at));
}

static inline void
spx_host_actions_fini(posix_spawn_file_actions_t *fa)
{
	memset(fa, 0, sizeof(*fa));
}

/* The control group's descriptor; 0 or -errno. */
static inline int
spx_host_get_cgroup(const posix_spawnattr_t *at, int *fd)
{
	memcpy(fd, (const char *)at + SPX_AT_CGROUP_OFFSET, sizeof(*fd));
	return (0);
}

static inline int
spx_host_set_cgroup(posix_spawnattr_t *at, int fd)
{
	memcpy((char *)at + SPX_AT_CGROUP_OFFSET, &fd, sizeof(fd));
	return (0);
}

/* What is in no other host's. */
static inline void
spx_host_attr_read(struct spx_request *r, const posix_spawnattr_t *at)
{
	(void)spx_host_get_cgroup(at, &r->req_cgroup);
}

#endif /* SPX_HOST_STRUCT_H */
