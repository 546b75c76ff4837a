/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux's half of sys.h.
 */
#ifndef SPX_SYS_LINUX_H
#define SPX_SYS_LINUX_H

#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/vfs.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi_linux.h"
#include "syscall.h"

/* Whether a system call may write to errno. */
#ifndef SPX_SYSCALL_SETS_ERRNO
#define SPX_SYSCALL_SETS_ERRNO 0
#endif

/* For headers older than it. */
#ifndef SYS_close_range
#define SYS_close_range (SPX_NR_BASE + 436)
#endif

/* From <linux/sched.h>, which not every libc's include path has. */
#define SPX_CLONE_FILES 0x00000400

/* Since Linux 5.9 and 5.11; headers older than that lack them. */
#define SPX_CLOSE_RANGE_UNSHARE 2
#define SPX_CLOSE_RANGE_CLOEXEC 4

/* The kernel's names for the calls with 32-bit IDs and 64-bit offsets. */
#ifdef SYS_setresuid32
#define SPX_SYS_getresuid SYS_getresuid32
#define SPX_SYS_getresgid SYS_getresgid32
#define SPX_SYS_setresuid SYS_setresuid32
#define SPX_SYS_setresgid SYS_setresgid32
#define SPX_SYS_fcntl     SYS_fcntl64
#else
#define SPX_SYS_getresuid SYS_getresuid
#define SPX_SYS_getresgid SYS_getresgid
#define SPX_SYS_setresuid SYS_setresuid
#define SPX_SYS_setresgid SYS_setresgid
#define SPX_SYS_fcntl     SYS_fcntl
#endif

/*
 * In the kernel's ABI a 64-bit off_t is asked for; a 64-bit kernel asks for it
 * itself, and libc's value may be of no use there.
 */
#if UINTPTR_MAX == UINT32_MAX
#define SPX_O_LARGEFILE O_LARGEFILE
#else
#define SPX_O_LARGEFILE 0
#endif

#define SPX_LIMIT_NONE   UINT64_MAX /* RLIM_INFINITY, as the kernel has it */
#define SPX_SIGSET_SIZE  (SPX_NSIG / 8)
#define SPX_GROUPS_MAX   65536       /* since 2.6.4; musl's NGROUPS_MAX is 32 */
#define SPX_GROUPS_AGAIN false       /* FreeBSD has a use for it */
typedef unsigned long spx_sigword_t; /* what the kernel's set is made of */

/* glibc and musl set the mask last, after the file actions. */
#define SPX_MASK_FIRST false

/* The kernel has written a pidfd before the child runs. */
#define SPX_HANDLE_FIRST true

/* As FreeBSD's are. */
#define SPX_HANDLE_ORPHANS(flags) false

#define SPX_FLAG_NOASLR           0 /* FreeBSD has one */

/* Whose limit it may be that clone() gives EAGAIN for. */
#define SPX_WHOSE_LIMIT "the user's, the control group's or the system's"

static inline long
spx_sys4(long nr, long a, long b, long c, long d)
{
	return (spx_syscall5(nr, a, b, c, d, 0));
}

#include "os/numbered.h"

/* From <linux/sched.h>: its children begin as ordinary ones. */
#define SPX_RESET_ON_FORK 0x40000000

/* SCHED_DEADLINE has parameters that sched_setscheduler() can't take. */
static inline bool
spx_sys_is_policy(int policy)
{
	switch (policy & ~SPX_RESET_ON_FORK) {
	case SCHED_OTHER:
	case SCHED_FIFO:
	case SCHED_RR:
	case SCHED_BATCH:
	case SCHED_IDLE:
		return (true);
	default:
		return (false);
	}
}

/*
 * The real IDs, or -errno.  Not by getuid() and getgid(): an ID that they
 * return can't be told from an error on 32-bit CPUs, and from what a sandbox
 * answers: -EPERM is (uid_t)-1, which setresuid() takes for "leave it".
 */
static inline int64_t
spx_sys_getuid(void)
{
	uid_t ids[3];
	long rc = spx_sys3(
	    SPX_SYS_getresuid, (long)&ids[0], (long)&ids[1], (long)&ids[2]);

	return (rc < 0 ? rc : (int64_t)ids[0]);
}

static inline int64_t
spx_sys_getgid(void)
{
	gid_t ids[3];
	long rc = spx_sys3(
	    SPX_SYS_getresgid, (long)&ids[0], (long)&ids[1], (long)&ids[2]);

	return (rc < 0 ? rc : (int64_t)ids[0]);
}

