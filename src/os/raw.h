/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The calls that all systems have, by the same name and arguments, made
 * without the C library.  Included by the sys.h of systems whose numbers of
 * system calls are part of their ABI.
 */
#ifndef SPX_RAW_H
#define SPX_RAW_H

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

#endif /* SPX_RAW_H */
