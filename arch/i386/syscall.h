/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on i386: number in %eax, arguments in %ebx, %ecx,
 * %edx, %esi, %edi.  Returns what the kernel returns: -errno on failure.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

static inline long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	long rc;

	__asm__ volatile("int $0x80"
			 : "=a"(rc)
			 : "a"(nr), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
			 : "memory");
	return (rc);
}

#endif /* SPX_SYSCALL_H */
