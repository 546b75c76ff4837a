/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Making the child: what is the same everywhere is launch.c's, and
 * src/os/<system>/launch.c chooses the primitive.
 */
#ifndef SPX_LAUNCH_H
#define SPX_LAUNCH_H

#include "base/request.h"

/*
 * Makes a child that runs spx_child_main(r), and returns when the child has
 * left this memory: it runs the program, or it has exited.
 *
 * Before: r is complete except what launchers set; req_failure.step is
 *   SPAWNX_STEP_NONE; r and all it points to stay as they are meanwhile.
 * In the child: no signal handler of the caller's can run, from the very
 *   first instruction; its stack is its own; it shares the caller's memory,
 *   and nothing else.
 * After: the caller's signal mask, errno and descriptors are as before.
 *
 * Returns the process ID.  The child may have failed: req_failure tells, and
 *   the caller of this function reaps it and closes req_handle.
 * Returns -errno where no child was made, and nothing is left to free;
 *   req_failure.step may say whose doing it is.
 *   -ENOTSUP: the kernel can't do what was asked for.
 */
long spx_launch(struct spx_request *r);

/*
 * The system's part of it, with the same contract.  The signals that the
 * program is to have blocked are blocked already.
 */
long spx_make_child(struct spx_request *r);

/*
 * launch.c: for launchers whose make_child may give the child a copy of
 * the caller's memory.  Takes the child's answer from where it comes: from
 * memory, if the child has been there (req_seen), else from a pipe.  Otherwise
 * as spx_launch().
 */
long spx_launch_reported(
    struct spx_request *r, long (*make_child)(struct spx_request *));

/* The second half of it, for a child that was made before. */
void spx_launch_await(struct spx_request *r, int fd, pid_t pid);

/*
 * The same, of a launcher that does not know yet whether memory is shared.  The
 * child that is wanted tells, and no other one is made for that: it would be
 * seen.  *memory is set to what has been learnt, if anything.
 */
enum spx_memory {
	SPX_MEMORY_UNKNOWN,
	SPX_MEMORY_SHARED,
	SPX_MEMORY_COPIED
};

long spx_launch_asking(struct spx_request *r,
    long (*make_child)(struct spx_request *), _Atomic int *memory);

/*
 * The same, of a launcher that has learnt of it, or not yet: share is the
 * primitive whose child has the caller's memory, if anybody's has, and copied
 * launches with a copy.  Such a one is also what the child is to have, if it
 * must not share (req_own_memory).
 */
long spx_launch_sharing(struct spx_request *r,
    long (*share)(struct spx_request *), long (*copied)(struct spx_request *),
    _Atomic int *memory);

/*
 * launch.c: calls make_child with every signal blocked, for primitives
 * that leave the caller's handlers in place.  The child inherits the mask, so
 * that no handler can run in it before it has reset them.
 */
long spx_launch_blocked(
    struct spx_request *r, long (*make_child)(struct spx_request *));

/* The same in two halves, for what is made in between.  0, or -errno. */
long spx_block_all(struct spx_request *r, spx_sigset_t *old);
void spx_unblock_all(const spx_sigset_t *old);

/*
 * launch.c: around the making of a child, blocks the signals that the
 * program is to have blocked: one that its mask keeps from it does not end the
 * child before it gets there, but is pending for it.  0, or -errno.
 */
long spx_block_early(struct spx_request *r, spx_sigset_t *old);
void spx_unblock_early(const struct spx_request *r, const spx_sigset_t *old);

/* launch.c: after a child that has failed; no zombie, no handle. */
void spx_abandon(struct spx_request *r, pid_t pid);

#endif /* SPX_LAUNCH_H */
