/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(int nr, const long args[3], void *stack_top,
 *     int (*fn)(void *), void *arg);
 *
 *            in          kept            system call
 * nr          4(%esp)                    %eax
 * args        8(%esp)                    4(%esp), 8(%esp), 12(%esp)
 * stack_top  12(%esp)    %ecx, aligned
 * fn         16(%esp)    0(%ecx)
 * arg        20(%esp)    4(%ecx)
 *
 * A system call finds its arguments above the return address of whoever made
 * it: they are pushed, and a word in place of that address.  The kernel
 * returns with carry clear, %eax the process ID and %edx 0 in the parent, 1 in
 * the child; with carry set and %eax the error number.  It restores the other
 * registers; %ecx is the caller's to lose.
 *
 * Parent: %eax is the process ID, or -errno.
 * Child: runs fn(arg) on its stack and doesn't come back.
 */
#include "asm.h"

#define NR_exit 1

SPX_FUNC(spx_rfork_thread)
	movl	12(%esp), %ecx
	andl	$-16, %ecx
	subl	$20, %ecx
	movl	16(%esp), %eax
	movl	%eax, (%ecx)		/* fn, to be popped */
	movl	20(%esp), %eax
	movl	%eax, 4(%ecx)		/* arg, where fn looks for it */
	movl	4(%esp), %eax
	movl	8(%esp), %edx
	pushl	8(%edx)
	.cfi_adjust_cfa_offset 4
	pushl	4(%edx)
	.cfi_adjust_cfa_offset 4
	pushl	(%edx)
	.cfi_adjust_cfa_offset 4
	pushl	$0
	.cfi_adjust_cfa_offset 4
	int	$0x80
	jc	.Lerror
	testl	%edx, %edx
	jnz	.Lchild
.Lparent:
	addl	$16, %esp
	.cfi_adjust_cfa_offset -16
	ret

	.cfi_adjust_cfa_offset 16
.Lerror:
	negl	%eax
	jmp	.Lparent

	/*
	 * The outermost frame: no frame pointer, a stack as the ABI wants it.
	 */
SPX_CHILD(.Lchild, %eip)
	movl	%ecx, %esp
	xorl	%ebp, %ebp
	popl	%eax
	call	*%eax
	pushl	%eax
	pushl	$0			/* in place of a return address */
	movl	$NR_exit, %eax
	int	$0x80
	ud2
SPX_END(spx_rfork_thread)
