/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A plugin that knows nothing of the library.  With RTLD_DEEPBIND its names are
 * libc's, whatever the program is linked with.
 */
#include "plugin.h"

int
plugin_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	return (posix_spawn(pid, path, fa, at, argv, envp));
}

int
plugin_addclose(posix_spawn_file_actions_t *fa, int fd)
{
	return (posix_spawn_file_actions_addclose(fa, fd));
}

int
plugin_destroy(posix_spawn_file_actions_t *fa)
{
	return (posix_spawn_file_actions_destroy(fa));
}
