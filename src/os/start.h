/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The contract of src/os/<system>/start.c: a child that the caller does not
 * wait for, and the memory that it runs on.
 */
#ifndef SPX_START_H
#define SPX_START_H

#include <stdatomic.h>

#include "base/request.h"

/*
 * Memory for a child's stack, with a guard below it, followed by `extra`
 * bytes of zeroes, whose address it returns.  NULL if there is none; errno
 * stays.
 */
void *spx_start_map(size_t extra);
void spx_start_unmap(void *p, size_t extra);

/*
 * Has a fork find zeroes there, or what is there, as in new memory.  0, or
 * -errno: it is as it was, because the system can't do that, or a filter has
 * it refused.
 */
int spx_start_wipe(void *p, size_t extra, bool wipe);

/*
 * As spx_launch(), but returns as soon as there is a child.  It runs on the
 * stack below p and uses r until *busy is 0: the kernel sets that when the
 * child has left this memory, by exec or by exit.
 *
 * Returns the process ID; -errno and there is no child.  -ENOTSUP: the kernel
 * can't, use spx_launch().
 */
long spx_start(struct spx_request *r, void *p, _Atomic uint32_t *busy);

/* Waits until *busy is 0. */
void spx_start_wait(_Atomic uint32_t *busy);

/*
 * As spx_start(), of a child that waits before its attributes, has a copy of
 * the memory, and never lives on in that state when the caller is gone.
 * -ENOTSUP: the system can't.
 */
long spx_start_held(struct spx_request *r, struct spx_hold *h);

/* Lets it go on; or not: it is dead. */
void spx_release_held(struct spx_hold *h, bool go);

/* Once it is released: waits until it runs the program, or has failed. */
void spx_await_held(struct spx_request *r, struct spx_hold *h, pid_t pid);

#endif /* SPX_START_H */
