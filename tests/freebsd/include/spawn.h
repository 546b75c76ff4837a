/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SPAWN_H
#define FACTS_SPAWN_H

#include <sys/types.h>

#include <signal.h>

typedef struct __posix_spawnattr *posix_spawnattr_t;
typedef struct __posix_spawn_file_actions *posix_spawn_file_actions_t;

#define POSIX_SPAWN_RESETIDS      0x01
#define POSIX_SPAWN_SETPGROUP     0x02
#define POSIX_SPAWN_SETSCHEDPARAM 0x04
#define POSIX_SPAWN_SETSCHEDULER  0x08
#define POSIX_SPAWN_SETSIGDEF     0x10
#define POSIX_SPAWN_SETSIGMASK    0x20

#include "../../systems/include/family.h"

int posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *__restrict, const char *__restrict);
int posix_spawn_file_actions_addfchdir_np(posix_spawn_file_actions_t *, int);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);

/* 15.1's; see cross.sh. */
#ifdef FACTS_15_1
int posix_spawnattr_getexecfd_np(
    const posix_spawnattr_t *__restrict, int *__restrict);
int posix_spawnattr_getprocdescp_np(
    const posix_spawnattr_t *__restrict, int **__restrict, int *__restrict);
int posix_spawnattr_setexecfd_np(posix_spawnattr_t *__restrict, int);
int posix_spawnattr_setprocdescp_np(
    const posix_spawnattr_t *__restrict, int *__restrict, int);
#endif

#endif /* FACTS_SPAWN_H */
