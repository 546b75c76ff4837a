/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
 *     int (*fn)(void *), void *arg, size_t size);
 *
 *               in    kept in  clone3  clone
 * args          r0             r0      r0  ca_flags | ca_exit_signal
 * stack_top     r1                     r1
 * fn            r2    r5
 * arg           r3    r6
 * size          [sp]           r1      (0)
 * ca_pidfd                             r2  parent_tid, where pidfd goes
 * ca_child_tid                         r4
 *
 * The kernel restores every register but r0, in the parent and in the child;
 * clone's own r3 (tls) is read only under a flag that is never set with it.
 * r4 to r7 are the caller's and are put back in the parent; r7, which has the
 * number, is its frame pointer in Thumb code.
 *
 * These are ARM instructions, which every CPU has that runs the kernel with
 * an MMU; bx and blx go to and come from Thumb code.
 *
 * Parent: r0 is the process ID, or -errno.
 * Child: runs fn(arg) on the new stack and doesn't come back.
 */
#include "asm.h"
#include "rfork_thread.h"

#define NR_clone  120
#define NR_clone3 435

SPX_FUNC(spx_rfork_thread)
	push	{r4, r5, r6, r7}
	.cfi_adjust_cfa_offset 16
	.cfi_rel_offset r4, 0
	.cfi_rel_offset r5, 4
	.cfi_rel_offset r6, 8
	.cfi_rel_offset r7, 12
	ldr	r4, [sp, #16]		/* size */
	mov	r5, r2
	mov	r6, r3
	cmp	r4, #0
	beq	.Lclone

	/* clone3(args, size): the stack is named in *args. */
	mov	r1, r4
	mov	r7, #(NR_clone3 & 0xff)
	orr	r7, r7, #(NR_clone3 & 0xff00)
	b	.Lenter

	/*
	 * clone(flags, stack_top, parent_tid, -, child_tid); words of 32 bits.
	 */
.Lclone:
	ldr	r2, [r0, #SPX_CA_PIDFD]
	ldr	r4, [r0, #SPX_CA_CHILD_TID]
	ldr	r7, [r0, #SPX_CA_FLAGS]
	ldr	r0, [r0, #SPX_CA_EXIT_SIGNAL]
	orr	r0, r0, r7
	mov	r7, #NR_clone

.Lenter:
	svc	#0
	cmp	r0, #0
	beq	.Lchild
	pop	{r4, r5, r6, r7}
	.cfi_adjust_cfa_offset -16
	.cfi_restore r4
	.cfi_restore r5
	.cfi_restore r6
	.cfi_restore r7
	bx	lr

	/*
	 * The outermost frame: no frame pointer, a stack as the ABI wants it.
	 */
SPX_CHILD(.Lchild, lr)
	mov	r7, #0
	mov	r11, #0
	bic	sp, sp, #15
	mov	r0, r6
	blx	r5
	udf	#0
SPX_END(spx_rfork_thread)
