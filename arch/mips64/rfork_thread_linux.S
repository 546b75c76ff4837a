/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
 *     int (*fn)(void *), void *arg, size_t size);
 *
 *               in  kept in  clone3  clone
 * args          $4           $4      $4  ca_flags | ca_exit_signal
 * stack_top     $5                   $5
 * fn            $6  $16
 * arg           $7  $17
 * size          $8           $5      (0)
 * ca_pidfd                           $6  parent_tid, where pidfd goes
 * ca_child_tid                       $8
 *
 * The n64 ABI, of either byte order: number in $2.  The kernel restores $16 to
 * $23 and $28 to $31 in the parent and in the child, and says by $7 that $2 is
 * an error number; clone's own $7 (tls) is read only under a flag that is never
 * set with it.  $16 and $17 are the caller's and are put back in the parent.
 *
 * Parent: $2 is the process ID, or -errno.
 * Child: runs fn(arg) on the new stack and doesn't come back.
 */
#include "asm.h"
#include "rfork_thread.h"

#define NR_clone  5055
#define NR_clone3 5435

SPX_FUNC(spx_rfork_thread)
	daddiu	$29, $29, -16
	.cfi_adjust_cfa_offset 16
	sd	$16, 0($29)
	.cfi_rel_offset 16, 0
	sd	$17, 8($29)
	.cfi_rel_offset 17, 8
	move	$16, $6
	move	$17, $7
	beqz	$8, .Lclone

	/* clone3(args, size): the stack is named in *args. */
	move	$5, $8
	li	$2, NR_clone3
	b	.Lenter

	/* clone(flags, stack_top, parent_tid, -, child_tid) */
.Lclone:
	ld	$6, SPX_CA_PIDFD($4)
	ld	$8, SPX_CA_CHILD_TID($4)
	ld	$2, SPX_CA_FLAGS($4)
	ld	$4, SPX_CA_EXIT_SIGNAL($4)
	or	$4, $4, $2
	li	$2, NR_clone

.Lenter:
	syscall
	beqz	$7, .Lmade
	dnegu	$2, $2
.Lmade:
	beqz	$2, .Lchild
	ld	$16, 0($29)
	.cfi_restore 16
	ld	$17, 8($29)
	.cfi_restore 17
	daddiu	$29, $29, 16
	.cfi_adjust_cfa_offset -16
	jr	$31

	/*
	 * The outermost frame: no frame pointer, a stack as the ABI wants it.
	 * $25 is where fn says it is itself.
	 */
SPX_CHILD(.Lchild, 31)
	move	$30, $0
	li	$2, -16
	and	$29, $29, $2
	move	$4, $17
	move	$25, $16
	jalr	$25
	break
SPX_END(spx_rfork_thread)
