/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For hosts whose objects are pointers to what only the implementation knows,
 * or structs of one such pointer: FreeBSD, bionic, and those of host/unix.h.
 * init allocates it, destroy frees it.  Included at the end of a host's header.
 * A tag, made of the address, tells ours from those of libc's init, whose
 * structs are no smaller than up to that tag.
 *
 * A host whose objects are structs with room for a pointer, and for little
 * else, defines SPX_HOST_POINTERS and the four functions that are below; and,
 * if libc takes what is at the pointer for a list of its own, what this begins
 * with.
 *
 * What libc's own functions do with ours must not look like success.  Their
 * posix_spawn() finds attributes that fail, setpgid(0, -1), and for a list of
 * actions the tag, which is no address: the child, or who adds, crashes.
 */
#ifndef SPX_HOST_POINTER_H
#define SPX_HOST_POINTER_H

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "host/slot.h"
#include "base/request.h"

#define SPX_AT_SIGDEFAULT(at) (spx_host_attr(at)->at_sigdefault)
#define SPX_AT_SIGMASK(at)    (spx_host_attr(at)->at_sigmask)
#define SPX_AT_PRIORITY(at)   (spx_host_attr(at)->at_priority)
#define SPX_AT_POLICY(at)     (spx_host_attr(at)->at_policy)

_Static_assert(sizeof(sigset_t) >= SPX_NSIG / 8, "the kernel's signals");

#ifndef SPX_HOST_POINTERS
_Static_assert(sizeof(posix_spawnattr_t) == sizeof(void *), "a pointer");
_Static_assert(
    sizeof(posix_spawn_file_actions_t) == sizeof(void *), "a pointer");

/* What the object points to, whatever the type of its pointer. */
static inline void *
spx_host_target(const void *object)
{
	void *target;

	memcpy(&target, object, sizeof(target));
	return (target);
}

static inline void *
spx_host_attr_pointer(const posix_spawnattr_t *at)
{
	return (spx_host_target(at));
}

static inline void *
spx_host_actions_pointer(const posix_spawn_file_actions_t *fa)
{
	return (spx_host_target(fa));
}

/* To NULL: of an object that is destroyed. */
static inline void
spx_host_point_attr(posix_spawnattr_t *at, void *to)
{
	memcpy(at, &to, sizeof(to));
}

static inline void
spx_host_point_actions(posix_spawn_file_actions_t *fa, void *to)
{
	memcpy(fa, &to, sizeof(to));
}
#endif

struct spx_host_attr {
	struct spx_basics at_guard; /* where libc has flags and process group */
	uintptr_t at_tag;
	struct spx_slot at_slot;
	struct spx_basics at_basics;
	int at_priority, at_policy;
	sigset_t at_sigdefault, at_sigmask;
	struct spx_host_own at_own; /* what no other host has */
};

struct spx_host_actions {
#ifdef SPX_HOST_LIST
	SPX_HOST_LIST fa_list;
#endif
	uintptr_t fa_tag;
	struct spx_slot fa_slot;
};

/* Not needed: the object has what libc is to take for its list anyway. */
struct spx_host_guard {
	uintptr_t gu_none;
};

#ifdef SPX_HOST_LIST
static inline void
spx_host_fill_list(struct spx_host_actions *host)
{
	host->fa_list = (SPX_HOST_LIST)SPX_HOST_LIST_GUARD;
}
#else
/* The tag, which is no address. */
static inline void
spx_host_fill_list(struct spx_host_actions *host)
{
	(void)host;
}
#endif

static inline void
spx_host_guard(posix_spawn_file_actions_t *fa, struct spx_host_guard *guard)
{
	(void)fa;
	guard->gu_none = 0;
}

static inline bool
spx_host_has_guard(const posix_spawn_file_actions_t *fa, const void *guard)
{
	(void)fa;
	(void)guard;
	return (true);
}

static inline uintptr_t
spx_host_tag(const void *object)
{
	return ((uintptr_t)object ^
		SPX_SLOT_TAG(struct spx_host_attr, struct spx_host_actions));
}

