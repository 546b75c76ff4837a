/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spx_rfork_thread() without assembly, for CPUs that keep the return address
 * in a register: the child runs on the caller's stack, below this frame, which
 * survives it because the child never returns from it.  On x86 this would not
 * do, for what a system call returns in its second register tells the child
 * from the parent there.
 *
 * The frame is to be this one, even where the linker could inline it (LTO): in
 * a caller's frame the child might reuse the places of variables that only the
 * parent still needs.
 */
#include "rfork_thread_freebsd.h"
#include "syscall_freebsd.h"

__attribute__((noinline)) long
spx_rfork_thread(int nr, const long args[SPX_RFORK_ARGS], void *stack_top,
    int (*fn)(void *), void *arg)
{
	long pid;

	(void)stack_top;
	pid = spx_syscall6(nr, args[0], args[1], args[2], 0, 0, 0);
	if (pid == 0) {
		(void)fn(arg);
		__builtin_trap();
	}
	return (pid);
}
