/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Registers of a traced process that stands in a system call: to have the
 * kernel do none, and to give it an error.  0, or -1 and errno.
 */
#ifndef FAULT_REGS_H
#define FAULT_REGS_H

#include <sys/ptrace.h>
#include <sys/uio.h>

#include <elf.h>
#include <errno.h>
#include <stdbool.h>

/*
 * Which word of Linux's NT_PRSTATUS has the number of the call as it is
 * entered, and which its result as it is left.
 */
#if defined(__x86_64__)
#define FAULT_NUMBER 15 /* orig_rax */
#define FAULT_RESULT 10
#elif defined(__i386__)
#define FAULT_NUMBER 11 /* orig_eax */
#define FAULT_RESULT 6
#elif defined(__aarch64__)
#define FAULT_NUMBER_SET 0x404 /* NT_ARM_SYSTEM_CALL: a set of its own */
#define FAULT_RESULT     0
#elif defined(__arm__)
#define FAULT_NUMBER_REQUEST 23 /* PTRACE_SET_SYSCALL */
#define FAULT_RESULT         0
#elif defined(__riscv) && __riscv_xlen == 64
#define FAULT_NUMBER 17 /* a7 */
#define FAULT_RESULT 10 /* a0 */
#elif defined(__loongarch64)
#define FAULT_NUMBER 11 /* $a7 */
#define FAULT_RESULT 4  /* $a0 */
#elif defined(__s390x__)
#define FAULT_NUMBER 4 /* r2, after the two words of the PSW */
#define FAULT_RESULT 4
#elif defined(__powerpc64__)
#define FAULT_NUMBER         0
#define FAULT_RESULT         3
#define FAULT_FLAG           38 /* the condition register */
#define FAULT_FLAG_BIT       0x10000000UL
/* Not after scv, which is seen by the trap. */
#define FAULT_HAS_FLAG(word) (((word)[40] & 0xfff0) != 0x3000)
#elif defined(__mips64)
#define FAULT_NUMBER         2
#define FAULT_RESULT         2
#define FAULT_FLAG           7 /* a3 */
#define FAULT_FLAG_BIT       1UL
#define FAULT_HAS_FLAG(word) true
#endif

#ifdef FAULT_RESULT

#define FAULT_REGS 1

/* As many words as any of these CPUs has, and more. */
struct fault_regs {
	unsigned long fr_word[80];
	struct iovec fr_set;
};

static inline int
fault_regset(int request, pid_t pid, unsigned long set, struct iovec *iov)
{
	return ((int)ptrace(request, pid, (void *)set, iov));
}

static inline int
fault_read(pid_t pid, struct fault_regs *regs)
{
	regs->fr_set = (struct iovec){ regs->fr_word, sizeof(regs->fr_word) };
	return (
	    fault_regset(PTRACE_GETREGSET, pid, NT_PRSTATUS, &regs->fr_set));
}

static inline int
fault_write(pid_t pid, struct fault_regs *regs)
{
	return (
	    fault_regset(PTRACE_SETREGSET, pid, NT_PRSTATUS, &regs->fr_set));
}

static inline int
fault_skip_call(pid_t pid)
{
#if defined(FAULT_NUMBER_SET)
	int number = -1;
	struct iovec iov = { &number, sizeof(number) };

	return (fault_regset(PTRACE_SETREGSET, pid, FAULT_NUMBER_SET, &iov));
#elif defined(FAULT_NUMBER_REQUEST)
	return ((int)ptrace(FAULT_NUMBER_REQUEST, pid, NULL, (void *)-1L));
#else
	struct fault_regs regs;

	if (fault_read(pid, &regs) != 0)
		return (-1);
	regs.fr_word[FAULT_NUMBER] = -1UL;
	return (fault_write(pid, &regs));
#endif
}

/*
 * An error is told by -number; where there is a flag, by that and the number.
 * The register that has the number of the call keeps it.
 */
static inline int
fault_set_error(pid_t pid, long number, int error)
{
	struct fault_regs regs;

	if (fault_read(pid, &regs) != 0)
		return (-1);
#ifdef FAULT_NUMBER
	regs.fr_word[FAULT_NUMBER] = (unsigned long)number;
#else
	(void)number;
#endif
	regs.fr_word[FAULT_RESULT] = -(unsigned long)error;
#ifdef FAULT_FLAG
	if (FAULT_HAS_FLAG(regs.fr_word)) {
		regs.fr_word[FAULT_RESULT] = (unsigned long)error;
		regs.fr_word[FAULT_FLAG] |= FAULT_FLAG_BIT;
	}
#endif
	return (fault_write(pid, &regs));
}

#else

#define FAULT_REGS 0

static inline int
fault_skip_call(pid_t pid)
{
	(void)pid;
	errno = ENOSYS;
	return (-1);
}

static inline int
fault_set_error(pid_t pid, long number, int error)
{
	(void)number;
	(void)error;
	return (fault_skip_call(pid));
}

#endif

#endif /* FAULT_REGS_H */
