/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux system calls without the C library: no errno, no cancellation point,
 * no wrapper that a threading library has replaced.  Safe in the child.
 */
#ifndef SPX_SYS_LINUX_H
#define SPX_SYS_LINUX_H

#include <sys/syscall.h>
#include <sys/types.h>

#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>

#include "syscall.h"

/* Numbers that every architecture shares, for headers older than them. */
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

/* Since Linux 5.11; headers older than that lack it. */
#define SPX_CLOSE_RANGE_CLOEXEC 4

/* The kernel's names for the calls with 32-bit IDs and 64-bit offsets. */
#ifdef SYS_setresuid32
#define SPX_SYS_getuid    SYS_getuid32
#define SPX_SYS_getgid    SYS_getgid32
#define SPX_SYS_setresuid SYS_setresuid32
#define SPX_SYS_setresgid SYS_setresgid32
#define SPX_SYS_fcntl     SYS_fcntl64
#else
#define SPX_SYS_getuid    SYS_getuid
#define SPX_SYS_getgid    SYS_getgid
#define SPX_SYS_setresuid SYS_setresuid
#define SPX_SYS_setresgid SYS_setresgid
#define SPX_SYS_fcntl     SYS_fcntl
#endif

/* In the kernel's ABI a 64-bit off_t is asked for; 0 on 64-bit systems. */
#if defined(__i386__)
#define SPX_O_LARGEFILE 0100000
#else
#define SPX_O_LARGEFILE 0
#endif

#define SPX_NSIG        64
#define SPX_SIGSET_SIZE 8
#define SPX_SIG_IGN     1

static inline long
spx_sys0(long nr)
{
	return (spx_syscall5(nr, 0, 0, 0, 0, 0));
}

static inline long
spx_sys1(long nr, long a)
{
	return (spx_syscall5(nr, a, 0, 0, 0, 0));
}

static inline long
spx_sys2(long nr, long a, long b)
{
	return (spx_syscall5(nr, a, b, 0, 0, 0));
}

static inline long
spx_sys3(long nr, long a, long b, long c)
{
	return (spx_syscall5(nr, a, b, c, 0, 0));
}

static inline long
spx_sys4(long nr, long a, long b, long c, long d)
{
	return (spx_syscall5(nr, a, b, c, d, 0));
}

/*
 * The start of the kernel's struct sigaction.  Its tail differs between
 * CPUs; there is room for the largest, and all zero bytes mean SIG_DFL, no
 * flags and an empty mask everywhere.
 */
struct spx_ksigaction {
	uintptr_t ks_handler; /* SIG_DFL is 0, SIG_IGN 1 */
	uintptr_t ks_tail[5];
};

static inline long
spx_sys_sigaction(
    int sig, const struct spx_ksigaction *act, struct spx_ksigaction *old)
{
	return (spx_sys4(
	    SYS_rt_sigaction, sig, (long)act, (long)old, SPX_SIGSET_SIZE));
}

static inline long
spx_sys_sigmask(int how, const uint64_t *set, uint64_t *old)
{
	return (spx_sys4(
	    SYS_rt_sigprocmask, how, (long)set, (long)old, SPX_SIGSET_SIZE));
}

static inline long
spx_sys_close(int fd)
{
	return (spx_sys1(SYS_close, fd));
}

static inline long
spx_sys_open(const char *path, int oflag, mode_t mode)
{
	return (spx_sys4(SYS_openat, AT_FDCWD, (long)path,
	    oflag | SPX_O_LARGEFILE, (long)mode));
}

static inline long
spx_sys_dup3(int fd, int newfd, int flags)
{
	return (spx_sys3(SYS_dup3, fd, newfd, flags));
}

static inline long
spx_sys_fcntl(int fd, int cmd, long arg)
{
	return (spx_sys3(SPX_SYS_fcntl, fd, cmd, arg));
}

static inline long
spx_sys_execve(const char *path, char *const argv[], char *const envp[])
{
	return (spx_sys3(SYS_execve, (long)path, (long)argv, (long)envp));
}

#endif /* SPX_SYS_LINUX_H */
