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

#define SPX_LIMIT_NONE   ((uint64_t)RLIM_INFINITY)
#define SPX_GROUPS_MAX   65536 /* the child asks the system */
#define SPX_GROUPS_AGAIN false

/* Last of the attributes, after the file actions. */
#define SPX_MASK_FIRST false

/* There are no handles. */
#define SPX_HANDLE_FIRST false

#define SPX_FLAG_NOASLR  0

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

/*
 * Signals that the library keeps to itself are EINVAL: nobody has a handler for
 * one that there is, and none arrives unless the library sends it.
 */
static inline long
spx_sys_disposition(int sig, const struct sigaction *act, struct sigaction *old)
{
	const int saved = errno;
	const long rc = spx_answer(saved, sigaction(sig, act, old));

	if (rc != -EINVAL)
		return (rc);
	if (old != NULL)
		old->sa_handler = SIG_DFL;
	return (0);
}

/* 1 for a handler of the caller's, 0 for SIG_DFL and SIG_IGN; or -errno. */
static inline long
spx_sys_is_caught(int sig)
{
	struct sigaction old;
	const long rc = spx_sys_disposition(sig, NULL, &old);

	if (rc < 0)
		return (rc);
	return (old.sa_handler != SIG_DFL && old.sa_handler != SIG_IGN);
}

/* 1 if the signal was ignored before, 0 if it was not; or -errno. */
static inline long
spx_sys_default(int sig)
{
	const struct sigaction dfl = { .sa_handler = SIG_DFL };
	struct sigaction old;
	const long rc = spx_sys_disposition(sig, &dfl, &old);

	return (rc < 0 ? rc : old.sa_handler == SIG_IGN);
}

static inline long
spx_sys_ignore(int sig)
{
	const struct sigaction ign = { .sa_handler = SIG_IGN };
	const int saved = errno;

	return (spx_answer(saved, sigaction(sig, &ign, NULL)));
}

/* Of these, to set the default discards those that are pending. */
static inline bool
spx_sys_default_discards(int sig)
{
	switch (sig) {
	case SIGCHLD:
	case SIGCONT:
	case SIGURG:
#ifdef SIGWINCH
	case SIGWINCH:
#endif
#ifdef SIGINFO
	case SIGINFO:
#endif
#if defined(SIGIO) && !defined(__linux__)
	case SIGIO:
#endif
		return (true);
	default:
		return (false);
	}
}

/* A spx_sigset_t is the first bits of a sigset_t. */
static inline long
spx_sys_sigmask_raw(int how, const void *set, void *old)
{
	sigset_t now, before;

	if (set != NULL) {
		memset(&now, 0, sizeof(now));
		memcpy(&now, set, SPX_NSIG / 8);
	}
	if (pthread_sigmask(how, set != NULL ? &now : NULL, &before) != 0)
		return (-EINVAL);
	if (old != NULL)
		memcpy(old, &before, SPX_NSIG / 8);
	return (0);
}

static inline bool
spx_sys_is_policy(int policy)
{
#ifdef SCHED_RESET_ON_FORK
	policy &= ~SCHED_RESET_ON_FORK; /* Linux, with any of them */
#endif
	switch (policy) {
	case SCHED_OTHER:
	case SCHED_FIFO:
	case SCHED_RR:
#ifdef SCHED_BATCH
	case SCHED_BATCH:
#endif
#ifdef SCHED_IDLE
	case SCHED_IDLE:
#endif
		return (true);
	default:
		return (false);
	}
}

static inline long
spx_sys_setscheduler(int policy, int priority)
{
#if SPX_HAVE_SCHED_SETSCHEDULER
	const struct sched_param param = { .sched_priority = priority };
	const int saved = errno;

	return (spx_answer(saved, sched_setscheduler(0, policy, &param)));
#else
	(void)policy;
	(void)priority;
	return (-ENOTSUP);
#endif
}

