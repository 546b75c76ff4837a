/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw FreeBSD system call on 32-bit ARM: number in r7, arguments in r0 to r3
 * and on the stack; carry says that r0 is an error number.  r1 gets a second
 * result.  r7 is not named as an operand: it may be the frame pointer.
 * Returns what the kernel returns, or -errno.
 */
#ifndef SPX_SYSCALL_FREEBSD_H
#define SPX_SYSCALL_FREEBSD_H

static inline long
spx_syscall6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long r0 __asm__("r0") = a;
	register long r1 __asm__("r1") = b;
	register long r2 __asm__("r2") = c;
	register long r3 __asm__("r3") = d;
	register long r4 __asm__("r4") = e;
	register long r5 __asm__("r5") = f;
	register long ip __asm__("r12") = nr;

	__asm__ volatile("push {r4, r5}\n\t"
			 "mov r5, r7\n\t"
			 "mov r7, r12\n\t"
			 "swi 0\n\t"
			 "mov r7, r5\n\t"
			 "add sp, sp, #8\n\t"
			 "bcc 1f\n\t"
			 "rsb r0, r0, #0\n"
			 "1:"
			 : "+r"(r0), "+r"(r1), "+r"(r5), "+r"(ip)
			 : "r"(r2), "r"(r3), "r"(r4)
			 : "cc", "memory");
	return (r0);
}

#endif /* SPX_SYSCALL_FREEBSD_H */
