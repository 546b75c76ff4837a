/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's calls, without the C library: no errno, no cancellation point,
 * no wrapper that a threading library has replaced.  Safe in the child.  They
 * return 0 or more, or -errno.
 *
 * The build names the header of the system that it is for; each of them
 * defines the same functions, besides those that are the same everywhere, and
 * src/child.c knows no other.
 */
#ifndef SPX_SYS_H
#define SPX_SYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include SPX_SYSTEM_H

/* A signal set as the kernel takes it. */
typedef struct {
	spx_sigword_t ss_words[SPX_NSIG / (8 * sizeof(spx_sigword_t))];
} spx_sigset_t;

#define SPX_SIGWORD_BITS (8 * (int)sizeof(spx_sigword_t))

/* A resource limit as the kernel takes it. */
struct spx_limit {
	uint64_t li_soft, li_hard;
};

static inline bool
spx_sigset_has(const spx_sigset_t *set, int sig)
{
	const spx_sigword_t word = set->ss_words[(sig - 1) / SPX_SIGWORD_BITS];

	return ((word >> (sig - 1) % SPX_SIGWORD_BITS & 1) != 0);
}

static inline void
spx_sigset_add(spx_sigset_t *set, int sig)
{
	set->ss_words[(sig - 1) / SPX_SIGWORD_BITS] |=
	    (spx_sigword_t)1 << (sig - 1) % SPX_SIGWORD_BITS;
}

static inline long
spx_sys_sigmask(int how, const spx_sigset_t *set, spx_sigset_t *old)
{
	return (spx_sys_sigmask_raw(how, set, old));
}

/* -- The calls that all systems have, by the same name and arguments -- */

static inline long
spx_sys_getpid(void)
{
	return (spx_sys0(SYS_getpid));
}

static inline long
spx_sys_getppid(void)
{
	return (spx_sys0(SYS_getppid));
}

static inline long
spx_sys_setscheduler(int policy, int priority)
{
	const struct sched_param param = { .sched_priority = priority };

	return (spx_sys3(SYS_sched_setscheduler, 0, policy, (long)&param));
}

static inline long
spx_sys_setschedparam(int priority)
{
	const struct sched_param param = { .sched_priority = priority };

	return (spx_sys2(SYS_sched_setparam, 0, (long)&param));
}

static inline long
spx_sys_setnice(int value)
{
	return (spx_sys3(SYS_setpriority, PRIO_PROCESS, 0, value));
}

/* Real, effective and saved; -1 leaves them as they are. */
static inline long
spx_sys_setuids(uid_t uid)
{
	const long id = uid == (uid_t)-1 ? -1 : (long)uid;

	return (spx_sys3(SPX_SYS_setresuid, id, id, id));
}

static inline long
spx_sys_setgids(gid_t gid)
{
	const long id = gid == (gid_t)-1 ? -1 : (long)gid;

	return (spx_sys3(SPX_SYS_setresgid, id, id, id));
}

static inline long
spx_sys_setsid(void)
{
	return (spx_sys0(SYS_setsid));
}

static inline long
spx_sys_setpgid(pid_t pid, pid_t pgroup)
{
	return (spx_sys2(SYS_setpgid, pid, pgroup));
}

static inline long
spx_sys_tcsetpgrp(int fd, int pgroup)
{
	return (spx_sys3(SYS_ioctl, fd, (long)TIOCSPGRP, (long)&pgroup));
}

/* Of a session leader without one; not if another session has the terminal. */
static inline long
spx_sys_setctty(int fd)
{
	return (spx_sys3(SYS_ioctl, fd, (long)TIOCSCTTY, 0));
}

static inline long
spx_sys_umask(mode_t mask)
{
	return (spx_sys1(SYS_umask, (long)mask));
}

static inline long
spx_sys_chroot(const char *path)
{
	return (spx_sys1(SYS_chroot, (long)path));
}

static inline long
spx_sys_chdir(const char *path)
{
	return (spx_sys1(SYS_chdir, (long)path));
}

static inline long
spx_sys_fchdir(int fd)
{
	return (spx_sys1(SYS_fchdir, fd));
}

static inline long
spx_sys_close(int fd)
{
	return (spx_sys1(SYS_close, fd));
}

static inline long
spx_sys_fcntl(int fd, int cmd, long arg)
{
	return (spx_sys3(SPX_SYS_fcntl, fd, cmd, arg));
}

static inline long
spx_sys_pipe(int fds[2])
{
	return (spx_sys2(SYS_pipe2, (long)fds, O_CLOEXEC));
}

static inline long
spx_sys_read(int fd, void *buf, size_t size)
{
	return (spx_sys3(SYS_read, fd, (long)buf, (long)size));
}

static inline long
spx_sys_write(int fd, const void *buf, size_t size)
{
	return (spx_sys3(SYS_write, fd, (long)buf, (long)size));
}

static inline long
spx_sys_execve(const char *path, char *const argv[], char *const envp[])
{
	return (spx_sys3(SYS_execve, (long)path, (long)argv, (long)envp));
}

/* Until the child has ended; its status is nobody's business. */
static inline long
spx_sys_reap(pid_t pid, int options)
{
	long rc;

	do
		rc = spx_sys4(SYS_wait4, pid, 0, options, 0);
	while (rc == -EINTR);
	return (rc);
}

#endif /* SPX_SYS_H */
