/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on loongarch64: number in $a7, arguments in $a0 to
 * $a4; the kernel overwrites $t0 to $t8.
 * Returns what the kernel returns: -errno on failure.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

static inline long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	register long a7 __asm__("$a7") = nr;
	register long a0 __asm__("$a0") = a;
	register long a1 __asm__("$a1") = b;
	register long a2 __asm__("$a2") = c;
	register long a3 __asm__("$a3") = d;
	register long a4 __asm__("$a4") = e;

	__asm__ volatile("syscall 0"
			 : "+r"(a0)
			 : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4)
			 : "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6",
			 "$t7", "$t8", "memory");
	return (a0);
}

#endif /* SPX_SYSCALL_H */
