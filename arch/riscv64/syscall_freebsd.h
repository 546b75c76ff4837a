/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw FreeBSD system call on riscv64: number in t0, arguments in a0 to a5;
 * t0 is then 0, or says that a0 is an error number.  a1 gets a second result.
 * Returns what the kernel returns, or -errno.
 */
#ifndef SPX_SYSCALL_FREEBSD_H
#define SPX_SYSCALL_FREEBSD_H

static inline long
spx_syscall6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long t0 __asm__("t0") = nr;
	register long a0 __asm__("a0") = a;
	register long a1 __asm__("a1") = b;
	register long a2 __asm__("a2") = c;
	register long a3 __asm__("a3") = d;
	register long a4 __asm__("a4") = e;
	register long a5 __asm__("a5") = f;

	__asm__ volatile("ecall"
			 : "+r"(t0), "+r"(a0), "+r"(a1)
			 : "r"(a2), "r"(a3), "r"(a4), "r"(a5)
			 : "memory");
	return (t0 == 0 ? a0 : -a0);
}

#endif /* SPX_SYSCALL_FREEBSD_H */
