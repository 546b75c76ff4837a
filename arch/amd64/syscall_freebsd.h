/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw FreeBSD system call on amd64: number in %rax, arguments in %rdi, %rsi,
 * %rdx, %r10, %r8, %r9; carry says that %rax is an error number.  The kernel
 * overwrites %rdx with a second result, %rcx and %r11, and does not restore
 * %r8 to %r10.
 * Returns what the kernel returns, or -errno.
 */
#ifndef SPX_SYSCALL_FREEBSD_H
#define SPX_SYSCALL_FREEBSD_H

static inline long
spx_syscall6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;

	__asm__ volatile("syscall\n\t"
			 "jnc 1f\n\t"
			 "negq %%rax\n"
			 "1:"
			 : "+a"(nr), "+d"(c), "+r"(r10), "+r"(r8), "+r"(r9)
			 : "D"(a), "S"(b)
			 : "rcx", "r11", "cc", "memory");
	return (nr);
}

#endif /* SPX_SYSCALL_FREEBSD_H */