static inline long
spx_sys_setschedparam(int priority)
{
#if SPX_HAVE_SCHED_SETSCHEDULER
	const struct sched_param param = { .sched_priority = priority };
	const int saved = errno;

	return (spx_answer(saved, sched_setparam(0, &param)));
#else
	(void)priority;
	return (-ENOTSUP);
#endif
}

static inline long
spx_sys_getpid(void)
{
	return (getpid());
}

static inline long
spx_sys_getppid(void)
{
	return (getppid());
}

static inline long
spx_sys_getpgrp(void)
{
	return (getpgrp());
}

static inline long
spx_sys_setnice(int value)
{
	const int saved = errno;

	return (spx_answer(saved, setpriority(PRIO_PROCESS, 0, value)));
}

static inline long
spx_sys_setsid(void)
{
	const int saved = errno;

	return (spx_answer(saved, setsid()));
}

static inline long
spx_sys_setpgid(pid_t pid, pid_t pgroup)
{
	const int saved = errno;

	return (spx_answer(saved, setpgid(pid, pgroup)));
}

static inline long
spx_sys_tcsetpgrp(int fd, int pgroup)
{
	const int saved = errno;

	return (spx_answer(saved, tcsetpgrp(fd, pgroup)));
}

/* The terminal's foreground group, or -errno. */
static inline long
spx_sys_tcgetpgrp(int fd)
{
	const int saved = errno;

	return (spx_answer(saved, tcgetpgrp(fd)));
}

/* Of a session leader without one; can.c, where the system has no such call. */
static inline long
spx_sys_setctty(int fd)
{
#ifdef TIOCSCTTY
	const int saved = errno;

	return (spx_answer(saved, ioctl(fd, TIOCSCTTY, 0)));
#else
	(void)fd;
	return (-ENOTSUP);
#endif
}

static inline long
spx_sys_umask(mode_t mask)
{
	return ((long)umask(mask));
}

/* Whether the path exists, links followed: 0, or -errno. */
static inline long
spx_sys_access(const char *path)
{
	const int saved = errno;

	return (spx_answer(saved, access(path, F_OK)));
}

static inline long
spx_sys_chroot(const char *path)
{
	const int saved = errno;

	return (spx_answer(saved, chroot(path)));
}

static inline long
spx_sys_chdir(const char *path)
{
	const int saved = errno;

	return (spx_answer(saved, chdir(path)));
}

static inline long
spx_sys_fchdir(int fd)
{
	const int saved = errno;

	return (spx_answer(saved, fchdir(fd)));
}

static inline long
spx_sys_open(const char *path, int oflag, mode_t mode)
{
	const int saved = errno;

	return (spx_answer(saved, open(path, oflag, mode)));
}

static inline long
spx_sys_close(int fd)
{
	const int saved = errno, cancel = spx_disable_cancel();
	const long rc = spx_answer(saved, close(fd));

	spx_restore_cancel(cancel);
	return (rc);
}

static inline long
spx_sys_fcntl(int fd, int cmd, long arg)
{
	const int saved = errno;

	return (spx_answer(saved, fcntl(fd, cmd, arg)));
}

/* dup2(), and O_CLOEXEC or 0 for the new descriptor; they must differ. */
static inline long
spx_sys_dup3(int fd, int newfd, int flags)
{
	const int saved = errno;
	long rc;

	do
		rc = spx_answer(saved, dup2(fd, newfd));
	while (rc == -EINTR);
	if (rc >= 0 && flags != 0 &&
	    spx_sys_fcntl(newfd, F_SETFD, FD_CLOEXEC) < 0)
		rc = -EBADF;
	return (rc);
}

/* Close-on-exec; with other flags besides, or 0. */
static inline long
spx_sys_pipe(int fds[2], int flags)
{
	const int saved = errno;
#if SPX_HAVE_PIPE2
	return (spx_answer(saved, pipe2(fds, O_CLOEXEC | flags)));
#else
	long rc = spx_answer(saved, pipe(fds));
	int i;

	/* A program that another thread starts meanwhile may inherit both. */
	for (i = 0; rc >= 0 && i < 2; i++)
		if (spx_sys_fcntl(fds[i], F_SETFD, FD_CLOEXEC) < 0 ||
		    (flags != 0 && spx_sys_fcntl(fds[i], F_SETFL, flags) < 0))
			rc = -EBADF;
	return (rc);
#endif
}

