/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The host's names for what the library does: the whole family, or objects
 * filled here would be read by the host's libc.  They carry no symbol
 * version, so that references of any version bind to them.  A function that
 * fails is not remembered in the object: see object/plain.h.
 *
 * One object of its own: a static program that uses spawnx_* names only keeps
 * its libc's posix_spawn().
 */
#include "object/plain.h"

/* Those that the header may lack. */
SPX_PUBLIC int posix_spawn_file_actions_addchdir(
    posix_spawn_file_actions_t *fa, const char *path);
SPX_PUBLIC int posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *fa, const char *path);
SPX_PUBLIC int posix_spawn_file_actions_addfchdir(
    posix_spawn_file_actions_t *fa, int fd);
SPX_PUBLIC int posix_spawn_file_actions_addfchdir_np(
    posix_spawn_file_actions_t *fa, int fd);
SPX_PUBLIC int posix_spawn_file_actions_addclosefrom_np(
    posix_spawn_file_actions_t *fa, int from);
SPX_PUBLIC int posix_spawn_file_actions_addtcsetpgrp_np(
    posix_spawn_file_actions_t *fa, int fd);
SPX_PUBLIC int posix_spawn_file_actions_addinherit_np(
    posix_spawn_file_actions_t *fa, int fd);
SPX_PUBLIC int posix_spawnattr_getschedparam(
    const posix_spawnattr_t *at, struct sched_param *param);
SPX_PUBLIC int posix_spawnattr_getschedpolicy(
    const posix_spawnattr_t *at, int *policy);
SPX_PUBLIC int posix_spawnattr_setschedparam(
    posix_spawnattr_t *at, const struct sched_param *param);
SPX_PUBLIC int posix_spawnattr_setschedpolicy(
    posix_spawnattr_t *at, int policy);

SPX_PUBLIC int
posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	return (spawnx_spawn(pid, path, fa, at, argv, envp));
}

SPX_PUBLIC int
posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	return (spawnx_spawnp(pid, file, fa, at, argv, envp));
}

SPX_PUBLIC int
posix_spawn_file_actions_init(posix_spawn_file_actions_t *fa)
{
	return (spawnx_file_actions_init(fa));
}

SPX_PUBLIC int
posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *fa)
{
	return (spawnx_file_actions_destroy(fa));
}

SPX_PUBLIC int
posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *fa, int fd,
    const char *path, int oflag, mode_t mode)
{
	return (spx_fa_addopen(fa, fd, path, oflag, mode));
}

SPX_PUBLIC int
posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_fa_addclose(fa, fd));
}

SPX_PUBLIC int
posix_spawn_file_actions_adddup2(
    posix_spawn_file_actions_t *fa, int fd, int newfd)
{
	return (spx_fa_adddup2(fa, fd, newfd));
}

SPX_PUBLIC int
posix_spawn_file_actions_addchdir(
    posix_spawn_file_actions_t *fa, const char *path)
{
	return (spx_fa_addchdir(fa, path));
}

SPX_PUBLIC int
posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *fa, const char *path)
{
	return (spx_fa_addchdir(fa, path));
}

SPX_PUBLIC int
posix_spawn_file_actions_addfchdir(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_fa_addfchdir(fa, fd));
}

SPX_PUBLIC int
posix_spawn_file_actions_addfchdir_np(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_fa_addfchdir(fa, fd));
}

SPX_PUBLIC int
posix_spawn_file_actions_addclosefrom_np(
    posix_spawn_file_actions_t *fa, int from)
{
	return (spx_fa_addclosefrom(fa, from));
}

SPX_PUBLIC int
posix_spawn_file_actions_addtcsetpgrp_np(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_fa_addtcsetpgrp(fa, fd));
}

SPX_PUBLIC int
posix_spawn_file_actions_addinherit_np(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_fa_addinherit(fa, fd));
}

SPX_PUBLIC int
posix_spawnattr_init(posix_spawnattr_t *at)
{
	return (spawnx_attr_init(at));
}

SPX_PUBLIC int
posix_spawnattr_destroy(posix_spawnattr_t *at)
{
	return (spawnx_attr_destroy(at));
}

SPX_PUBLIC int
posix_spawnattr_getflags(const posix_spawnattr_t *at, short *flags)
{
	return (spawnx_attr_getflags(at, flags));
}

SPX_PUBLIC int
posix_spawnattr_setflags(posix_spawnattr_t *at, short flags)
{
	return (spx_at_setflags(at, flags));
}

SPX_PUBLIC int
posix_spawnattr_getpgroup(const posix_spawnattr_t *at, pid_t *pgroup)
{
	return (spawnx_attr_getpgroup(at, pgroup));
}

SPX_PUBLIC int
posix_spawnattr_setpgroup(posix_spawnattr_t *at, pid_t pgroup)
{
	return (spx_at_setpgroup(at, pgroup));
}

SPX_PUBLIC int
posix_spawnattr_getsigdefault(const posix_spawnattr_t *at, sigset_t *set)
{
	return (spawnx_attr_getsigdefault(at, set));
}

SPX_PUBLIC int
posix_spawnattr_setsigdefault(posix_spawnattr_t *at, const sigset_t *set)
{
	return (spx_at_setsigdefault(at, set));
}

SPX_PUBLIC int
posix_spawnattr_getsigmask(const posix_spawnattr_t *at, sigset_t *set)
{
	return (spawnx_attr_getsigmask(at, set));
}

SPX_PUBLIC int
posix_spawnattr_setsigmask(posix_spawnattr_t *at, const sigset_t *set)
{
	return (spx_at_setsigmask(at, set));
}

SPX_PUBLIC int
posix_spawnattr_getschedpolicy(const posix_spawnattr_t *at, int *policy)
{
	return (spawnx_attr_getschedpolicy(at, policy));
}

SPX_PUBLIC int
posix_spawnattr_setschedpolicy(posix_spawnattr_t *at, int policy)
{
	return (spx_at_setschedpolicy(at, policy));
}

SPX_PUBLIC int
posix_spawnattr_getschedparam(
    const posix_spawnattr_t *at, struct sched_param *param)
{
	return (spawnx_attr_getschedparam(at, param));
}

SPX_PUBLIC int
posix_spawnattr_setschedparam(
    posix_spawnattr_t *at, const struct sched_param *param)
{
	return (spx_at_setschedparam(at, param));
}
