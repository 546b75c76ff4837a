/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program that makes one system call, and has no C library: what is allowed
 * to a process that spawns it need not be allowed to anything else.  On a CPU
 * without a system call of ours it has one, and makes more.
 */
#include <sys/syscall.h>

#include "syscall.h"

#ifdef SPX_SYSCALL_SETS_ERRNO

int
main(void)
{
	return (0);
}

#else

void _start(void);

void
_start(void)
{
	for (;;)
		(void)spx_syscall5(SYS_exit_group, 0, 0, 0, 0, 0);
}

#endif
