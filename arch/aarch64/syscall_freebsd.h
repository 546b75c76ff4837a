/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw FreeBSD system call on aarch64: number in x8, arguments in x0 to x5;
 * carry says that x0 is an error number.  x1 gets a second result.
 * Returns what the kernel returns, or -errno.
 */
#ifndef SPX_SYSCALL_FREEBSD_H
#define SPX_SYSCALL_FREEBSD_H

#include "vectors.h"

static inline long
spx_syscall6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long x8 __asm__("x8") = nr;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;
	register long x4 __asm__("x4") = e;
	register long x5 __asm__("x5") = f;

	__asm__ volatile("svc #0\n\t"
			 "b.cc 1f\n\t"
			 "neg x0, x0\n"
			 "1:"
			 : "+r"(x0), "+r"(x1)
			 : "r"(x8), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
			 : "cc", "memory" SPX_VECTORS);
	return (x0);
}

#endif /* SPX_SYSCALL_FREEBSD_H */
