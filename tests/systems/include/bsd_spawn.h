/* SPDX-License-Identifier: BSD-2-Clause */
/* <spawn.h> as FreeBSD had it first. */
#ifndef FACTS_BSD_SPAWN_H
#define FACTS_BSD_SPAWN_H

#define POSIX_SPAWN_RESETIDS      0x01
#define POSIX_SPAWN_SETPGROUP     0x02
#define POSIX_SPAWN_SETSCHEDPARAM 0x04
#define POSIX_SPAWN_SETSCHEDULER  0x08
#define POSIX_SPAWN_SETSIGDEF     0x10
#define POSIX_SPAWN_SETSIGMASK    0x20

typedef struct __posix_spawnattr *posix_spawnattr_t;
typedef struct __posix_spawn_file_actions *posix_spawn_file_actions_t;

#endif /* FACTS_BSD_SPAWN_H */
