/* SPDX-License-Identifier: BSD-2-Clause */
/* What runs between the clone and the exec, for the code that makes a child. */
#ifndef SPX_CHILD_H
#define SPX_CHILD_H

#include "base/request.h"

/*
 * The child's stack, which lies in a frame of the parent's.  The build
 * refuses child code whose frames could add up to more.
 */
#ifndef SPX_CHILD_STACK
#define SPX_CHILD_STACK 4096 /* or as the build says, for some CPUs */
#endif

/* All of it; arg is the request. */
int spx_child_main(void *arg) __attribute__((noreturn));

/* What the first record of a child says, in its index; see os/launch.c. */
#define SPX_HELLO_NO_LOCK 0
#define SPX_HELLO_LOCKED  1
#define SPX_HELLO_NO_ROOM 2

#endif /* SPX_CHILD_H */
