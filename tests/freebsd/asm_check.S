/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * long checked_rfork_thread(int nr, const long args[3], void *stack_top,
 *     int (*fn)(void *), void *arg);
 *
 * See asm_guest.c.  512 bytes below the stack pointer are filled: more than
 * the red zone of amd64.  But for FRAME words at their top, which are the
 * function's own, nobody may write there.
 */
#define PATTERN 0x5ca1ab1e
#define CHANGED -4711

#ifdef __x86_64__
#define FRAME 2 /* the return address, a register */
#else
#define FRAME 5 /* the return address, three arguments, and a word for theirs */
#endif

	.section .note.GNU-stack, "", %progbits
	.text
	.globl _start, checked_rfork_thread

#ifdef __x86_64__

_start:
	xorl	%ebp, %ebp
	andq	$-16, %rsp
	call	start
	ud2

checked_rfork_thread:
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	subq	$8, %rsp

	movl	$64 - FRAME, %eax
1:	movq	$PATTERN, -520(%rsp, %rax, 8)
	decl	%eax
	jnz	1b
	movl	$PATTERN + 1, %ebx
	movl	$PATTERN + 2, %ebp
	movl	$PATTERN + 3, %r12d
	movl	$PATTERN + 4, %r13d
	movl	$PATTERN + 5, %r14d
	movl	$PATTERN + 6, %r15d
	call	spx_rfork_thread

	cmpq	$PATTERN + 1, %rbx
	jne	2f
	cmpq	$PATTERN + 2, %rbp
	jne	2f
	cmpq	$PATTERN + 3, %r12
	jne	2f
	cmpq	$PATTERN + 4, %r13
	jne	2f
	cmpq	$PATTERN + 5, %r14
	jne	2f
	cmpq	$PATTERN + 6, %r15
	jne	2f
	movl	$64 - FRAME, %ecx
1:	cmpq	$PATTERN, -520(%rsp, %rcx, 8)
	jne	2f
	decl	%ecx
	jnz	1b
	jmp	3f
2:	movq	$CHANGED, %rax
3:	addq	$8, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
	ret

#else

_start:
	xorl	%ebp, %ebp
	andl	$-16, %esp
	call	start
	ud2

checked_rfork_thread:
	pushl	%ebx
	pushl	%ebp
	pushl	%esi
	pushl	%edi
	pushl	36(%esp)		/* arg; each push moves the next here */
	pushl	36(%esp)
	pushl	36(%esp)
	pushl	36(%esp)
	pushl	36(%esp)

	movl	$128 - FRAME, %eax
1:	movl	$PATTERN, -516(%esp, %eax, 4)
	decl	%eax
	jnz	1b
	movl	$PATTERN + 1, %ebx
	movl	$PATTERN + 2, %ebp
	movl	$PATTERN + 3, %esi
	movl	$PATTERN + 4, %edi
	call	spx_rfork_thread

	cmpl	$PATTERN + 1, %ebx
	jne	2f
	cmpl	$PATTERN + 2, %ebp
	jne	2f
	cmpl	$PATTERN + 3, %esi
	jne	2f
	cmpl	$PATTERN + 4, %edi
	jne	2f
	movl	$128 - FRAME, %ecx
1:	cmpl	$PATTERN, -516(%esp, %ecx, 4)
	jne	2f
	decl	%ecx
	jnz	1b
	jmp	3f
2:	movl	$CHANGED, %eax
3:	addl	$20, %esp
	popl	%edi
	popl	%esi
	popl	%ebp
	popl	%ebx
	ret

#endif
