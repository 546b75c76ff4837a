/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What differs between CPUs in the kernel's interface, and in libc's headers is
 * missing or libc's own.  A CPU that differs has an abi_linux.h in its
 * directory, which is found before this one, says what differs, and includes
 * this for the rest.
 */
#ifndef SPX_ABI_LINUX_H
#define SPX_ABI_LINUX_H

/* How many signals there are; the kernel's sets have a bit for each. */
#ifndef SPX_NSIG
#define SPX_NSIG 64
#endif

/* What is added to the numbers of system calls since 5.0, all but alike. */
#ifndef SPX_NR_BASE
#define SPX_NR_BASE 0
#endif

/* Which word of the kernel's struct sigaction is the handler. */
#ifndef SPX_HANDLER_WORD
#define SPX_HANDLER_WORD 0
#endif

/* rt_sigaction() has a restorer before the size of the set. */
#ifndef SPX_RESTORER_FIRST
#define SPX_RESTORER_FIRST 0
#endif

/* clone() is given the end of the stack that is its lowest address. */
#ifndef SPX_STACK_GROWS_UP
#define SPX_STACK_GROWS_UP 0
#endif

#endif /* SPX_ABI_LINUX_H */
