/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw FreeBSD system call on i386: number in %eax, arguments on the stack
 * above a return address; carry says that %eax is an error number.  %edx gets
 * a second result.
 * Returns what the kernel returns, or -errno.
 */
#ifndef SPX_SYSCALL_FREEBSD_H
#define SPX_SYSCALL_FREEBSD_H

static inline long
spx_syscall6(long nr, long a, long b, long c, long d, long e, long f)
{
	const long args[6] = { a, b, c, d, e, f };

	__asm__ volatile("pushl 20(%1)\n\t"
			 "pushl 16(%1)\n\t"
			 "pushl 12(%1)\n\t"
			 "pushl 8(%1)\n\t"
			 "pushl 4(%1)\n\t"
			 "pushl (%1)\n\t"
			 "pushl $0\n\t"
			 "int $0x80\n\t"
			 "leal 28(%%esp), %%esp\n\t"
			 "jnc 1f\n\t"
			 "negl %%eax\n"
			 "1:"
			 : "+a"(nr)
			 : "r"(args)
			 : "ecx", "edx", "cc", "memory");
	return (nr);
}

#endif /* SPX_SYSCALL_FREEBSD_H */
