/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
 *     int (*fn)(void *), void *arg, size_t size);
 *
 *               in   kept in  clone3  clone
 * args          %r2           %r2     %r3  ca_flags | ca_exit_signal
 * stack_top     %r3                   %r2, before the flags on this CPU
 * fn            %r4  %r12
 * arg           %r5  %r13
 * size          %r6           %r3     (0)
 * ca_pidfd                            %r4  parent_tid, where pidfd goes
 * ca_child_tid                        %r5
 *
 * Number in %r1.  The kernel restores every register but %r2, in the parent and
 * in the child; clone's own %r6 (tls) is read only under a flag that is never
 * set with it.  %r12 and %r13 are the caller's: they are kept where its frame
 * has room for them, and the child does not write.
 *
 * Parent: %r2 is the process ID, or -errno.
 * Child: runs fn(arg) on the new stack and doesn't come back.
 */
#include "asm.h"
#include "rfork_thread.h"

#define NR_clone  120
#define NR_clone3 435

SPX_FUNC(spx_rfork_thread)
	stmg	%r12, %r13, 96(%r15)
	.cfi_offset %r12, -64
	.cfi_offset %r13, -56
	lgr	%r12, %r4
	lgr	%r13, %r5
	ltgr	%r6, %r6
	jz	.Lclone

	/* clone3(args, size): the stack is named in *args. */
	lgr	%r3, %r6
	lghi	%r1, NR_clone3
	j	.Lenter

	/* clone(stack_top, flags, parent_tid, child_tid, -) */
.Lclone:
	lg	%r4, SPX_CA_PIDFD(%r2)
	lg	%r5, SPX_CA_CHILD_TID(%r2)
	lg	%r1, SPX_CA_FLAGS(%r2)
	og	%r1, SPX_CA_EXIT_SIGNAL(%r2)
	lgr	%r2, %r3
	lgr	%r3, %r1
	lghi	%r1, NR_clone

.Lenter:
	svc	0
	ltgr	%r2, %r2
	jz	.Lchild
	lmg	%r12, %r13, 96(%r15)
	.cfi_restore %r12
	.cfi_restore %r13
	br	%r14

	/*
	 * The outermost frame: no back chain, a stack as the ABI wants it, with
	 * the 160 bytes that a caller has.  The trap is no instruction.
	 */
SPX_CHILD(.Lchild, %r14)
	lghi	%r11, 0
	lghi	%r1, -16
	ngr	%r15, %r1
	aghi	%r15, -160
	stg	%r11, 0(%r15)
	lgr	%r2, %r13
	basr	%r14, %r12
	.short	0
SPX_END(spx_rfork_thread)
