/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on powerpc64: number in r0, arguments in r3 to r7;
 * the summary overflow bit says that r3 is an error number.  The kernel
 * overwrites r0, r3 to r12, cr0, ctr and xer.
 * Returns what the kernel returns, or -errno.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

static inline long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	register long r0 __asm__("r0") = nr;
	register long r3 __asm__("r3") = a;
	register long r4 __asm__("r4") = b;
	register long r5 __asm__("r5") = c;
	register long r6 __asm__("r6") = d;
	register long r7 __asm__("r7") = e;

	__asm__ volatile(
	    "sc\n\t"
	    "bns+ 1f\n\t"
	    "neg 3, 3\n"
	    "1:"
	    : "+r"(r0), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r7)
	    :
	    : "r8", "r9", "r10", "r11", "r12", "cr0", "ctr", "xer", "memory");
	return (r3);
}

#endif /* SPX_SYSCALL_H */
