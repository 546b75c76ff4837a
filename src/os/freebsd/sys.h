/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD's half of sys.h.
 */
#ifndef SPX_SYS_FREEBSD_H
#define SPX_SYS_FREEBSD_H

#include <sys/types.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/sysctl.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "syscall_freebsd.h"

/* Named differently, or not at all, by one release's headers or another's. */
#define SPX_SYS_setgroups       80 /* 15.0's SYS_setgroups is another call */
#define SPX_SYS_pread           475
#define SPX_SYS_closefrom       509 /* 8.0 to 12.1 for sure */
#define SPX_SYS_pdfork          518 /* 9.0 */
#define SPX_SYS_close_range     575 /* 12.2 */
#define SPX_SYS_pdrfork         600 /* 15.1 */
#define SPX_CLOSE_RANGE_CLOEXEC 4   /* 13.1 */

/* What has another name on Linux. */
#define SPX_SYS_fcntl     SYS_fcntl
#define SPX_SYS_setresuid SYS_setresuid
#define SPX_SYS_setresgid SYS_setresgid

#define SPX_NSIG          128
#define SPX_GROUPS_MAX    1023
#define SPX_GROUPS_AGAIN  true      /* see spx_sys_setgroups() */
#define SPX_LIMIT_NONE    INT64_MAX /* RLIM_INFINITY */
typedef uint32_t spx_sigword_t;     /* what the kernel's set is made of */

/* FreeBSD's libc sets the mask among the attributes, before the actions. */
#define SPX_MASK_FIRST true

/* A child may run before its parent's kernel has written the descriptor. */
#define SPX_HANDLE_FIRST false

/* POSIX_SPAWN_DISABLE_ASLR_NP, since 14.0. */
#define SPX_FLAG_NOASLR 0x40

/* Whose limit it may be that rfork() gives EAGAIN for. */
#define SPX_WHOSE_LIMIT "the user's, the jail's or the system's"

/* From <sys/procdesc.h>: flags of pdfork(). */
#define SPX_PD_DAEMON  1
#define SPX_PD_CLOEXEC 2

/*
 * A process that ends closes its descriptors first, and with one of a process
 * goes its parent's claim to that: the program gets no signal at its death.
 * Without PD_DAEMON the close kills it.
 */
#define SPX_HANDLE_ORPHANS(flags) ((flags) == 0 || ((flags)&SPX_PD_DAEMON) != 0)

/*
 * From <sys/user.h>, which declares much of the kernel besides: the longs of a
 * struct kinfo_proc, whose size is the ABI's, and which of them is ki_flag.
 * And from <sys/proc.h>: a flag there.
 */
#if defined(__LP64__)
#define SPX_KINFO_LONGS 136
#define SPX_KINFO_FLAG  46
#elif defined(__i386__)
#define SPX_KINFO_LONGS 192
#define SPX_KINFO_FLAG  74
#else /* a time_t of 64 bits, and its alignment */
#define SPX_KINFO_LONGS 204
#define SPX_KINFO_FLAG  78
#endif
#define SPX_P_EXEC 0x4000

static inline long
spx_sys4(long nr, long a, long b, long c, long d)
{
	return (spx_syscall6(nr, a, b, c, d, 0, 0));
}

#include "os/numbered.h"

static inline long
spx_sys_disposition(int sig, const struct sigaction *act, struct sigaction *old)
{
	return (spx_sys3(SYS_sigaction, sig, (long)act, (long)old));
}

static inline long
spx_sys_ignore(int sig)
{
	const struct sigaction ign = { .sa_handler = SIG_IGN };

	return (spx_sys_disposition(sig, &ign, NULL));
}

/* Of these, to set the default discards those that are pending. */
static inline bool
spx_sys_default_discards(int sig)
{
	return (sig == SIGCHLD || sig == SIGCONT || sig == SIGINFO ||
		sig == SIGIO || sig == SIGURG || sig == SIGWINCH);
}

static inline long
spx_sys_sigmask_raw(int how, const void *set, void *old)
{
	return (spx_sys3(SYS_sigprocmask, how, (long)set, (long)old));
}

static inline bool
spx_sys_is_policy(int policy)
{
	return (policy == SCHED_OTHER || policy == SCHED_FIFO ||
		policy == SCHED_RR);
}

/* These can't fail, and an ID may have all of its 32 bits. */
static inline int64_t
spx_sys_getuid(void)
{
	return ((uid_t)spx_sys0(SYS_getuid));
}