static inline struct spx_host_attr *
spx_host_attr(const posix_spawnattr_t *at)
{
	return ((struct spx_host_attr *)spx_host_attr_pointer(at));
}

static inline struct spx_host_actions *
spx_host_actions(const posix_spawn_file_actions_t *fa)
{
	return ((struct spx_host_actions *)spx_host_actions_pointer(fa));
}

/* Where the tagged pointer is; NULL if the object isn't one of ours. */
static inline void *
spx_host_attr_slot(const posix_spawnattr_t *at)
{
	struct spx_host_attr *host = spx_host_attr(at);

	if (host == NULL || host->at_tag != spx_host_tag(host) ||
	    host->at_guard.ba_flags != POSIX_SPAWN_SETPGROUP ||
	    host->at_guard.ba_pgroup != -1)
		return (NULL);
	return (&host->at_slot);
}

static inline void *
spx_host_actions_slot(const posix_spawn_file_actions_t *fa)
{
	struct spx_host_actions *host = spx_host_actions(fa);

	if (host == NULL || host->fa_tag != spx_host_tag(host))
		return (NULL);
	return (&host->fa_slot);
}

static inline struct spx_basics
spx_host_get_basics(const posix_spawnattr_t *at)
{
	return (spx_host_attr(at)->at_basics);
}

/* The guard is always there. */
static inline void
spx_host_set_basics(posix_spawnattr_t *at, struct spx_basics basics, bool guard)
{
	(void)guard;
	spx_host_attr(at)->at_basics = basics;
}

static inline int
spx_host_attr_make(posix_spawnattr_t *at)
{
	struct spx_host_attr *host = spx_realloc(NULL, sizeof(*host));

	if (host == NULL)
		return (-ENOMEM);
	memset(host, 0, sizeof(*host));
	host->at_guard.ba_flags = POSIX_SPAWN_SETPGROUP;
	host->at_guard.ba_pgroup = -1;
	host->at_tag = spx_host_tag(host);
	spx_host_point_attr(at, host);
	return (0);
}

/*
 * Without memory it is a destroyed one, which all functions refuse: programs
 * need not look at what init returns.
 */
static inline int
spx_host_attr_init(posix_spawnattr_t *at)
{
	const int rc = spx_host_attr_make(at);

	if (rc < 0)
		spx_host_point_attr(at, NULL);
	return (rc);
}

/* As init, with all that is in an object of ours, the slot's pointer too. */
static inline int
spx_host_attr_copy(posix_spawnattr_t *to, const posix_spawnattr_t *from)
{
	struct spx_host_attr *host;
	const int rc = spx_host_attr_make(to);

	if (rc < 0)
		return (rc);
	host = spx_host_attr(to);
	*host = *spx_host_attr(from);
	host->at_tag = spx_host_tag(host);
	return (0);
}

static inline int
spx_host_actions_make(posix_spawn_file_actions_t *fa)
{
	struct spx_host_actions *host = spx_realloc(NULL, sizeof(*host));

	if (host == NULL)
		return (-ENOMEM);
	memset(host, 0, sizeof(*host));
	spx_host_fill_list(host);
	host->fa_tag = spx_host_tag(host);
	spx_host_point_actions(fa, host);
	return (0);
}

/* Likewise. */
static inline int
spx_host_actions_init(posix_spawn_file_actions_t *fa)
{
	const int rc = spx_host_actions_make(fa);

	if (rc < 0)
		spx_host_point_actions(fa, NULL);
	return (rc);
}

/*
 * The end of an object of ours, whose slot's pointer has been freed.  Without
 * its tag, lest it is taken for one of ours once it is gone.
 */
static inline void
spx_host_attr_fini(posix_spawnattr_t *at)
{
	struct spx_host_attr *host = spx_host_attr(at);

	host->at_tag = 0;
	spx_free(host);
	spx_host_point_attr(at, NULL);
}

static inline void
spx_host_actions_fini(posix_spawn_file_actions_t *fa)
{
	struct spx_host_actions *host = spx_host_actions(fa);

	host->fa_tag = 0;
	spx_free(host);
	spx_host_point_actions(fa, NULL);
}

#endif /* SPX_HOST_POINTER_H */
