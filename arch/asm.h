/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every ELF detail of the assembly files: include this first, then write
 * instructions between SPX_FUNC and SPX_END.
 */
#ifndef SPX_ASM_H
#define SPX_ASM_H

/* clang-format off: this is assembly, and white space matters. */

/*
 * __CET__ says what the compiler was told of control-flow protection: bit 0
 * indirect branch tracking, bit 1 shadow stacks.  An object without the note
 * takes the protection from everything that it is linked with.
 */
#if defined(__CET__)
#if (__CET__ & 1) && defined(__x86_64__)
#define SPX_LANDING_PAD endbr64
#elif (__CET__ & 1)
#define SPX_LANDING_PAD endbr32
#endif
#if defined(__LP64__)
#define SPX_NOTE_ALIGN 3
#else
#define SPX_NOTE_ALIGN 2
#endif
	.pushsection .note.gnu.property, "a"
	.p2align SPX_NOTE_ALIGN
	.long 4, 2f - 1f, 5	/* name size, size of 1: to 2:, PROPERTY_TYPE_0 */
	.asciz "GNU"
1:	.long 0xc0000002	/* GNU_PROPERTY_X86_FEATURE_1_AND */
	.long 4, __CET__ & 3	/* size, IBT and SHSTK */
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

/* A hidden function: nothing outside of the library can bind to it. */
#define SPX_FUNC(name) \
	.p2align 4; \
	.globl name; \
	.hidden name; \
	.type name, %function; \
name:	.cfi_startproc; \
	SPX_LANDING_PAD

/*
 * Where a child begins: unwinders stop here, for there is no caller.  It
 * belongs to the symbol that it follows.
 */
#define SPX_CHILD(label, ra) \
	.cfi_endproc; \
label:	.cfi_startproc; \
	.cfi_undefined ra

#define SPX_END(name) \
	.cfi_endproc; \
	.size name, . - name

#endif /* SPX_ASM_H */
