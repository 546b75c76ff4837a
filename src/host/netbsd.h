/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * NetBSD's objects: structs, with too little room for what is ours.  What they
 * hold is a pointer to it, where the kernel looks for no signal; the rest is
 * what has libc's own posix_spawn() fail.
 *
 * posix_spawnattr_t has two bytes of padding, and in each of its signal sets
 * eight for signals above 64, of which there are none.  That is the place of a
 * pointer and its tag, but not of flags and a process group beside those that
 * libc is to fail at.
 *
 * posix_spawn(2) itself, a system call, is not what the library is made of: it
 * knows no session, no IDs but the caller's, no closefrom and none of the other
 * extensions, sets the priority of POSIX_SPAWN_SETSCHEDPARAM in the parent, and
 * without POSIX_SPAWN_RETURNERROR tells of failures by the exit status 127.
 */
#ifndef SPX_HOST_NETBSD_H
#define SPX_HOST_NETBSD_H

#include <errno.h>
#include <paths.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <unistd.h>

#include "base/request.h"

/*
 * The start files of programs define it: weak, lest a shared library wants it.
 */
extern char **environ __attribute__((weak));

#define SPX_HOST_DEFAULT_PATH _PATH_DEFPATH

/* posix_spawnp() does as posix_spawn() with the path that it has found. */
#define SPX_HOST_SHELL NULL
#define SPX_HOST_SH    _PATH_BSHELL

/* The kernel runs an argv without a string; here it has an empty one. */
#define SPX_HOST_EMPTY_ARGV true

/* The kernel takes a NULL environment for an empty one. */
#define SPX_HOST_ENVIRON NULL

/*
 * Flags beyond those that every host has, and those that none can set here.
 * RETURNERROR asks for what is always done.
 */
#define SPX_HOST_FLAGS       POSIX_SPAWN_RETURNERROR
#define SPX_HOST_NOT_OFFERED SPAWNX_SETCGROUP

/* Flags that libc must not do without: it can't read any of ours at all. */
#define SPX_HOST_FLAGS_UNKNOWN 0

struct spx_host_own {
	char ow_none;
};

#define SPX_HOST_POINTERS 1

/* The flags that have libc's posix_spawn() fail, and say so. */
#define SPX_AT_GUARD (POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_RETURNERROR)

/* What no signal has a bit in: of either set. */
#define SPX_AT_POINTER \
	(offsetof(posix_spawnattr_t, sa_sigdefault) + SPX_NSIG / 8)
#define SPX_AT_TAG (offsetof(posix_spawnattr_t, sa_sigmask) + SPX_NSIG / 8)

_Static_assert(
    sizeof(sigset_t) == 16 && SPX_NSIG == 64, "half of each set is unused");

static inline uintptr_t
spx_host_word(const posix_spawnattr_t *at, size_t offset)
{
	uintptr_t word;

	memcpy(&word, (const char *)at + offset, sizeof(word));
	return (word);
}

static inline void
spx_host_set_word(posix_spawnattr_t *at, size_t offset, uintptr_t word)
{
	memcpy((char *)at + offset, &word, sizeof(word));
}

/* NULL: not ours, or what libc's setters have been at. */
static inline void *
spx_host_attr_pointer(const posix_spawnattr_t *at)
{
	const uintptr_t word = spx_host_word(at, SPX_AT_POINTER);

	if (at->sa_flags != SPX_AT_GUARD || at->sa_pgroup != -1 ||
	    spx_host_word(at, SPX_AT_TAG) != ~word)
		return (NULL);
	return ((void *)word);
}

static inline void
spx_host_point_attr(posix_spawnattr_t *at, void *to)
{
	memset(at, 0, sizeof(*at));
	if (to == NULL)
		return;
	at->sa_flags = SPX_AT_GUARD;
	at->sa_pgroup = -1;
	spx_host_set_word(at, SPX_AT_POINTER, (uintptr_t)to);
	spx_host_set_word(at, SPX_AT_TAG, ~(uintptr_t)to);
}

/*
 * What libc takes for its list: one action, which fails.  Its own lists have
 * room for 16 at least, so that one with room for one is no other's.  What libc
 * has added to has room for more, and is in another block of the heap.
 */
#define SPX_HOST_LIST posix_spawn_file_actions_entry_t
#define SPX_HOST_LIST_GUARD                               \
	{                                                 \
		.fae_action = FAE_DUP2, .fae_fildes = -1, \
	}

static inline void *
spx_host_actions_pointer(const posix_spawn_file_actions_t *fa)
{
	return (fa->size == 1 && fa->len == 1 ? fa->fae : NULL);
}

static inline void
spx_host_point_actions(posix_spawn_file_actions_t *fa, void *to)
{
	fa->size = fa->len = to == NULL ? 0 : 1;
	fa->fae = to;
}

#include "host/pointer.h"
#include "host/no_cgroup.h"

/* What is in no other host's: nothing. */
static inline void
spx_host_attr_read(struct spx_request *r, const posix_spawnattr_t *at)
{
	(void)r;
	(void)at;
}

#endif /* SPX_HOST_NETBSD_H */
