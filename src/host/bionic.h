/* SPDX-License-Identifier: BSD-2-Clause */
/* Android's objects: pointers, since API level 28. */
#ifndef SPX_HOST_BIONIC_H
#define SPX_HOST_BIONIC_H

#include <errno.h>
#include <paths.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include "base/request.h"

#define SPX_HOST_DEFAULT_PATH _PATH_DEFPATH

/* posix_spawnp() has a shell run what is no program, as execvp() does. */
#define SPX_HOST_SHELL SPX_HOST_SH
#define SPX_HOST_SH    _PATH_BSHELL

/* An argv without a string is run as one with an empty string, as by Linux. */
#define SPX_HOST_EMPTY_ARGV true

/* A NULL environment is the caller's. */
#define SPX_HOST_ENVIRON environ

/* Flags beyond those that every host has, and those that none can set here. */
#define SPX_HOST_FLAGS       (POSIX_SPAWN_USEVFORK | SPAWNX_SETCGROUP)
#define SPX_HOST_NOT_OFFERED 0

/* Flags that libc must not do without: it can't read any of ours at all. */
#define SPX_HOST_FLAGS_UNKNOWN 0

struct spx_host_own {
	int ow_cgroup;
};

#include "host/pointer.h"

static inline int
spx_host_get_cgroup(const posix_spawnattr_t *at, int *fd)
{
	*fd = spx_host_attr(at)->at_own.ow_cgroup;
	return (0);
}

static inline int
spx_host_set_cgroup(posix_spawnattr_t *at, int fd)
{
	spx_host_attr(at)->at_own.ow_cgroup = fd;
	return (0);
}

/* What is in no other host's. */
static inline void
spx_host_attr_read(struct spx_request *r, const posix_spawnattr_t *at)
{
	(void)spx_host_get_cgroup(at, &r->req_cgroup);
}

#endif /* SPX_HOST_BIONIC_H */
