/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Systems whose objects are pointers and nothing more: OpenBSD, DragonFly,
 * macOS, Haiku, and illumos, where the pointer is in a struct.
 */
#ifndef SPX_HOST_UNIX_H
#define SPX_HOST_UNIX_H

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include "base/request.h"

/* Haiku has no <paths.h>. */
#if defined(__sun) || defined(__HAIKU__)
#define SPX_HOST_DEFAULT_PATH "/bin:/usr/bin"
#define SPX_HOST_SH           "/bin/sh"
#else
#include <paths.h>
#define SPX_HOST_DEFAULT_PATH _PATH_DEFPATH
#define SPX_HOST_SH           _PATH_BSHELL
#endif

/* posix_spawnp() has a shell run what is no program, as execvp() does. */
#ifdef __HAIKU__
#define SPX_HOST_SHELL NULL
#else
#define SPX_HOST_SHELL SPX_HOST_SH
#endif

/* An argv without a string is refused: not every kernel here does so itself. */
#define SPX_HOST_EMPTY_ARGV false

/*
 * A NULL environment is the caller's on the BSDs, and an empty one elsewhere.
 * The start files of programs define the caller's: weak, lest a shared library
 * wants it.
 */
#if defined(__DragonFly__) || defined(__HAIKU__) || defined(__OpenBSD__)
extern char **environ __attribute__((weak));
#define SPX_HOST_ENVIRON environ
#else
#define SPX_HOST_ENVIRON NULL
#endif

/* Flags beyond those that every host has, and those that none can set here. */
#define SPX_HOST_FLAGS       0
#define SPX_HOST_NOT_OFFERED SPAWNX_SETCGROUP

/* Flags that libc must not do without: it can't read any of ours at all. */
#define SPX_HOST_FLAGS_UNKNOWN 0

struct spx_host_own {
	int ow_none;
};

#include "host/pointer.h"
#include "host/no_cgroup.h"

/* What is in no other host's. */
static inline void
spx_host_attr_read(struct spx_request *r, const posix_spawnattr_t *at)
{
	(void)r;
	(void)at;
}

#endif /* SPX_HOST_UNIX_H */
