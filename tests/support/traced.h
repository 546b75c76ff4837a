/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A process that is traced with its children, for trace.c and fault.c.
 * PTRACE_GET_SYSCALL_INFO (Linux 5.3) gives their calls without knowledge of
 * any CPU's registers.
 */
#ifndef TRACED_H
#define TRACED_H

#include "support.h"

#include <sys/ptrace.h>

#define TRACED_GET_INFO 0x420e
#define TRACED_ENTRY    1
#define TRACED_EXIT     2
#define TRACED_STOP     (SIGTRAP | 0x80) /* in a system call */
#define TRACED_OPTIONS                                                      \
	(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | \
	    PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |                      \
	    0x100000 /* EXITKILL */)

/* The start of the kernel's struct ptrace_syscall_info. */
struct traced_info {
	uint8_t ti_op;
	uint8_t ti_pad[3];
	uint32_t ti_arch;
	uint64_t ti_ip, ti_sp;
	uint64_t ti_number; /* at an exit: the result */
	uint64_t ti_args[6];
};

/* What every tracer knows. */
struct traced {
	pid_t td_pid;  /* the process; its children have others */
	int td_status; /* of the process, when it has ended */
	int td_error;  /* not 0: the tracer gives up */
};

static inline long
traced_request(int what, pid_t pid, long data)
{
	return (ptrace(what, pid, NULL, (void *)(uintptr_t)data));
}

/* 0, or an error number. */
static inline int
traced_info(pid_t pid, struct traced_info *info)
{
	memset(info, 0, sizeof(*info));
	if (ptrace(TRACED_GET_INFO, pid, (void *)sizeof(*info), info) < 0)
		return (errno);
	return (0);
}

static inline void
traced_kill(pid_t pid)
{
	(void)kill(pid, SIGKILL);
	(void)waitpid(pid, NULL, __WALL);
}

/*
 * A child that calls fn(arg), and exits with the result, when it is let go on;
 * 0, or an error number if there can be no tracing here.
 */
int traced_start(struct traced *t, int (*fn)(void *), void *arg);

/*
 * Calls stopped(tracer, ...) for each stop of the process and of its children,
 * until the process has ended, or td_error is set: 0, or an error number.
 */
int traced_follow(struct traced *t, void *tracer,
    void (*stopped)(void *tracer, pid_t, int status));

/*
 * For stopped(): lets it go on by the request, with the signal that it stopped
 * for.  One that begins its program is left alone, except the process itself.
 */
void traced_go_on(const struct traced *t, pid_t pid, int status, int request);
bool traced_begins_program(const struct traced *t, pid_t pid, int status);

#endif /* TRACED_H */
