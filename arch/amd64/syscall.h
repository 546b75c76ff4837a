/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on amd64: number in %rax, arguments in %rdi, %rsi,
 * %rdx, %r10, %r8; the kernel overwrites %rcx and %r11.
 * Returns what the kernel returns: -errno on failure.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

static inline long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	long rc;

	__asm__ volatile("syscall"
			 : "=a"(rc)
			 : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
			 : "rcx", "r11", "memory");
	return (rc);
}

#endif /* SPX_SYSCALL_H */
