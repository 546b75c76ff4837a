/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
 *     int (*fn)(void *), void *arg, size_t size);
 *
 *               in  kept in  clone3  clone
 * args          a0           a0      a0  ca_flags | ca_exit_signal
 * stack_top     a1                   a1
 * fn            a2  t3
 * arg           a3  t4
 * size          a4           a1      (0)
 * ca_pidfd                           a2  parent_tid, where pidfd goes
 * ca_child_tid                       a4
 *
 * The kernel restores every general register but a0, in the parent and in the
 * child; clone's own a3 (tls) is read only under a flag that is never set with
 * it.  fn is not kept in t0, nor in t2: a jump by those needs no landing pad.
 *
 * Parent: a0 is the process ID, or -errno.  No register is saved on the stack,
 * so there is nothing of the parent's that the child could overwrite.
 * Child: runs fn(arg) on the new stack and doesn't come back: it pops nothing
 * that the parent has pushed to a shadow stack.
 */
#include "asm.h"
#include "rfork_thread.h"

#define NR_clone  220
#define NR_clone3 435

SPX_FUNC(spx_rfork_thread)
	mv	t3, a2
	mv	t4, a3
	beqz	a4, .Lclone

	/* clone3(args, size): the stack is named in *args. */
	mv	a1, a4
	li	a7, NR_clone3
	j	.Lenter

	/* clone(flags, stack_top, parent_tid, -, child_tid) */
.Lclone:
	ld	a2, SPX_CA_PIDFD(a0)
	ld	a4, SPX_CA_CHILD_TID(a0)
	ld	a7, SPX_CA_FLAGS(a0)
	ld	a0, SPX_CA_EXIT_SIGNAL(a0)
	or	a0, a0, a7
	li	a7, NR_clone

.Lenter:
	ecall
	beqz	a0, .Lchild
	ret

	/*
	 * The outermost frame: no frame pointer, a stack as the ABI wants it.
	 */
SPX_CHILD(.Lchild, ra)
	li	s0, 0
	andi	sp, sp, -16
	mv	a0, t4
	jalr	t3
	unimp
SPX_END(spx_rfork_thread)
