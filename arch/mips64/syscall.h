/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on mips64, by the n64 ABI: number in $2, arguments in
 * $4 to $8; $7 says that $2 is an error number.  The kernel overwrites $1, $3,
 * $8 to $15, $24, $25, hi and lo.
 * Returns what the kernel returns, or -errno.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

static inline long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	register long r2 __asm__("$2") = nr;
	register long r4 __asm__("$4") = a;
	register long r5 __asm__("$5") = b;
	register long r6 __asm__("$6") = c;
	register long r7 __asm__("$7") = d;
	register long r8 __asm__("$8") = e;

	__asm__ volatile("syscall"
			 : "+r"(r2), "+r"(r7), "+r"(r8)
			 : "r"(r4), "r"(r5), "r"(r6)
			 : "$1", "$3", "$9", "$10", "$11", "$12", "$13", "$14",
			 "$15", "$24", "$25", "hi", "lo", "memory");
	return (r7 != 0 ? -r2 : r2);
}

#endif /* SPX_SYSCALL_H */
