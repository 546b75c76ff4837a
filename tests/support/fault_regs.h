/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Registers of a traced process that stands in a system call: to have the
 * kernel do none, and to give it a result.  0, or -1 and errno.
 */
#ifndef FAULT_REGS_H
#define FAULT_REGS_H

#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#include <elf.h>
#include <errno.h>

#if defined(__x86_64__) || defined(__i386__)

#define FAULT_REGS 1
#ifdef __x86_64__
#define FAULT_NUMBER orig_rax
#define FAULT_RESULT rax
#else
#define FAULT_NUMBER orig_eax
#define FAULT_RESULT eax
#endif

static inline int
fault_skip_call(pid_t pid)
{
	struct user_regs_struct regs;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &regs) != 0)
		return (-1);
	regs.FAULT_NUMBER = -1;
	return (ptrace(PTRACE_SETREGS, pid, NULL, &regs) == 0 ? 0 : -1);
}

static inline int
fault_set_result(pid_t pid, long result)
{
	struct user_regs_struct regs;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &regs) != 0)
		return (-1);
	regs.FAULT_RESULT = result;
	return (ptrace(PTRACE_SETREGS, pid, NULL, &regs) == 0 ? 0 : -1);
}

#elif defined(__aarch64__)

#define FAULT_REGS       1
#define FAULT_NT_SYSCALL 0x404 /* NT_ARM_SYSTEM_CALL */

static inline int
fault_skip_call(pid_t pid)
{
	int number = -1;
	struct iovec iov = { &number, sizeof(number) };

	return (
	    ptrace(PTRACE_SETREGSET, pid, (void *)FAULT_NT_SYSCALL, &iov) == 0
		? 0
		: -1);
}

static inline int
fault_set_result(pid_t pid, long result)
{
	struct user_regs_struct regs;
	struct iovec iov = { &regs, sizeof(regs) };

	if (ptrace(PTRACE_GETREGSET, pid, (void *)NT_PRSTATUS, &iov) != 0)
		return (-1);
	regs.regs[0] = (unsigned long)result;
	return (ptrace(PTRACE_SETREGSET, pid, (void *)NT_PRSTATUS, &iov) == 0
		    ? 0
		    : -1);
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
fault_set_result(pid_t pid, long result)
{
	(void)result;
	return (fault_skip_call(pid));
}

#endif

#endif /* FAULT_REGS_H */
