/* SPDX-License-Identifier: BSD-2-Clause */
/* A part of os/posix/sys.h: files, directories and descriptors; the exec. */
#ifndef SPX_SYS_FILES_POSIX_H
#define SPX_SYS_FILES_POSIX_H

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

#if SPX_HAVE_PIPE2
/* Close-on-exec; with other flags besides, or 0. */
static inline long
spx_sys_pipe(int fds[2], int flags)
{
	const int saved = errno;

	return (spx_answer(saved, pipe2(fds, O_CLOEXEC | flags)));
}
#else
/*
 * A program that another thread starts meanwhile may inherit both.  On macOS
 * any fcntl() is a cancellation point.
 */
static inline long
spx_sys_pipe(int fds[2], int flags)
{
	const int saved = errno, cancel = spx_disable_cancel();
	long rc = spx_answer(saved, pipe(fds));
	int i;

	for (i = 0; rc >= 0 && i < 2; i++)
		if (spx_sys_fcntl(fds[i], F_SETFD, FD_CLOEXEC) < 0 ||
		    (flags != 0 && spx_sys_fcntl(fds[i], F_SETFL, flags) < 0))
			rc = -EBADF;
	spx_restore_cancel(cancel);
	return (rc);
}
#endif

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
 * would go on.  POSIX, posix_spawn() [ENOENT].  Asked afterwards: the kernel
 * has been able to read the path then.
 */
static inline long
spx_sys_execve(const char *path, char *const argv[], char *const envp[])
{
	const int saved = errno;
	const long rc = spx_answer(saved, execve(path, argv, envp));

	return (rc == -EACCES && path[0] == '\0' ? -ENOENT : rc);
}

#endif /* SPX_SYS_FILES_POSIX_H */
