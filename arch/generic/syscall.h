/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on a CPU that has no syscall.h: by libc's syscall(),
 * in syscall_linux.c.
 * Returns what the kernel returns: -errno on failure.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

/* A child writes to its caller's errno: the caller has to wait for it. */
#define SPX_SYSCALL_SETS_ERRNO 1

long spx_syscall5(long nr, long a, long b, long c, long d, long e);

#endif /* SPX_SYSCALL_H */
