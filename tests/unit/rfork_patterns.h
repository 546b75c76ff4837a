/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Two functions of assembly for test_rfork_asm.c, for each CPU.
 *
 * call_with_patterns() calls spx_rfork_thread() with a pattern in every
 * register that the ABI says is the caller's, and gives in *damaged how many
 * have changed.
 *
 * child_entry() is where a child begins: it goes on to child_found(arg, sp,
 * fp), with the stack and the frame pointer that it was started with.  The x86
 * ones have child(), which compilers tell of them.
 */
#ifndef RFORK_PATTERNS_H
#define RFORK_PATTERNS_H

#include "rfork_child.h"

long call_with_patterns(const struct spx_clone_args *args, void *stack_top,
    int (*fn)(void *), void *arg, size_t size, long *damaged);

/* A line for each instruction, or for a few of them. */
/* clang-format off */
#define FUNCTION(name, ...) \
	__asm__(".text\n\t.p2align 4\n\t.globl " name "\n\t.type " name ", %function\n" \
		name ":\n\t" __VA_ARGS__ \
		"\n\t.size " name ", . - " name)

#if defined(__x86_64__)

#define CHECK(reg, value) \
	"cmpq $" value ", %" reg "\n\tje 1f\n\tincq (%rcx)\n1:\t"
__asm__(".text\n"
	".type call_with_patterns, @function\n"
	"call_with_patterns:\n\t"
	"pushq %rbx\n\tpushq %rbp\n\tpushq %r12\n\tpushq %r13\n\t"
	"pushq %r14\n\tpushq %r15\n\tpushq %r9\n\t"
	"movq $0x1b1b1b1b, %rbx\n\tmovq $0x2b2b2b2b, %rbp\n\t"
	"movq $0x3c3c3c3c, %r12\n\tmovq $0x4d4d4d4d, %r13\n\t"
	"movq $0x5e5e5e5e, %r14\n\tmovq $0x6f6f6f6f, %r15\n\t"
	"call spx_rfork_thread\n\t"
	"popq %rcx\n\tmovq $0, (%rcx)\n\t"
	CHECK("rbx", "0x1b1b1b1b") CHECK("rbp", "0x2b2b2b2b")
	CHECK("r12", "0x3c3c3c3c") CHECK("r13", "0x4d4d4d4d")
	CHECK("r14", "0x5e5e5e5e") CHECK("r15", "0x6f6f6f6f")
	"popq %r15\n\tpopq %r14\n\tpopq %r13\n\t"
	"popq %r12\n\tpopq %rbp\n\tpopq %rbx\n\t"
	"ret\n"
	".size call_with_patterns, . - call_with_patterns\n");

#elif defined(__i386__)

#define CHECK(reg, value) \
	"cmpl $" value ", %" reg "\n\tje 1f\n\tincl (%ecx)\n1:\t"
__asm__(".text\n"
	".type call_with_patterns, @function\n"
	"call_with_patterns:\n\t"
	"pushl %ebx\n\tpushl %ebp\n\tpushl %esi\n\tpushl %edi\n\t"
	"subl $28, %esp\n\t"
	"movl 48(%esp), %eax\n\tmovl %eax, 0(%esp)\n\t"
	"movl 52(%esp), %eax\n\tmovl %eax, 4(%esp)\n\t"
	"movl 56(%esp), %eax\n\tmovl %eax, 8(%esp)\n\t"
	"movl 60(%esp), %eax\n\tmovl %eax, 12(%esp)\n\t"
	"movl 64(%esp), %eax\n\tmovl %eax, 16(%esp)\n\t"
	"movl $0x1b1b1b1b, %ebx\n\tmovl $0x2b2b2b2b, %ebp\n\t"
	"movl $0x3c3c3c3c, %esi\n\tmovl $0x4d4d4d4d, %edi\n\t"
	"call spx_rfork_thread\n\t"
	"movl 68(%esp), %ecx\n\tmovl $0, (%ecx)\n\t"
	CHECK("ebx", "0x1b1b1b1b") CHECK("ebp", "0x2b2b2b2b")
	CHECK("esi", "0x3c3c3c3c") CHECK("edi", "0x4d4d4d4d")
	"addl $28, %esp\n\t"
	"popl %edi\n\tpopl %esi\n\tpopl %ebp\n\tpopl %ebx\n\t"
	"ret\n"
	".size call_with_patterns, . - call_with_patterns\n");

#elif defined(__aarch64__)