static inline int64_t
spx_sys_getgid(void)
{
	return ((gid_t)spx_sys0(SYS_getgid));
}

static inline long
spx_sys_seteuid(long uid)
{
	return (spx_sys1(SYS_seteuid, uid));
}

static inline long
spx_sys_setegid(long gid)
{
	return (spx_sys1(SYS_setegid, gid));
}

static inline long
spx_sys_getpgrp(void)
{
	return (spx_sys0(SYS_getpgrp));
}

/* Not to be tried where there is none: the kernel would send SIGSYS. */
static inline long
spx_sys_close_range(unsigned from, unsigned to, unsigned flags)
{
	return (
	    spx_sys3(SPX_SYS_close_range, (long)from, (long)to, (long)flags));
}

/* The kernel can't; no launcher asks for it here. */
static inline long
spx_sys_unshare_below(unsigned number)
{
	(void)number;
	return (-ENOSYS);
}

static inline long
spx_sys_open(const char *path, int oflag, mode_t mode)
{
	return (spx_sys4(SYS_openat, AT_FDCWD, (long)path, oflag, (long)mode));
}

/* dup2(), and O_CLOEXEC or 0 for the new descriptor; they must differ. */
static inline long
spx_sys_dup3(int fd, int newfd, int flags)
{
	const int cmd = flags == 0 ? F_DUP2FD : F_DUP2FD_CLOEXEC;

	return (spx_sys3(SYS_fcntl, fd, cmd, newfd));
}

/* Reaps the child once it has ended; its status is not wanted. */
static inline long
spx_sys_reap(pid_t pid, int handle)
{
	long rc;

	(void)handle;
	do
		rc = spx_sys4(SYS_wait4, pid, 0, 0, 0);
	while (rc == -EINTR);
	return (rc);
}

static inline bool
spx_sys_is_handle(int fd)
{
	return (fd >= 0);
}

/* Whether the child has ended, or is gone; it is not reaped. */
static inline bool
spx_sys_has_ended(pid_t pid)
{
	const long rc = spx_sys4(SYS_wait4, pid, 0, WNOHANG | WNOWAIT, 0);

	return (rc == pid || rc == -ECHILD);
}

/*
 * Whether the process has executed a program since it was made.  Pipes have no
 * record locks here, so that this is the way to learn of it.
 */
static inline bool
spx_sys_has_execed(pid_t pid)
{
	int mib[] = { CTL_KERN, KERN_PROC, KERN_PROC_PID, pid };
	long info[SPX_KINFO_LONGS];
	size_t size = sizeof(info);
	const long rc = spx_syscall6(
	    SYS___sysctl, (long)mib, 4, (long)&info, (long)&size, 0, 0);

	return (rc == 0 && size == sizeof(info) &&
		(info[SPX_KINFO_FLAG] & SPX_P_EXEC) != 0);
}

static inline long
spx_sys_kill(pid_t pid, int sig)
{
	return (spx_sys2(SYS_kill, pid, sig));
}

/* No child here has another parent. */
static inline bool
spx_sys_is_gone(pid_t pid)
{
	return (spx_sys_kill(pid, 0) == -ESRCH);
}

static inline long
spx_sys_kill_handle(int handle, pid_t pid, int sig)
{
	(void)pid;
	return (spx_sys2(SYS_pdkill, handle, sig));
}

/* Until the descriptor can be read, or some time has passed. */
static inline void
spx_sys_await(int fd)
{
	struct pollfd what = { .fd = fd, .events = POLLIN };

	(void)spx_sys3(SYS_poll, (long)&what, 1, 20);
}

/*
 * The errors after which a search along PATH goes on: those of FreeBSD's
 * execvp(), and ESTALE, which it finds out about by a stat().
 */
static inline bool
spx_sys_is_elsewhere(int error)
{
	switch (error) {
	case EACCES:
	case ELOOP:
	case ENAMETOOLONG:
	case ENOENT:
	case ENOTDIR:
	case ESTALE:
		return (true);
	default:
		return (false);
	}
}

static inline _Noreturn void
spx_sys_exit(int status)
{
	for (;;)
		(void)spx_sys1(SYS_exit, status);
}

#include "os/alike.h"
#include "os/disposition.h"
#include "os/raw.h"

#endif /* SPX_SYS_FREEBSD_H */
