/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on s390x: number in %r1, arguments in %r2 to %r6.
 * Returns what the kernel returns: -errno on failure.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

static inline long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	register long r1 __asm__("r1") = nr;
	register long r2 __asm__("r2") = a;
	register long r3 __asm__("r3") = b;
	register long r4 __asm__("r4") = c;
	register long r5 __asm__("r5") = d;
	register long r6 __asm__("r6") = e;

	__asm__ volatile("svc 0"
			 : "+r"(r2)
			 : "r"(r1), "r"(r3), "r"(r4), "r"(r5), "r"(r6)
			 : "memory");
	return (r2);
}

#endif /* SPX_SYSCALL_H */
