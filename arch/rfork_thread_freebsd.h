/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The contract of arch/<cpu>/rfork_thread_freebsd.S and of
 * arch/generic/rfork_freebsd.c.
 */
#ifndef SPX_RFORK_THREAD_FREEBSD_H
#define SPX_RFORK_THREAD_FREEBSD_H

/*
 * Makes a child that runs fn(arg).
 *
 * nr is the system call: SYS_rfork with these flags, or SYS_vfork or SYS_fork,
 * which take none.  The child has left this memory when any of them but
 * SYS_fork returns.
 *
 * The assembly moves the child to a stack that grows down from stack_top; the
 * generic one leaves it on the caller's, below the frames that are in use.
 * fn must not return; if it does, the child exits with what it returned.
 *
 * Returns the child's process ID, or -errno and there is no child.
 */
long spx_rfork_thread(
    unsigned flags, int nr, void *stack_top, int (*fn)(void *), void *arg);

#endif /* SPX_RFORK_THREAD_FREEBSD_H */
