/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(unsigned flags, int nr, void *stack_top,
 *     int (*fn)(void *), void *arg);
 *
 *            in    kept            system call
 * flags      %rdi                  %rdi
 * nr         %rsi                  %rax
 * stack_top  %rdx  %rsi, aligned
 * fn         %rcx  0(%rsi)
 * arg        %r8   8(%rsi)
 *
 * The kernel returns with carry clear, %rax the process ID and %rdx 0 in the
 * parent, 1 in the child; with carry set and %rax the error number.  Its fast
 * way back to user mode restores %rsi, %rdi and what a callee saves, and no
 * other register: what the child needs is on the child's stack, and %rsi says
 * where that is.
 *
 * Parent: %rax is the process ID, or -errno.  Nothing is written below its
 * stack pointer by anybody, so that a caller's red zone is safe.
 * Child: runs fn(arg) on its stack and doesn't come back.
 */
#include "asm.h"

#define NR_exit 1

SPX_FUNC(spx_rfork_thread)
	andq	$-16, %rdx
	movq	%rcx, -16(%rdx)
	movq	%r8, -8(%rdx)
	movl	%esi, %eax
	leaq	-16(%rdx), %rsi
	syscall
	jc	.Lerror
	testl	%edx, %edx
	jnz	.Lchild
	ret

.Lerror:
	negq	%rax
	ret

	/* The outermost frame: no frame pointer, a stack as the ABI wants it. */
SPX_CHILD(.Lchild, %rip)
	movq	%rsi, %rsp
	xorl	%ebp, %ebp
	popq	%rax
	popq	%rdi
	call	*%rax
	movl	%eax, %edi
	movl	$NR_exit, %eax
	syscall
	ud2
SPX_END(spx_rfork_thread)
