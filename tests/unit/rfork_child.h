/* SPDX-License-Identifier: BSD-2-Clause */
/* A child of spx_rfork_thread() that tells how it was started. */
#ifndef RFORK_CHILD_H
#define RFORK_CHILD_H

#include "forked.h"

#include "rfork_thread.h"

#define FLAGS (CLONE_VM | CLONE_VFORK)
#define ODD   4711

static _Alignas(16) unsigned char stack[65536];

/* What a child found; it shares the memory.  Written without instrumentation,
 * which takes a stack for the one that the process was started with. */
struct found {
	pid_t f_pid;
	void *f_self;
	uintptr_t f_stack, f_cfa, f_frame;
};

#define PLAIN __attribute__((noinline, no_sanitize("address", "undefined")))

PLAIN __attribute__((noreturn, unused)) static int
child(void *arg)
{
	struct found *f = arg;
	volatile char here = 0;

	f->f_self = f;
	f->f_stack = (uintptr_t)&here;
#if defined(__x86_64__) || defined(__i386__)
	uintptr_t *frame = __builtin_frame_address(0);

	f->f_cfa = (uintptr_t)(frame + 2);
	f->f_frame = frame[0];
#endif
	f->f_pid = (pid_t)syscall(SYS_getpid);
	for (;;)
		(void)syscall(SYS_exit_group, 7);
}

/* Which system call it is to be; the generic backend has the second only. */
static const struct way {
	const char *name;
	size_t size;
} ways[] = {
#if BACKEND_IS_ASM
	{ "clone3", SPX_CA_SIZE_VER0 },
	{ "clone3 of Linux 5.7", SPX_CA_SIZE_VER2 },
#endif
	{ "clone", 0 },
};

static inline void
make_args(struct spx_clone_args *args, size_t top)
{
	memset(args, 0, sizeof(*args));
	args->ca_flags = FLAGS;
	args->ca_exit_signal = SIGCHLD;
	args->ca_stack = (uintptr_t)stack;
	args->ca_stack_size = top;
}

/* A kernel, an emulator or a filter without clone3(): clone() is everywhere. */
static inline bool
lacks(const struct way *way, long pid)
{
	return (way->size != 0 && (pid == -ENOSYS || pid == -EPERM));
}

#endif /* RFORK_CHILD_H */
