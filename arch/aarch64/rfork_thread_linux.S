/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
 *     int (*fn)(void *), void *arg, size_t size);
 *
 *               in  kept in  clone3  clone
 * args          x0           x0      x0  ca_flags | ca_exit_signal
 * stack_top     x1                   x1
 * fn            x2  x6
 * arg           x3  x7
 * size          x4           x1      (0)
 * ca_pidfd                           x2  parent_tid, where pidfd goes
 * ca_child_tid                       x4
 *
 * The kernel restores every general register but x0, in the parent and in the
 * child; clone's own x3 (tls) is read only under a flag that is never set with
 * it.
 *
 * Parent: x0 is the process ID, or -errno.  No register is saved on the stack,
 * so there is no return address to sign, and nothing of the parent's that the
 * child could overwrite.
 * Child: runs fn(arg) on the new stack and doesn't come back: it pops nothing
 * that the parent has pushed to a guarded control stack.
 */
#include "asm.h"
#include "rfork_thread.h"

#define NR_clone  220
#define NR_clone3 435

SPX_FUNC(spx_rfork_thread)
	mov	x6, x2
	mov	x7, x3
	cbz	x4, .Lclone

	/* clone3(args, size): the stack is named in *args. */
	mov	x1, x4
	mov	x8, #NR_clone3
	b	.Lenter

	/* clone(flags, stack_top, parent_tid, -, child_tid) */
.Lclone:
	ldr	x2, [x0, #SPX_CA_PIDFD]
	ldr	x4, [x0, #SPX_CA_CHILD_TID]
	ldr	x8, [x0, #SPX_CA_FLAGS]
	ldr	x0, [x0, #SPX_CA_EXIT_SIGNAL]
	orr	x0, x0, x8
	mov	x8, #NR_clone

.Lenter:
	svc	#0
	cbz	x0, .Lchild
	ret

	/*
	 * The outermost frame: no frame pointer, a stack as the ABI wants it.
	 */
SPX_CHILD(.Lchild, x30)
	mov	x29, xzr
	mov	x9, sp
	and	sp, x9, #-16
	mov	x0, x7
	blr	x6
	brk	#1
SPX_END(spx_rfork_thread)
