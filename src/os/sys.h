/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's calls, without the C library: no errno, no cancellation point,
 * no wrapper that a threading library has replaced.  Safe in the child.  They
 * return 0 or more, or -errno.
 *
 * The build names the header of the system that it is for; each of them
 * defines the same functions, besides those that are the same everywhere, and
 * src/child/main.c knows no other.
 */
#ifndef SPX_SYS_H
#define SPX_SYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

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

static inline void
spx_sigset_join(spx_sigset_t *set, const spx_sigset_t *other)
{
	size_t i;

	for (i = 0; i < sizeof(set->ss_words) / sizeof(set->ss_words[0]); i++)
		set->ss_words[i] |= other->ss_words[i];
}

/*
 * EINTR: none of the calls below that loop has it of its own, but a seccomp
 * supervisor that is asked about one lets a signal interrupt that, and then the
 * call was not made.
 */

static inline long
spx_sys_sigmask(int how, const spx_sigset_t *set, spx_sigset_t *old)
{
	long rc;

	do
		rc = spx_sys_sigmask_raw(how, set, old);
	while (rc == -EINTR);
	return (rc);
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
spx_sys_setnice(int value)
{
	return (spx_sys3(SYS_setpriority, PRIO_PROCESS, 0, value));
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

/* The terminal's foreground group, or -errno. */
static inline long
spx_sys_tcgetpgrp(int fd)
{
	int pgroup = 0;
	const long rc = spx_sys3(SYS_ioctl, fd, (long)TIOCGPGRP, (long)&pgroup);

	return (rc < 0 ? rc : pgroup);
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

/* Whether the path exists, links followed: 0, or -errno. */
static inline long
spx_sys_access(const char *path)
{
	return (spx_sys3(SYS_faccessat, AT_FDCWD, (long)path, 0));
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

/*
 * Of the library's own descriptors, which no close() interrupts after the
 * fact, and in a table that no other thread has.
 */
static inline long
spx_sys_close(int fd)
{
	long rc;

	do
		rc = spx_sys1(SYS_close, fd);
	while (rc == -EINTR);
	return (rc);
}

static inline long
spx_sys_fcntl(int fd, int cmd, long arg)
{
	return (spx_sys3(SPX_SYS_fcntl, fd, cmd, arg));
}

/* Close-on-exec; with other flags besides, or 0. */
static inline long
spx_sys_pipe(int fds[2], int flags)
{
	long rc;

	do
		rc = spx_sys2(SYS_pipe2, (long)fds, O_CLOEXEC | flags);
	while (rc == -EINTR);
	return (rc);
}

/*
 * A record lock on the whole of what the descriptor stands for.  It belongs to
 * this process, not to its children, and ends when this process closes any
 * descriptor of it, as by an exec.  Where the system has none: an error.
 */
static inline long
spx_sys_lock(int fd, int cmd, short type)
{
	const struct flock lock = { .l_type = type, .l_whence = SEEK_SET };
	long rc;

	do
		rc = spx_sys_fcntl(fd, cmd, (long)&lock);
	while (rc == -EINTR);
	return (rc);
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

#endif /* SPX_SYS_H */