#define REGISTERS ".irp r, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29\n\t"
FUNCTION("call_with_patterns",
	"hint #34\n\tsub sp, sp, #128\n\tstp x30, x5, [sp, #96]\n\t"
	REGISTERS "str x\\r, [sp, #8 * (\\r - 19)]\n\t"
	"mov x\\r, #(0x1b00 + \\r)\n\t.endr\n\t"
	"bl spx_rfork_thread\n\t"
	"mov x1, xzr\n\t"
	REGISTERS "mov x2, #(0x1b00 + \\r)\n\tcmp x\\r, x2\n\t"
	"cinc x1, x1, ne\n\tldr x\\r, [sp, #8 * (\\r - 19)]\n\t.endr\n\t"
	"ldp x30, x5, [sp, #96]\n\tstr x1, [x5]\n\t"
	"add sp, sp, #128\n\tret");
FUNCTION("child_entry", "hint #34\n\tmov x1, sp\n\tmov x2, x29\n\t"
	"b child_found");

#elif defined(__riscv)

#define REGISTERS ".irp r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11\n\t"
FUNCTION("call_with_patterns",
	"addi sp, sp, -128\n\tsd ra, 96(sp)\n\tsd a5, 104(sp)\n\t"
	REGISTERS "sd s\\r, 8 * \\r(sp)\n\tli s\\r, 0x1b00 + \\r\n\t.endr\n\t"
	"call spx_rfork_thread\n\t"
	"li a1, 0\n\t"
	REGISTERS "li a2, 0x1b00 + \\r\n\tsub a2, a2, s\\r\n\t"
	"snez a2, a2\n\tadd a1, a1, a2\n\tld s\\r, 8 * \\r(sp)\n\t.endr\n\t"
	"ld ra, 96(sp)\n\tld a5, 104(sp)\n\tsd a1, 0(a5)\n\t"
	"addi sp, sp, 128\n\tret");
FUNCTION("child_entry", "mv a1, sp\n\tmv a2, s0\n\ttail child_found");

#elif defined(__arm__)

/* ARM code; size and damaged are on the stack, above what it saves. */
#define REGISTERS ".irp r, 4, 5, 6, 7, 8, 9, 10, 11\n\t"
FUNCTION("call_with_patterns",
	".arm\n\tpush {r4-r11, lr}\n\tsub sp, sp, #12\n\t"
	"ldr r12, [sp, #48]\n\tstr r12, [sp]\n\t"
	REGISTERS "mov r\\r, #(0xb0 + \\r)\n\t.endr\n\t"
	"bl spx_rfork_thread\n\t"
	"mov r1, #0\n\t"
	REGISTERS "cmp r\\r, #(0xb0 + \\r)\n\taddne r1, r1, #1\n\t.endr\n\t"
	"ldr r2, [sp, #52]\n\tstr r1, [r2]\n\t"
	"add sp, sp, #12\n\tpop {r4-r11, pc}");
FUNCTION("child_entry", ".arm\n\tmov r1, sp\n\tmov r2, r11\n\t"
	"b child_found");

#elif defined(__powerpc64__)

#define REGISTERS ".irp r, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, " \
	"26, 27, 28, 29, 30, 31\n\t"
FUNCTION("call_with_patterns",
	"mflr 0\n\tstd 0, 16(1)\n\tstdu 1, -256(1)\n\tstd 8, 32(1)\n\t"
	REGISTERS "std \\r, 8 * (\\r - 8)(1)\n\tli \\r, 0x1b00 + \\r\n\t"
	".endr\n\t"
	"bl spx_rfork_thread\n\tnop\n\t"
	"li 4, 0\n\t"
	REGISTERS "cmpdi \\r, 0x1b00 + \\r\n\tbeq 1f\n\taddi 4, 4, 1\n"
	"1:\tld \\r, 8 * (\\r - 8)(1)\n\t.endr\n\t"
	"ld 8, 32(1)\n\tstd 4, 0(8)\n\t"
	"addi 1, 1, 256\n\tld 0, 16(1)\n\tmtlr 0\n\tblr");
FUNCTION("child_entry",
	"0: addis 2, 12, .TOC.-0b@ha\n\taddi 2, 2, .TOC.-0b@l\n\t"
	".localentry child_entry, . - 0b\n\taddi 4, 1, 32\n\tld 5, 0(1)\n\t"
	"b child_found");

#elif defined(__s390x__)

