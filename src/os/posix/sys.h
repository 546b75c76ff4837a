/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The half of sys.h of any POSIX system: by its C library.  That is the only
 * way where the numbers of system calls are no ABI (macOS, illumos), or where
 * the kernel takes calls from the library alone (OpenBSD).
 *
 * The child calls what POSIX lists as async-signal-safe, and single system
 * calls that it does not list: child_calls in meson.build names all of them.
 * Many are cancellation points.  A cancellation that acted in the child would
 * run the caller's cleanup handlers in the caller's memory: launch.c has it
 * disabled until the child is gone, and what the parent calls besides disables
 * it here.
 */
#ifndef SPX_SYS_POSIX_H
#define SPX_SYS_POSIX_H

#include <sys/types.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What a set is made of: on little-endian CPUs it makes no difference. */
#ifdef __linux__
typedef unsigned long spx_sigword_t;
#else
typedef uint32_t spx_sigword_t;
#endif

#define SPX_SIGWORD_SIZE (8 * (int)sizeof(spx_sigword_t))
#define SPX_NSIG \
	((NSIG - 2 + SPX_SIGWORD_SIZE) / SPX_SIGWORD_SIZE * SPX_SIGWORD_SIZE)

#define SPX_LIMIT_NONE ((uint64_t)RLIM_INFINITY)
#define SPX_GROUPS_MAX 65536 /* the child asks the system */

/* Whether the effective group is the first of the list: spx_sys_setgroups(). */
#if defined(__APPLE__) || defined(__DragonFly__)
#define SPX_GROUPS_AGAIN true
#else
#define SPX_GROUPS_AGAIN false
#endif

/* Last of the attributes, after the file actions. */
#define SPX_MASK_FIRST false

/* There are no handles. */
#define SPX_HANDLE_FIRST false

/* As FreeBSD's are. */
#define SPX_HANDLE_ORPHANS(flags) false

#define SPX_FLAG_NOASLR           0

/* Whose limit it may be that vfork() gives EAGAIN for. */
#define SPX_WHOSE_LIMIT "the user's or the system's"

/* The result of a call, and errno as it was before. */
static inline long
spx_answer(int saved, long rc)
{
	if (rc < 0)
		rc = -errno;
	errno = saved;
	return (rc);
}

/* Android's threads can't be cancelled. */
#ifdef __BIONIC__
static inline int
spx_disable_cancel(void)
{
	return (0);
}

static inline void
spx_restore_cancel(int old)
{
	(void)old;
}
#else
static inline int
spx_disable_cancel(void)
{
	int old = PTHREAD_CANCEL_ENABLE;

	(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
	return (old);
}

static inline void
spx_restore_cancel(int old)
{
	(void)pthread_setcancelstate(old, &old);
}
#endif

/* The library can't; no launcher asks for it here. */
static inline long
spx_sys_unshare_below(unsigned number)
{
	(void)number;
	return (-ENOSYS);
}

/* The errors after which a search along PATH goes on. */
static inline bool
spx_sys_is_elsewhere(int error)
{
	switch (error) {
	case EACCES:
	case ENOENT:
	case ENOTDIR:
	case ESTALE:
	case ETIMEDOUT:
#ifdef __linux__
	case ENODEV: /* glibc's */
#endif
		return (true);
	default:
		return (false);
	}
}

static inline _Noreturn void
spx_sys_exit(int status)
{
	_exit(status);
}

#include "os/posix/sys_files.h"
#include "os/posix/sys_process.h"
#include "os/posix/sys_signals.h"
#include "os/posix/sys_wait.h"

#endif /* SPX_SYS_POSIX_H */
