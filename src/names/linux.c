/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The names of the family that only Linux has; see posix.c.  They answer
 * as glibc 2.39 does where our own names answer in another way.
 */
#include <sys/syscall.h>
#include <sys/wait.h>

#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "object/object.h"
#include SPX_HOST_H

/* glibc 2.39's pidfd_spawn() and related functions, if the header has none. */
SPX_PUBLIC int pidfd_spawn(int *pidfd, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[]);
SPX_PUBLIC int pidfd_spawnp(int *pidfd, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[]);
SPX_PUBLIC int posix_spawnattr_getcgroup_np(
    const posix_spawnattr_t *at, int *fd);
SPX_PUBLIC int posix_spawnattr_setcgroup_np(posix_spawnattr_t *at, int fd);

#define SPX_P_PIDFD 3 /* of waitid(), since Linux 5.4 */

/*
 * Where there are no pidfds, ENOSYS is what programs look for to go another
 * way.  ENOTSUP may be the attributes' doing, or a file system's.  By libc:
 * system calls of our own are in the core, on a CPU without a syscall.h.
 */
static bool
has_pidfds(void)
{
	const int saved = errno;
	const bool has = syscall(SYS_waitid, SPX_P_PIDFD, INT_MAX, NULL,
			     WEXITED | WNOHANG, NULL) == -1 &&
			 errno == EBADF;

	errno = saved;
	return (has);
}

static int
answer(int rc)
{
	return (rc == ENOTSUP && !has_pidfds() ? ENOSYS : rc);
}

/*
 * glibc 2.39 declares pidfd_spawnp() with a nonnull first argument, and gcc 14
 * takes a plain comparison out, in spite of -fno-delete-null-pointer-checks.
 */
static bool
is_null(const void *p)
{
	__asm__("" : "+r"(p));
	return (p == NULL);
}

/* NULL: the process is wanted, and no descriptor. */
SPX_PUBLIC int
pidfd_spawn(int *pidfd, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	if (is_null(pidfd))
		return (spawnx_spawn(NULL, path, fa, at, argv, envp));
	return (
	    answer(spawnx_spawn_handle(pidfd, NULL, path, fa, at, argv, envp)));
}

SPX_PUBLIC int
pidfd_spawnp(int *pidfd, const char *file, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	if (is_null(pidfd))
		return (spawnx_spawnp(NULL, file, fa, at, argv, envp));
	return (answer(
	    spawnx_spawnp_handle(pidfd, NULL, file, fa, at, argv, envp)));
}

SPX_PUBLIC int
posix_spawnattr_getcgroup_np(const posix_spawnattr_t *at, int *fd)
{
	return (spawnx_attr_getcgroup(at, fd));
}

/* Any number, as -1 for none any more: it is the spawn that refuses it. */
SPX_PUBLIC int
posix_spawnattr_setcgroup_np(posix_spawnattr_t *at, int fd)
{
	struct spx_ext *ext;

	if (spx_ext_of(at, &ext) < 0)
		return (EINVAL);
	return (-spx_host_set_cgroup(at, fd));
}
