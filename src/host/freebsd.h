/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD's objects: pointers, and a process descriptor among the attributes.
 */
#ifndef SPX_HOST_FREEBSD_H
#define SPX_HOST_FREEBSD_H

#include <errno.h>
#include <paths.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>

#include "base/request.h"

/*
 * The start files of programs define it: weak, lest a shared library wants it.
 */
extern char **environ __attribute__((weak));

#define SPX_HOST_DEFAULT_PATH _PATH_DEFPATH

/* posix_spawnp() has a shell run what is no program, as execvp() does. */
#define SPX_HOST_SHELL SPX_HOST_SH
#define SPX_HOST_SH    _PATH_BSHELL

/* An argv without a string is refused, as by the kernel. */
#define SPX_HOST_EMPTY_ARGV false

/* A NULL environment is the caller's. */
#define SPX_HOST_ENVIRON environ

/* Flags beyond those that every host has, and those that none can set here. */
#define SPX_HOST_FLAGS       SPX_FLAG_NOASLR
#define SPX_HOST_NOT_OFFERED SPAWNX_SETCGROUP

/* Flags that libc must not do without: it can't read any of ours at all. */
#define SPX_HOST_FLAGS_UNKNOWN 0

struct spx_host_own {
	int *ow_procdesc; /* the caller's, or NULL */
	int ow_pdflags;
};

#include "host/pointer.h"
#include "host/no_cgroup.h"

/* What is in no other host's. */
static inline void
spx_host_attr_read(struct spx_request *r, const posix_spawnattr_t *at)
{
	const struct spx_host_attr *host = spx_host_attr(at);

	r->req_handle_to = host->at_own.ow_procdesc;
	if (host->at_own.ow_procdesc == NULL)
		return;
	r->req_want_handle = true;
	r->req_handle_flags = host->at_own.ow_pdflags | SPX_PD_CLOEXEC;
}

#endif /* SPX_HOST_FREEBSD_H */
