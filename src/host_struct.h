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

/* A NULL environment is the kernel's business: it is an empty one. */
#define SPX_HOST_ENVIRON NULL

/* Flags beyond those that every host has, and those that none can set here. */
#define SPX_HOST_FLAGS       (POSIX_SPAWN_USEVFORK | SPAWNX_SETCGROUP)
#define SPX_HOST_NOT_OFFERED 0

_Static_assert(sizeof(sigset_t) >= SPX_NSIG / 8, "the kernel's signals");
_Static_assert(
    SPX_AT_SLOT_OFFSET + sizeof(struct spx_slot) <= sizeof(posix_spawnattr_t),
    "the attributes' padding is too small");
_Static_assert(SPX_FA_SLOT_OFFSET + sizeof(struct spx_slot) <=
		   sizeof(posix_spawn_file_actions_t),
    "the actions' padding is too small");

/* Where the tagged pointer is; NULL if the object isn't one of ours. */
static inline void *
spx_host_attr_slot(const posix_spawnattr_t *at)
{
	return ((char *)(uintptr_t)at + SPX_AT_SLOT_OFFSET);
}

static inline void *
spx_host_actions_slot(const posix_spawn_file_actions_t *fa)
{
	if (spx_host_is_foreign(fa))
		return (NULL);
	return ((char *)(uintptr_t)fa + SPX_FA_SLOT_OFFSET);
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
