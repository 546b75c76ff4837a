/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What POSIX has in <spawn.h>, for each <spawn.h> of the tests: of types that
 * are declared before this is included.
 */
#ifndef FACTS_FAMILY_H
#define FACTS_FAMILY_H

struct sched_param;

int posix_spawn(pid_t *__restrict, const char *__restrict,
    const posix_spawn_file_actions_t *, const posix_spawnattr_t *__restrict,
    char *const[], char *const[]);
int posix_spawnp(pid_t *__restrict, const char *__restrict,
    const posix_spawn_file_actions_t *, const posix_spawnattr_t *__restrict,
    char *const[], char *const[]);

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *);
int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *);
int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *__restrict,
    int, const char *__restrict, int, mode_t);
int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *, int, int);
int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *, int);

int posix_spawnattr_init(posix_spawnattr_t *);
int posix_spawnattr_destroy(posix_spawnattr_t *);
int posix_spawnattr_getflags(
    const posix_spawnattr_t *__restrict, short *__restrict);
int posix_spawnattr_getpgroup(
    const posix_spawnattr_t *__restrict, pid_t *__restrict);
int posix_spawnattr_getsigdefault(
    const posix_spawnattr_t *__restrict, sigset_t *__restrict);
int posix_spawnattr_getsigmask(
    const posix_spawnattr_t *__restrict, sigset_t *__restrict);
int posix_spawnattr_setflags(posix_spawnattr_t *, short);
int posix_spawnattr_setpgroup(posix_spawnattr_t *, pid_t);
int posix_spawnattr_setsigdefault(
    posix_spawnattr_t *__restrict, const sigset_t *__restrict);
int posix_spawnattr_setsigmask(
    posix_spawnattr_t *__restrict, const sigset_t *__restrict);

#ifndef FACTS_LACK_SCHEDULING
int posix_spawnattr_getschedparam(
    const posix_spawnattr_t *__restrict, struct sched_param *__restrict);
int posix_spawnattr_getschedpolicy(
    const posix_spawnattr_t *__restrict, int *__restrict);
int posix_spawnattr_setschedparam(
    posix_spawnattr_t *__restrict, const struct sched_param *__restrict);
int posix_spawnattr_setschedpolicy(posix_spawnattr_t *, int);
#endif

#endif /* FACTS_FAMILY_H */
