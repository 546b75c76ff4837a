/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on arm, by the EABI: number in r7, arguments in r0 to
 * r4.  r7 is the frame pointer of Thumb code, which compilers let nobody name:
 * the number changes places with it.
 * Returns what the kernel returns: -errno on failure.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

static inline long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	register long r0 __asm__("r0") = a;
	register long r1 __asm__("r1") = b;
	register long r2 __asm__("r2") = c;
	register long r3 __asm__("r3") = d;
	register long r4 __asm__("r4") = e;
	register long r5 __asm__("r5") = nr;

	__asm__ volatile("mov r6, r7\n\t"
			 "mov r7, r5\n\t"
			 "svc #0\n\t"
			 "mov r7, r6"
			 : "+r"(r0)
			 : "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5)
			 : "r6", "memory");
	return (r0);
}

#endif /* SPX_SYSCALL_H */
