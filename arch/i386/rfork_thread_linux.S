/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
 *     int (*fn)(void *), void *arg, size_t size);
 *
 *            in        kept in  clone3  clone
 * args        4(%esp)           %ebx    %ebx  ca_flags | ca_exit_signal
 * stack_top   8(%esp)                   %ecx
 * fn         12(%esp)  %esi
 * arg        16(%esp)  %ebp
 * size       20(%esp)           %ecx    (0)
 * ca_pidfd                              %edx  parent_tid, where pidfd goes
 * ca_child_tid                          %edi
 *
 * int $0x80 and not the vsyscall: its return address would lie on a stack
 * that the child doesn't have.  The kernel restores every register but %eax;
 * clone's own %esi (tls) is read only under a flag that is never set with it.
 * %ebx, %esi, %edi and %ebp are the caller's (%ebx points to its GOT) and are
 * put back in the parent.
 *
 * Parent: %eax is the process ID, or -errno.
 * Child: runs fn(arg) on the new stack and doesn't come back.
 */
#include "asm.h"
#include "rfork_thread.h"

#define NR_clone  120
#define NR_clone3 435

SPX_FUNC(spx_rfork_thread)
	pushl	%ebx
	.cfi_adjust_cfa_offset 4
	.cfi_rel_offset %ebx, 0
	pushl	%esi
	.cfi_adjust_cfa_offset 4
	.cfi_rel_offset %esi, 0
	pushl	%edi
	.cfi_adjust_cfa_offset 4
	.cfi_rel_offset %edi, 0
	pushl	%ebp
	.cfi_adjust_cfa_offset 4
	.cfi_rel_offset %ebp, 0
	movl	20(%esp), %ebx		/* args */
	movl	28(%esp), %esi		/* fn */
	movl	32(%esp), %ebp		/* arg */
	movl	36(%esp), %ecx		/* size */
	testl	%ecx, %ecx
	jz	.Lclone

	/* clone3(args, size): the stack is named in *args. */
	movl	$NR_clone3, %eax
	jmp	.Lenter

	/*
	 * clone(flags, stack_top, parent_tid, -, child_tid), of 32 bits each.
	 */
.Lclone:
	movl	24(%esp), %ecx		/* stack_top */
	movl	SPX_CA_PIDFD(%ebx), %edx
	movl	SPX_CA_CHILD_TID(%ebx), %edi
	movl	SPX_CA_EXIT_SIGNAL(%ebx), %eax
	orl	SPX_CA_FLAGS(%ebx), %eax
	movl	%eax, %ebx
	movl	$NR_clone, %eax

.Lenter:
	int	$0x80
	testl	%eax, %eax
	jz	.Lchild
	popl	%ebp
	.cfi_adjust_cfa_offset -4
	.cfi_restore %ebp
	popl	%edi
	.cfi_adjust_cfa_offset -4
	.cfi_restore %edi
	popl	%esi
	.cfi_adjust_cfa_offset -4
	.cfi_restore %esi
	popl	%ebx
	.cfi_adjust_cfa_offset -4
	.cfi_restore %ebx
	ret

	/*
	 * The outermost frame: no frame pointer, a stack as the ABI wants it.
	 */
SPX_CHILD(.Lchild, %eip)
	andl	$-16, %esp
	subl	$12, %esp
	pushl	%ebp
	xorl	%ebp, %ebp
	call	*%esi
	ud2
SPX_END(spx_rfork_thread)
