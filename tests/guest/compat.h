/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What tests name that only Linux has, for their build on other systems.  A
 * system call of Linux's can't be refused, so that its number doesn't matter; a
 * flag or a policy of Linux's becomes one that is accepted like it.
 */
#ifndef GUEST_COMPAT_H
#define GUEST_COMPAT_H

#include <fcntl.h>

/* The emulated machine is slow. */
#define STORM_MS             3000

#define SYS_clone            (-1)
#define SYS_clone3           (-1)

#define POSIX_SPAWN_USEVFORK 0
#define SCHED_BATCH          SCHED_RR
#define SCHED_IDLE           SCHED_FIFO

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

/* Of attributes that can't be set. */
#define CLONE_NEWNET 0x40000000
#define CLONE_NEWUTS 0x04000000

#endif /* GUEST_COMPAT_H */
