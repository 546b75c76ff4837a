/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on aarch64: number in x8, arguments in x0 to x4.
 * Returns what the kernel returns: -errno on failure.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

#include "vectors.h"

static inline long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	register long x8 __asm__("x8") = nr;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;
	register long x4 __asm__("x4") = e;

	__asm__ volatile("svc #0"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
			 : "memory" SPX_VECTORS);
	return (x0);
}

#endif /* SPX_SYSCALL_H */
