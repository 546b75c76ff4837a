/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(int nr, const long args[3], void *stack_top,
 *     int (*fn)(void *), void *arg);
 *
 *            in    kept            system call
 * nr         %rdi                  %rax
 * args       %rsi                  %rdi, %rsi, %rdx
 * stack_top  %rdx  %rbx, aligned
 * fn         %rcx  0(%rbx)
 * arg        %r8   8(%rbx)
 *
 * The kernel returns with carry clear, %rax the process ID and %rdx 0 in the
 * parent, 1 in the child; with carry set and %rax the error number.  Its fast
 * way back to user mode restores %rsi, %rdi and what a callee saves, and no
 * other register: what the child needs is on the child's stack, and %rbx says
 * where that is.
 *
 * Parent: %rax is the process ID, or -errno.  The caller's %rbx is kept below
 * the return address, where the child, which is not on this stack, leaves it.
 * Child: runs fn(arg) on its stack and doesn't come back.
 */
#include "asm.h"

#define NR_exit 1

SPX_FUNC(spx_rfork_thread)
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %rbx, 0
	leaq	-16(%rdx), %rbx
	andq	$-16, %rbx
	movq	%rcx, (%rbx)
	movq	%r8, 8(%rbx)
	movl	%edi, %eax
	movq	(%rsi), %rdi
	movq	16(%rsi), %rdx
	movq	8(%rsi), %rsi
	syscall
	jc	.Lerror
	testl	%edx, %edx
	jnz	.Lchild
.Lparent:
	popq	%rbx
	.cfi_adjust_cfa_offset -8
	.cfi_restore %rbx
	ret

	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %rbx, 0
.Lerror:
	negq	%rax
	jmp	.Lparent

	/*
	 * The outermost frame: no frame pointer, a stack as the ABI wants it.
	 */
SPX_CHILD(.Lchild, %rip)
	movq	%rbx, %rsp
	xorl	%ebp, %ebp
	popq	%rax
	popq	%rdi
	call	*%rax
	movl	%eax, %edi
	movl	$NR_exit, %eax
	syscall
	ud2
SPX_END(spx_rfork_thread)
