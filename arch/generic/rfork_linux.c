/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spx_rfork_thread() without assembly, for every CPU that has none of its
 * own.  On Linux the C library's clone() is the same primitive for each of
 * its CPUs: it moves the child to the given stack before it calls fn.  musl
 * refuses CLONE_CHILD_CLEARTID (EINVAL, since 1.2.4).
 *
 * There is no clone3 here, so that CLONE_CLEAR_SIGHAND is out of reach; the
 * launcher takes the answer for an old kernel's and blocks signals instead.
 */
#include <errno.h>
#include <sched.h>

/* That of the CPU, not the one beside this file. */
#include <abi_linux.h>

#include "rfork_thread.h"

long
spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
    int (*fn)(void *), void *arg, size_t size)
{
	int saved = errno, flags;
	long rc;

	if (size != 0)
		return (-ENOSYS);
	flags = (int)(args->ca_flags | args->ca_exit_signal);
	if (SPX_STACK_GROWS_UP)
		stack_top = (void *)(uintptr_t)args->ca_stack;
	rc = clone(fn, stack_top, flags, arg, (int *)(uintptr_t)args->ca_pidfd,
	    NULL, (int *)(uintptr_t)args->ca_child_tid);
	if (rc < 0) {
		rc = -errno;
		errno = saved;
	}
	return (rc);
}
