/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The names of the family that only Linux has; see posix_names.c.
 */
#include "spx.h"

/* pidfd_spawn() of glibc 2.39 and its kin, where the header lacks them. */
SPX_PUBLIC int pidfd_spawn(int *pidfd, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[]);
SPX_PUBLIC int pidfd_spawnp(int *pidfd, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[]);
SPX_PUBLIC int posix_spawnattr_getcgroup_np(
    const posix_spawnattr_t *at, int *fd);
SPX_PUBLIC int posix_spawnattr_setcgroup_np(posix_spawnattr_t *at, int fd);

SPX_PUBLIC int
pidfd_spawn(int *pidfd, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	return (spawnx_spawn_handle(pidfd, NULL, path, fa, at, argv, envp));
}

SPX_PUBLIC int
pidfd_spawnp(int *pidfd, const char *file, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	return (spawnx_spawnp_handle(pidfd, NULL, file, fa, at, argv, envp));
}

SPX_PUBLIC int
posix_spawnattr_getcgroup_np(const posix_spawnattr_t *at, int *fd)
{
	return (spawnx_attr_getcgroup(at, fd));
}

SPX_PUBLIC int
posix_spawnattr_setcgroup_np(posix_spawnattr_t *at, int fd)
{
	return (spawnx_attr_setcgroup(at, fd));
}
