/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
 *     int (*fn)(void *), void *arg, size_t size);
 *
 *               in   kept in  clone3  clone
 * args          $a0           $a0     $a0  ca_flags | ca_exit_signal
 * stack_top     $a1                   $a1
 * fn            $a2  $a5
 * arg           $a3  $a6
 * size          $a4           $a1     (0)
 * ca_pidfd                            $a2  parent_tid, where pidfd goes
 * ca_child_tid                        $a3
 *
 * Number in $a7.  The kernel restores every register but $a0 and $t0 to $t8, in
 * the parent and in the child; clone's own $a4 (tls) is read only under a flag
 * that is never set with it.
 *
 * Parent: $a0 is the process ID, or -errno.  No register is saved on the stack,
 * so there is nothing of the parent's that the child could overwrite.
 * Child: runs fn(arg) on the new stack and doesn't come back.
 */
#include "asm.h"
#include "rfork_thread.h"

#define NR_clone  220
#define NR_clone3 435

SPX_FUNC(spx_rfork_thread)
	move	$a5, $a2
	move	$a6, $a3
	beqz	$a4, .Lclone

	/* clone3(args, size): the stack is named in *args. */
	move	$a1, $a4
	li.w	$a7, NR_clone3
	b	.Lenter

	/* clone(flags, stack_top, parent_tid, child_tid, -) */
.Lclone:
	ld.d	$a2, $a0, SPX_CA_PIDFD
	ld.d	$a3, $a0, SPX_CA_CHILD_TID
	ld.d	$a7, $a0, SPX_CA_FLAGS
	ld.d	$a0, $a0, SPX_CA_EXIT_SIGNAL
	or	$a0, $a0, $a7
	li.w	$a7, NR_clone

.Lenter:
	syscall	0
	beqz	$a0, .Lchild
	ret

	/*
	 * The outermost frame: no frame pointer, a stack as the ABI wants it.
	 */
SPX_CHILD(.Lchild, 1)
	move	$fp, $zero
	bstrins.d $sp, $zero, 3, 0
	move	$a0, $a6
	jirl	$ra, $a5, 0
	break	0
SPX_END(spx_rfork_thread)