static inline long
spx_sys_read(int fd, void *buf, size_t size)
{
	const int saved = errno;

	return (spx_answer(saved, read(fd, buf, size)));
}

static inline long
spx_sys_write(int fd, const void *buf, size_t size)
{
	const int saved = errno;

	return (spx_answer(saved, write(fd, buf, size)));
}

/*
 * NetBSD's kernel puts the working directory before a path without a slash in
 * front, so that an empty one is that directory: EACCES, after which a search
 * would go on.  POSIX, posix_spawn() [ENOENT].  Asked afterwards: the kernel has
 * been able to read the path then.
 */
static inline long
spx_sys_execve(const char *path, char *const argv[], char *const envp[])
{
	const int saved = errno;
	const long rc = spx_answer(saved, execve(path, argv, envp));

	return (rc == -EACCES && path[0] == '\0' ? -ENOENT : rc);
}

/* These can't fail. */
static inline int64_t
spx_sys_getuid(void)
{
	return (getuid());
}

static inline int64_t
spx_sys_getgid(void)
{
	return (getgid());
}

static inline long
spx_sys_seteuid(long uid)
{
	const int saved = errno;

	return (spx_answer(saved, seteuid((uid_t)uid)));
}

static inline long
spx_sys_setegid(long gid)
{
	const int saved = errno;

	return (spx_answer(saved, setegid((gid_t)gid)));
}

/* Real and effective; the exec makes the saved one the same; -1 for neither. */
static inline long
spx_sys_setuids(uid_t uid)
{
	const int saved = errno;

	return (spx_answer(saved, setreuid(uid, uid)));
}

static inline long
spx_sys_setgids(gid_t gid)
{
	const int saved = errno;

	return (spx_answer(saved, setregid(gid, gid)));
}

/* The library can't; no launcher asks for it here. */
static inline long
spx_sys_unshare_below(unsigned number)
{
	(void)number;
	return (-ENOSYS);
}

/* Reaps the child once it has ended; its status is not wanted. */
static inline long
spx_sys_reap(pid_t pid, int handle)
{
	const int saved = errno, cancel = spx_disable_cancel();
	long rc;

	(void)handle;
	do
		rc = spx_answer(saved, waitpid(pid, NULL, 0));
	while (rc == -EINTR);
	spx_restore_cancel(cancel);
	return (rc);
}

static inline bool
spx_sys_is_handle(int fd)
{
	(void)fd;
	return (false);
}

/* Whether the child has ended, or is gone; it is not reaped. */
static inline bool
spx_sys_has_ended(pid_t pid)
{
	const int saved = errno;
#if SPX_HAVE_WAITID
	siginfo_t info;
	long rc;

	memset(&info, 0, sizeof(info));
	rc = spx_answer(saved,
	    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT));
	return (rc == -ECHILD || (rc == 0 && info.si_pid == pid));
#else
	/* A zombie is there: the pipe's end, or a caller, has to tell. */
	return (spx_answer(saved, kill(pid, 0)) == -ESRCH);
#endif
}

/* A record lock says so where pipes have them; see os/launch.c. */
static inline bool
spx_sys_has_execed(pid_t pid)
{
	(void)pid;
	return (false);
}

static inline long
spx_sys_kill(pid_t pid, int sig)
{
	const int saved = errno;

	return (spx_answer(saved, kill(pid, sig)));
}

/* There are no handles. */
static inline long
spx_sys_kill_handle(int handle, pid_t pid, int sig)
{
	(void)handle;
	return (spx_sys_kill(pid, sig));
}

/* Until the descriptor can be read, or some time has passed. */
static inline void
spx_sys_await(int fd)
{
	struct pollfd what = { .fd = fd, .events = POLLIN };
	const int saved = errno;

	(void)spx_answer(saved, poll(&what, 1, 200));
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

#endif /* SPX_SYS_POSIX_H */
