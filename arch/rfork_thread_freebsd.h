/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The contract of arch/<cpu>/rfork_thread_freebsd.S and of
 * arch/generic/rfork_freebsd.c.
 */
#ifndef SPX_RFORK_THREAD_FREEBSD_H
#define SPX_RFORK_THREAD_FREEBSD_H

/* As many as pdrfork() has; the others have fewer. */
#define SPX_RFORK_ARGS 3

/*
 * Makes a child that runs fn(arg).
 *
 * nr is the system call and args are its arguments: rfork, vfork, fork, pdfork
 * or pdrfork.  Those that share memory return when the child has left it.
 *
 * The assembly moves the child to a stack that grows down from stack_top; the
 * generic one leaves it on the caller's, below the frames that are in use.
 * fn must not return; if it does, the child exits with what it returned.
 *
 * Returns the child's process ID, or -errno.  There is no child then, unless
 * the error is EFAULT for the place where a descriptor was to be written.
 */
long spx_rfork_thread(int nr, const long args[SPX_RFORK_ARGS], void *stack_top,
    int (*fn)(void *), void *arg);

#endif /* SPX_RFORK_THREAD_FREEBSD_H */