#define REGISTERS ".irp r, 6, 7, 8, 9, 10, 11, 12, 13\n\t"
FUNCTION("call_with_patterns",
	"stmg %r6, %r15, 48(%r15)\n\taghi %r15, -160\n\t"
	REGISTERS ".if \\r != 6\n\tlghi %r\\r, 0x1b00 + \\r\n\t.endif\n\t"
	".endr\n\t"
	"brasl %r14, spx_rfork_thread\n\t"
	"lghi %r1, 0\n\t"
	"clg %r6, 208(%r15)\n\tje 1f\n\taghi %r1, 1\n1:\t"
	REGISTERS ".if \\r != 6\n\tcghi %r\\r, 0x1b00 + \\r\n\tje 1f\n\t"
	"aghi %r1, 1\n1:\n\t.endif\n\t.endr\n\t"
	"aghi %r15, 160\n\tlg %r3, 160(%r15)\n\tstg %r1, 0(%r3)\n\t"
	"lmg %r6, %r14, 48(%r15)\n\tbr %r14");
FUNCTION("child_entry",
	"la %r3, 160(%r15)\n\tlgr %r4, %r11\n\tjg child_found");

#elif defined(__mips__) && _MIPS_SIM == _ABI64

#define REGISTERS ".irp r, 16, 17, 18, 19, 20, 21, 22, 23, 30\n\t"
FUNCTION("call_with_patterns",
	"daddiu $29, $29, -288\n\tsd $31, 272($29)\n\t"
	"sd $28, 264($29)\n\tsd $9, 256($29)\n\t"
	REGISTERS "sd $\\r, 8 * \\r($29)\n\tli $\\r, 0x1b00 + \\r\n\t"
	".endr\n\t"
	".cpsetup $25, 248, call_with_patterns\n\t"
	"dla $2, spx_rfork_thread\n\tmove $25, $2\n\tjalr $25\n\t"
	".cpreturn\n\t"
	"li $5, 0\n\t"
	REGISTERS "xori $6, $\\r, 0x1b00 + \\r\n\tsltu $6, $0, $6\n\t"
	"daddu $5, $5, $6\n\tld $\\r, 8 * \\r($29)\n\t.endr\n\t"
	"ld $9, 256($29)\n\tsd $5, 0($9)\n\tld $28, 264($29)\n\t"
	"ld $31, 272($29)\n\tdaddiu $29, $29, 288\n\tjr $31");
FUNCTION("child_entry",
	"move $5, $29\n\tmove $6, $30\n\t"
	".cpsetup $25, $3, child_entry\n\t"
	"dla $2, child_found\n\tmove $25, $2\n\tjr $25");

#elif defined(__loongarch64)

#define REGISTERS ".irp r, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31\n\t"
FUNCTION("call_with_patterns",
	"addi.d $sp, $sp, -256\n\tst.d $ra, $sp, 0\n\tst.d $a5, $sp, 8\n\t"
	REGISTERS "st.d $r\\r, $sp, 8 * (\\r - 20)\n\t"
	"li.w $r\\r, 0x1b00 + \\r\n\t.endr\n\t"
	"bl spx_rfork_thread\n\t"
	"move $a1, $zero\n\t"
	REGISTERS "li.w $a2, 0x1b00 + \\r\n\txor $a2, $a2, $r\\r\n\t"
	"sltu $a2, $zero, $a2\n\tadd.d $a1, $a1, $a2\n\t"
	"ld.d $r\\r, $sp, 8 * (\\r - 20)\n\t.endr\n\t"
	"ld.d $ra, $sp, 0\n\tld.d $a5, $sp, 8\n\tst.d $a1, $a5, 0\n\t"
	"addi.d $sp, $sp, 256\n\tret");
FUNCTION("child_entry",
	"move $a1, $sp\n\tmove $a2, $fp\n\tb child_found");

#else
#error "a CPU with assembly has its patterns here"
#endif
/* clang-format on */

#if defined(__x86_64__) || defined(__i386__)

#define child_entry child

#else

int child_entry(void *arg);
int child_found(void *arg, uintptr_t sp, uintptr_t fp)
    __attribute__((noreturn));

PLAIN int
child_found(void *arg, uintptr_t sp, uintptr_t fp)
{
	struct found *f = arg;

	f->f_cfa = sp;
	f->f_frame = fp;
	for (;;)
		(void)syscall(SYS_exit_group, 7);
}

#endif

#endif /* RFORK_PATTERNS_H */
