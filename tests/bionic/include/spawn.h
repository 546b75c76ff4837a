/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What Android's <spawn.h> declares since API level 28, as far as the library
 * and its tests need it: its objects are pointers to what it does not tell.
 */
#ifndef BIONIC_SPAWN_H
#define BIONIC_SPAWN_H

#include <sys/types.h>

#include <sched.h>
#include <signal.h>

#define POSIX_SPAWN_RESETIDS      1
#define POSIX_SPAWN_SETPGROUP     2
#define POSIX_SPAWN_SETSIGDEF     4
#define POSIX_SPAWN_SETSIGMASK    8
#define POSIX_SPAWN_SETSCHEDPARAM 16
#define POSIX_SPAWN_SETSCHEDULER  32
#define POSIX_SPAWN_USEVFORK      64
#define POSIX_SPAWN_SETSID        128

typedef struct __posix_spawnattr *posix_spawnattr_t;
typedef struct __posix_spawn_file_actions *posix_spawn_file_actions_t;

#ifdef __cplusplus
extern "C" {
#endif

#include "../../systems/include/family.h"

int posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *__restrict, const char *__restrict);
int posix_spawn_file_actions_addfchdir_np(posix_spawn_file_actions_t *, int);

#ifdef __cplusplus
}
#endif

#endif /* BIONIC_SPAWN_H */
