/* SPDX-License-Identifier: BSD-2-Clause */
/* What plugin.c has for the test that loads it. */
#ifndef PLUGIN_H
#define PLUGIN_H

#include <sys/types.h>

#include <spawn.h>

int plugin_spawn(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[]);
int plugin_addclose(posix_spawn_file_actions_t *fa, int fd);
int plugin_destroy(posix_spawn_file_actions_t *fa);

#endif /* PLUGIN_H */
