/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every ELF detail of the assembly files: include this first, then write
 * instructions between SPX_FUNC and SPX_END.
 */
#ifndef SPX_ASM_H
#define SPX_ASM_H

/* clang-format off: this is assembly, and white space matters. */

/*
 * What the compiler was told of control-flow protection, as each CPU's bits of
 * the note: indirect branches first (IBT, BTI, landing pads), then what
 * protects return addresses (shadow stacks, signed addresses).  An object
 * without the note takes the protection from everything that it is linked with.
 */
#if defined(__CET__)
#define SPX_NOTE_BITS (__CET__ & 3)
#define SPX_NOTE_TYPE 0xc0000002	/* GNU_PROPERTY_X86_FEATURE_1_AND */
#if (__CET__ & 1) && defined(__x86_64__)
#define SPX_LANDING_PAD endbr64
#elif (__CET__ & 1)
#define SPX_LANDING_PAD endbr32
#endif

#elif defined(__aarch64__)
#define SPX_NOTE_TYPE 0xc0000000	/* GNU_PROPERTY_AARCH64_FEATURE_1_AND */
#if defined(__ARM_FEATURE_BTI_DEFAULT)
#define SPX_NOTE_BTI 1
#define SPX_LANDING_PAD hint #34	/* bti c, which old assemblers lack */
#else
#define SPX_NOTE_BTI 0
#endif
#if defined(__ARM_FEATURE_PAC_DEFAULT)
#define SPX_NOTE_PAC 2
#else
#define SPX_NOTE_PAC 0
#endif
#if defined(__ARM_FEATURE_GCS_DEFAULT)
#define SPX_NOTE_GCS 4
#else
#define SPX_NOTE_GCS 0
#endif
#define SPX_NOTE_BITS (SPX_NOTE_BTI | SPX_NOTE_PAC | SPX_NOTE_GCS)

#elif defined(__riscv)
#define SPX_NOTE_TYPE 0xc0000000	/* GNU_PROPERTY_RISCV_FEATURE_1_AND */
#if defined(__riscv_landing_pad_unlabeled)
#define SPX_NOTE_ZICFILP 1
#define SPX_LANDING_PAD auipc zero, 0	/* lpad 0 */
#else
#define SPX_NOTE_ZICFILP 0
#endif
#if defined(__riscv_shadow_stack)
#define SPX_NOTE_ZICFISS 2
#else
#define SPX_NOTE_ZICFISS 0
#endif
#define SPX_NOTE_BITS (SPX_NOTE_ZICFILP | SPX_NOTE_ZICFISS)

#else
#define SPX_NOTE_BITS 0			/* this CPU has no such note */
#endif

#if SPX_NOTE_BITS
#if defined(__LP64__)
#define SPX_NOTE_ALIGN 3
#else
#define SPX_NOTE_ALIGN 2
#endif
	.pushsection .note.gnu.property, "a"
	.p2align SPX_NOTE_ALIGN
	.long 4, 2f - 1f, 5	/* name size, size of 1: to 2:, PROPERTY_TYPE_0 */
	.asciz "GNU"
1:	.long SPX_NOTE_TYPE
	.long 4, SPX_NOTE_BITS	/* size, value */
	.p2align SPX_NOTE_ALIGN
2:
	.popsection
#endif

#ifndef SPX_LANDING_PAD
#define SPX_LANDING_PAD
#endif

/* Without this section the linker gives the library an executable stack. */
	.section .note.GNU-stack, "", %progbits
	.text

/* Nothing here gets shorter by linking, and not every linker aligns then. */
#if defined(__riscv)
	.option norelax
#endif

/*
 * Of the two kinds of code an assembler may have been started for Thumb.  ARM's
 * own tables for unwinding say that they end here, in the child and in the
 * parent: what else they can say needs a function of libgcc's.
 */
#if defined(__arm__)
	.syntax unified
	.arm
#define SPX_TABLE_BEGIN .fnstart
#define SPX_TABLE_END   .cantunwind; .fnend
#else
#define SPX_TABLE_BEGIN
#define SPX_TABLE_END
#endif

/* A hidden function: nothing outside of the library can bind to it. */
#define SPX_FUNC(name) \
	.p2align 4; \
	.globl name; \
	.hidden name; \
	.type name, %function; \
name:	.cfi_startproc; \
	SPX_TABLE_BEGIN; \
	SPX_LANDING_PAD

/*
 * Where a child begins: unwinders stop here, because there is no caller.  It
 * belongs to the symbol that it follows.
 */
#define SPX_CHILD(label, ra) \
	.cfi_endproc; \
label:	.cfi_startproc; \
	.cfi_undefined ra

#define SPX_END(name) \
	SPX_TABLE_END; \
	.cfi_endproc; \
	.size name, . - name

#endif /* SPX_ASM_H */
