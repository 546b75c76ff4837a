/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
 *     int (*fn)(void *), void *arg, size_t size);
 *
 *               in  kept in  clone3  clone
 * args          r3           r3      r3  ca_flags | ca_exit_signal
 * stack_top     r4                   r4
 * fn            r5  r30
 * arg           r6  r31
 * size          r7           r4      (0)
 * ca_pidfd                           r5  parent_tid, where pidfd goes
 * ca_child_tid                       r7
 *
 * The ELFv2 ABI, of either byte order: number in r0.  The kernel restores r1,
 * r2 and r13 to r31 in the parent and in the child, and says by the summary
 * overflow bit that r3 is an error number; clone's own r6 (tls) is read only
 * under a flag that is never set with it.  r30 and r31 are the caller's: they
 * are kept below its stack pointer, where the ABI lets a leaf function write,
 * and the child does not.
 *
 * Parent: r3 is the process ID, or -errno.
 * Child: runs fn(arg) on the new stack and doesn't come back.
 */
#include "asm.h"
#include "rfork_thread.h"

#define NR_clone  120
#define NR_clone3 435

SPX_FUNC(spx_rfork_thread)
	std	30, -16(1)
	.cfi_offset 30, -16
	std	31, -8(1)
	.cfi_offset 31, -8
	mr	30, 5
	mr	31, 6
	cmpdi	7, 0
	beq	.Lclone

	/* clone3(args, size): the stack is named in *args. */
	mr	4, 7
	li	0, NR_clone3
	b	.Lenter

	/* clone(flags, stack_top, parent_tid, -, child_tid) */
.Lclone:
	ld	5, SPX_CA_PIDFD(3)
	ld	7, SPX_CA_CHILD_TID(3)
	ld	0, SPX_CA_FLAGS(3)
	ld	3, SPX_CA_EXIT_SIGNAL(3)
	or	3, 3, 0
	li	0, NR_clone

.Lenter:
	sc
	bns	.Lmade
	neg	3, 3
.Lmade:
	cmpdi	3, 0
	beq	.Lchild
	ld	30, -16(1)
	.cfi_restore 30
	ld	31, -8(1)
	.cfi_restore 31
	blr

	/*
	 * The outermost frame: no back chain, a stack as the ABI wants it, with
	 * the 32 bytes that a caller has.  r12 is where fn says it is itself.
	 */
SPX_CHILD(.Lchild, lr)
	clrrdi	1, 1, 4
	li	0, 0
	stdu	0, -32(1)
	mr	12, 30
	mtctr	12
	mr	3, 31
	bctrl
	trap
SPX_END(spx_rfork_thread)
