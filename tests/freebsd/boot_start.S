/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where QEMU enters boot_shim.c, in 32-bit mode with paging off, and where it
 * leaves for the kernel, in long mode.
 */
#define MULTIBOOT_MAGIC 0x1badb002
#define MULTIBOOT_FLAGS 3		/* page-aligned modules, memory map */

#define MSR_EFER	0xc0000080
#define EFER_LME	0x100
#define CR4_PAE		0x20
#define CR0_PG_PE	0x80000001

#define CODE64		0x08
#define DATA		0x10

	.section .text.start, "ax"
	.code32
	.p2align 2
	.long MULTIBOOT_MAGIC, MULTIBOOT_FLAGS
	.long -(MULTIBOOT_MAGIC + MULTIBOOT_FLAGS)

	.globl _start
_start:
	cli
	movl	$stack_top, %esp
	pushl	%ebx			/* the multiboot information */
	call	shim_main
1:	hlt
	jmp	1b

/* void enter_kernel(page_table, entry_low, entry_high, modulep, kernend); */
	.globl enter_kernel
enter_kernel:
	movl	4(%esp), %ebp
	movl	8(%esp), %edi
	movl	12(%esp), %esi
	movl	16(%esp), %eax
	movl	20(%esp), %edx

	/* The kernel finds modulep and kernend above a return address. */
	movl	$stack_top - 64, %esp
	movl	%eax, 4(%esp)
	movl	%edx, 8(%esp)

	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$EFER_LME, %eax
	wrmsr
	movl	%cr4, %eax
	orl	$CR4_PAE, %eax
	movl	%eax, %cr4
	movl	%ebp, %cr3
	movl	%cr0, %eax
	orl	$CR0_PG_PE, %eax
	movl	%eax, %cr0
	lgdt	gdt_pointer
	ljmp	$CODE64, $1f

	.code64
1:	movl	$DATA, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	movl	%esi, %eax
	salq	$32, %rax
	orq	%rdi, %rax
	jmp	*%rax

	.section .rodata
	.p2align 3
gdt:	.quad 0
	.quad 0x0020980000000000	/* 64-bit code */
	.quad 0x00cf93000000ffff	/* data */
gdt_pointer:
	.word . - gdt - 1
	.long gdt

	.bss
	.p2align 4
	.space 16384
stack_top:

	.section .note.GNU-stack, "", @progbits
