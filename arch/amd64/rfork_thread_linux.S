/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
 *     int (*fn)(void *), void *arg, size_t size);
 *
 *            in    kept in  clone3  clone
 * args       %rdi           %rdi    %rdi  ca_flags | ca_exit_signal
 * stack_top  %rsi                   %rsi
 * fn         %rdx  %r9
 * arg        %rcx  %r8
 * size       %r8            %rsi    (0)
 * ca_pidfd                          %rdx  parent_tid, where pidfd goes
 * ca_child_tid                      %r10
 *
 * The kernel restores every register but %rax, %rcx and %r11, in the parent
 * and in the child; clone's own %r8 (tls) is read only under a flag that is
 * never set with it.
 *
 * Parent: %rax is the process ID, or -errno.  No register is saved on the
 * stack, so there is nothing of the parent's that the child could overwrite.
 * Child: runs fn(arg) on the new stack and doesn't come back.
 */
#include "asm.h"
#include "rfork_thread.h"

#define NR_clone  56
#define NR_clone3 435

SPX_FUNC(spx_rfork_thread)
	movq	%rdx, %r9
	testq	%r8, %r8
	jz	.Lclone

	/* clone3(args, size): the stack is named in *args. */
	movq	%r8, %rsi
	movq	%rcx, %r8
	movl	$NR_clone3, %eax
	jmp	.Lenter

	/* clone(flags, stack_top, parent_tid, child_tid, -) */
.Lclone:
	movq	%rcx, %r8
	movq	SPX_CA_PIDFD(%rdi), %rdx
	movq	SPX_CA_CHILD_TID(%rdi), %r10
	movq	SPX_CA_FLAGS(%rdi), %r11
	orq	SPX_CA_EXIT_SIGNAL(%rdi), %r11
	movl	$NR_clone, %eax
	movq	%r11, %rdi

	/*
	 * No constant is moved to %eax right before: gVisor makes one jump of
	 * both instructions, and clone3() would then become clone().
	 */
.Lenter:
	syscall
	testq	%rax, %rax
	jz	.Lchild
	ret

	/*
	 * The outermost frame: no frame pointer, a stack as the ABI wants it.
	 */
SPX_CHILD(.Lchild, %rip)
	xorl	%ebp, %ebp
	andq	$-16, %rsp
	movq	%r8, %rdi
	call	*%r9
	ud2
SPX_END(spx_rfork_thread)
