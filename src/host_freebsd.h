/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD's objects are pointers to what only the implementation knows: init
 * allocates it, destroy frees it.  A tag, made of the address, tells ours from
 * those of libc's init, whose structs are no smaller than one.
 */
#ifndef SPX_HOST_FREEBSD_H
#define SPX_HOST_FREEBSD_H

#include <errno.h>
#include <paths.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>

#include "host_slot.h"
#include "spx.h"

/* The start files of programs define it: weak, lest a shared library wants it.
 */
extern char **environ __attribute__((weak));

#define SPX_HOST_DEFAULT_PATH _PATH_DEFPATH

/* posix_spawnp() has a shell run what is no program, as execvp() does. */
#define SPX_HOST_SHELL _PATH_BSHELL

/* A NULL environment is the caller's. */
#define SPX_HOST_ENVIRON environ

/* Flags beyond those that every host has, and those that none can set here. */
#define SPX_HOST_FLAGS        SPX_FLAG_NOASLR
#define SPX_HOST_NOT_OFFERED  SPAWNX_SETCGROUP

#define SPX_AT_FLAGS(at)      (spx_host_attr(at)->at_flags)
#define SPX_AT_PGROUP(at)     (spx_host_attr(at)->at_pgroup)
#define SPX_AT_SIGDEFAULT(at) (spx_host_attr(at)->at_sigdefault)
#define SPX_AT_SIGMASK(at)    (spx_host_attr(at)->at_sigmask)
#define SPX_AT_PRIORITY(at)   (spx_host_attr(at)->at_priority)
#define SPX_AT_POLICY(at)     (spx_host_attr(at)->at_policy)

_Static_assert(sizeof(sigset_t) == SPX_NSIG / 8, "the kernel's signals");
_Static_assert(sizeof(posix_spawnattr_t) == sizeof(void *), "a pointer");
_Static_assert(
    sizeof(posix_spawn_file_actions_t) == sizeof(void *), "a pointer");

struct spx_host_attr {
	uintptr_t at_tag;
	struct spx_slot at_slot;
	short at_flags;
	pid_t at_pgroup;
	int at_priority, at_policy;
	sigset_t at_sigdefault, at_sigmask;
	int *at_procdesc; /* the caller's, or NULL */
	int at_pdflags;
};

struct spx_host_actions {
	uintptr_t fa_tag;
	struct spx_slot fa_slot;
};

static inline uintptr_t
spx_host_tag(const void *object)
{
	return ((uintptr_t)object ^
		SPX_SLOT_TAG(struct spx_host_attr, struct spx_host_actions));
}

static inline bool
spx_host_is_ours(const void *object)
{
	return (object != NULL &&
		*(const uintptr_t *)object == spx_host_tag(object));
}

static inline struct spx_host_attr *
spx_host_attr(const posix_spawnattr_t *at)
{
	return ((struct spx_host_attr *)(void *)*at);
}

/* Where the tagged pointer is; NULL if the object isn't one of ours. */
static inline void *
spx_host_attr_slot(const posix_spawnattr_t *at)
{
	if (!spx_host_is_ours(*at))
		return (NULL);
	return (&spx_host_attr(at)->at_slot);
}

static inline void *
spx_host_actions_slot(const posix_spawn_file_actions_t *fa)
{
	if (!spx_host_is_ours(*fa))
		return (NULL);
	return (&((struct spx_host_actions *)(void *)*fa)->fa_slot);
}

/* A tagged object of zero bytes otherwise; NULL without memory. */
static inline void *
spx_host_new(size_t size)
{
	uintptr_t *object = spx_realloc(NULL, size);

	if (object != NULL) {
		memset(object, 0, size);
		*object = spx_host_tag(object);
	}
	return (object);
}

/* Without its tag, lest it is taken for one of ours once it is gone. */
static inline void
spx_host_delete(void *object)
{
	memset(object, 0, sizeof(uintptr_t));
	spx_free(object);
}

static inline int
spx_host_attr_init(posix_spawnattr_t *at)
{
	void *object = spx_host_new(sizeof(struct spx_host_attr));

	if (object == NULL)
		return (-ENOMEM);
	*at = object;
	return (0);
}

static inline int
spx_host_actions_init(posix_spawn_file_actions_t *fa)
{
	void *object = spx_host_new(sizeof(struct spx_host_actions));

	if (object == NULL)
		return (-ENOMEM);
	*fa = object;
	return (0);
}

/* The end of an object of ours, whose slot's pointer has been freed. */
static inline void
spx_host_attr_fini(posix_spawnattr_t *at)
{
	spx_host_delete(*at);
	*at = NULL;
}

static inline void
spx_host_actions_fini(posix_spawn_file_actions_t *fa)
{
	spx_host_delete(*fa);
	*fa = NULL;
}

/* There are no control groups. */
static inline int
spx_host_get_cgroup(const posix_spawnattr_t *at, int *fd)
{
	(void)at;
	(void)fd;
	return (-ENOTSUP);
}

static inline int
spx_host_set_cgroup(posix_spawnattr_t *at, int fd)
{
	(void)at;
	(void)fd;
	return (-ENOTSUP);
}

/* What is in no other host's. */
static inline void
spx_host_attr_read(struct spx_request *r, const posix_spawnattr_t *at)
{
	const struct spx_host_attr *host = spx_host_attr(at);

	r->req_handle_to = host->at_procdesc;
	if (host->at_procdesc == NULL)
		return;
	r->req_want_handle = true;
	r->req_handle_flags = host->at_pdflags | SPX_PD_CLOEXEC;
}

#endif /* SPX_HOST_FREEBSD_H */