static inline long
spx_sys_seteuid(long uid)
{
	return (spx_sys3(SPX_SYS_setresuid, -1, uid, -1));
}

static inline long
spx_sys_setegid(long gid)
{
	return (spx_sys3(SPX_SYS_setresgid, -1, gid, -1));
}

static inline long
spx_sys_getpgrp(void)
{
	return (spx_sys1(SYS_getpgid, 0));
}

static inline long
spx_sys_close_range(unsigned from, unsigned to, unsigned flags)
{
	return (spx_sys3(SYS_close_range, from, to, flags));
}

/*
 * From a number up.  No descriptor is above INT32_MAX, and to gVisor, which
 * takes the numbers as signed, ~0U is below all of them.
 */
static inline long
spx_sys_close_range_from(unsigned from, unsigned flags)
{
	return (spx_sys_close_range(
	    from, from > INT32_MAX ? ~0U : INT32_MAX, flags));
}

/* The kernel copies tables by this many; a bound that is no multiple of it has
 * been a kernel's bug (before Linux 5.17). */
#define SPX_TABLE_WORD 64u

/*
 * A table of its own with the descriptors below a number only, which is a
 * multiple of SPX_TABLE_WORD or SPX_KEEP_ALL.  Where a filter has the one call
 * refused, the other one makes a copy of all, which is the same for those that
 * are to be closed all the same.
 */
static inline long
spx_sys_unshare_below(unsigned number)
{
	long rc = spx_sys_close_range_from(number, SPX_CLOSE_RANGE_UNSHARE);

	return (rc < 0 ? spx_sys1(SYS_unshare, SPX_CLONE_FILES) : rc);
}

/* Whether the first of the two is available; it has nothing to do here. */
static inline bool
spx_sys_can_unshare(void)
{
	return (spx_sys_close_range(1, 0, SPX_CLOSE_RANGE_UNSHARE) == -EINVAL);
}

static inline long
spx_sys_open(const char *path, int oflag, mode_t mode)
{
	return (spx_sys4(SYS_openat, AT_FDCWD, (long)path,
	    oflag | SPX_O_LARGEFILE, (long)mode));
}

/*
 * On procfs, and not on what somebody has put in its place.  f_type is the
 * first member of every struct statfs of the kernel's.
 */
#define SPX_PROC_SUPER_MAGIC 0x9fa0

static inline bool
spx_sys_is_proc(int fd)
{
	union {
		__typeof__(((struct statfs *)NULL)->f_type) type;
		uint64_t room[32];
	} fs = { 0 };

	return (spx_sys2(SYS_fstatfs, fd, (long)&fs) == 0 &&
		fs.type == SPX_PROC_SUPER_MAGIC);
}

/* dup2(), and O_CLOEXEC or 0 for the new descriptor; they must differ. */
static inline long
spx_sys_dup3(int fd, int newfd, int flags)
{
	return (spx_sys3(SYS_dup3, fd, newfd, flags));
}

/* The soft limit of descriptors. */
static inline long
spx_sys_descriptor_limit(uint64_t *out)
{
	uint64_t limit[2];
	long rc;

	rc = spx_sys4(SYS_prlimit64, 0, RLIMIT_NOFILE, 0, (long)limit);
	if (rc == 0)
		*out = limit[0];
	return (rc);
}

/* The errors after which a search along PATH goes on: glibc's. */
static inline bool
spx_sys_is_elsewhere(int error)
{
	switch (error) {
	case EACCES:
	case ENOENT:
	case ENOTDIR:
	case ENODEV:
	case ESTALE:
	case ETIMEDOUT:
		return (true);
	default:
		return (false);
	}
}

/*
 * Where a filter refuses both, the child must end all the same: its parent may
 * wait for that in the kernel.  What it does then is no call, and not a trap of
 * the compiler's, which is a call of abort() on some CPUs.
 */
static inline _Noreturn void
spx_sys_exit(int status)
{
	volatile char *nowhere = NULL;

	(void)spx_sys1(SYS_exit_group, status);
	(void)spx_sys1(SYS_exit, status);
	for (;;) {
		__asm__ volatile("" : "+r"(nowhere));
		*nowhere = 0;
	}
}

#include "os/alike.h"
#include "os/linux/sys_signals.h"
#include "os/linux/sys_wait.h"
#include "os/raw.h"

#endif /* SPX_SYS_LINUX_H */
