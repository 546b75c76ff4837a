/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For libraries and plug-ins: the host's names, in the source that includes
 * this, stand for ours.  Such code keeps the spelling of <spawn.h>, needs
 * libspawnx-core only, and changes no posix_spawn() of the program that loads
 * it.  Opt-in: <spawnx.h> includes nothing of this.
 *
 * Include it in every source that touches the objects: one that an unmapped
 * function fills is another implementation's (EINVAL).
 *
 * The names answer as those that they stand for (spawnx_spawn(3),
 * spawnx_attr(3)), not as the host's where these differ: a descriptor for a
 * process is ENOTSUP, not ENOSYS, where the kernel has none;
 * posix_spawnattr_setcgroup_np() takes no -1.
 */
#ifndef SPAWNX_POSIX_H
#define SPAWNX_POSIX_H

#include <spawnx.h>

/* Not functions' macros: their addresses are taken as well. */
#define posix_spawn                           spawnx_spawn
#define posix_spawnp                          spawnx_spawnp

#define posix_spawn_file_actions_init         spawnx_file_actions_init
#define posix_spawn_file_actions_destroy      spawnx_file_actions_destroy
#define posix_spawn_file_actions_addopen      spawnx_file_actions_addopen
#define posix_spawn_file_actions_addclose     spawnx_file_actions_addclose
#define posix_spawn_file_actions_adddup2      spawnx_file_actions_adddup2
#define posix_spawn_file_actions_addchdir     spawnx_file_actions_addchdir
#define posix_spawn_file_actions_addchdir_np  spawnx_file_actions_addchdir
#define posix_spawn_file_actions_addfchdir    spawnx_file_actions_addfchdir
#define posix_spawn_file_actions_addfchdir_np spawnx_file_actions_addfchdir
#define posix_spawn_file_actions_addclosefrom_np \
	spawnx_file_actions_addclosefrom
#define posix_spawn_file_actions_addtcsetpgrp_np \
	spawnx_file_actions_addtcsetpgrp
#define posix_spawn_file_actions_addinherit_np spawnx_file_actions_addinherit

#define posix_spawnattr_init                   spawnx_attr_init
#define posix_spawnattr_destroy                spawnx_attr_destroy
#define posix_spawnattr_getflags               spawnx_attr_getflags
#define posix_spawnattr_setflags               spawnx_attr_setflags
#define posix_spawnattr_getpgroup              spawnx_attr_getpgroup
#define posix_spawnattr_setpgroup              spawnx_posix_setpgroup
#define posix_spawnattr_getsigdefault          spawnx_attr_getsigdefault
#define posix_spawnattr_setsigdefault          spawnx_posix_setsigdefault
#define posix_spawnattr_getsigmask             spawnx_attr_getsigmask
#define posix_spawnattr_setsigmask             spawnx_posix_setsigmask
#define posix_spawnattr_getschedpolicy         spawnx_attr_getschedpolicy
#define posix_spawnattr_setschedpolicy         spawnx_posix_setschedpolicy
#define posix_spawnattr_getschedparam          spawnx_attr_getschedparam
#define posix_spawnattr_setschedparam          spawnx_posix_setschedparam

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Ours apply when they are set; POSIX's once their flag is set as well.  Whether
 * the attribute may fail does not change.
 */
#define SPAWNX_POSIX_SETTER(name, type, attribute)                        \
	static inline int spawnx_posix_set##name(                         \
	    posix_spawnattr_t *attr, type value)                          \
	{                                                                 \
		int on = 0, rc = spawnx_attr_set##name(attr, value);      \
                                                                          \
		(void)spawnx_attr_getoptional(attr, attribute, &on);      \
		if (rc == 0)                                              \
			rc = spawnx_attr_unset(attr, attribute);          \
		if (rc == 0 && on)                                        \
			rc = spawnx_attr_setoptional(attr, attribute, 1); \
		return (rc);                                              \
	}

SPAWNX_POSIX_SETTER(pgroup, pid_t, SPAWNX_ATTR_PGROUP)
SPAWNX_POSIX_SETTER(sigdefault, const sigset_t *, SPAWNX_ATTR_SIGNALS)
SPAWNX_POSIX_SETTER(sigmask, const sigset_t *, SPAWNX_ATTR_SIGMASK)
SPAWNX_POSIX_SETTER(schedpolicy, int, SPAWNX_ATTR_SCHEDULER)
SPAWNX_POSIX_SETTER(
    schedparam, const struct sched_param *, SPAWNX_ATTR_SCHEDULER)
#ifdef __linux__
SPAWNX_POSIX_SETTER(cgroup, int, SPAWNX_ATTR_CGROUP)
#endif

#ifdef __cplusplus
}
#endif

#ifdef __linux__
#define posix_spawnattr_getcgroup_np spawnx_attr_getcgroup
#define posix_spawnattr_setcgroup_np spawnx_posix_setcgroup
#define pidfd_spawn                  spawnx_posix_pidfd_spawn
#define pidfd_spawnp                 spawnx_posix_pidfd_spawnp

#ifdef __cplusplus
extern "C" {
#endif

static inline int
spawnx_posix_pidfd_spawn(int *pidfd, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	if (pidfd == NULL)
		return (spawnx_spawn(NULL, path, actions, attr, argv, envp));
	return (
	    spawnx_spawn_handle(pidfd, NULL, path, actions, attr, argv, envp));
}

static inline int
spawnx_posix_pidfd_spawnp(int *pidfd, const char *file,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	if (pidfd == NULL)
		return (spawnx_spawnp(NULL, file, actions, attr, argv, envp));
	return (
	    spawnx_spawnp_handle(pidfd, NULL, file, actions, attr, argv, envp));
}

#ifdef __cplusplus
}
#endif
#endif /* __linux__ */

#ifdef __FreeBSD__
#define posix_spawnattr_getexecfd_np spawnx_attr_getexecfd
#define posix_spawnattr_setexecfd_np spawnx_attr_setexecfd
/* Ours give the descriptor by spawnx_spawn_handle(): does not compile. */
#define posix_spawnattr_getprocdescp_np spawnx_has_no_getprocdescp
#define posix_spawnattr_setprocdescp_np spawnx_has_no_setprocdescp
#endif

#endif /* SPAWNX_POSIX_H */
