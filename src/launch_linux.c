/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux: clone3(CLONE_CLEAR_SIGHAND) since 5.5, which drops the caught
 * handlers as it makes the child; else clone(), with every signal blocked in
 * the caller until the child has dropped them itself.
 */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>

#include "launch.h"
#include "rfork_thread.h"
#include "sys_linux.h"

/* From <linux/sched.h>, which not every libc's include path has. */
#define SPX_CLONE_VM            0x00000100
#define SPX_CLONE_PIDFD         0x00001000
#define SPX_CLONE_VFORK         0x00004000
#define SPX_CLONE_CLEAR_SIGHAND 0x100000000ULL
#define SPX_CLONE_INTO_CGROUP   0x200000000ULL

/*
 * Set once a refused clone3() has been followed by a clone() that worked:
 * the refusal was the kernel's or a sandbox's, not the request's.
 */
static atomic_bool no_clone3;

struct child_stack {
	_Alignas(16) unsigned char cs_bytes[SPX_CHILD_STACK];
};

static long
rfork(struct spx_request *r, struct spx_clone_args *args, size_t size)
{
	struct child_stack stack;

	args->ca_flags |= SPX_CLONE_VM | SPX_CLONE_VFORK;
	args->ca_exit_signal = SIGCHLD;
	if (r->req_want_handle) {
		args->ca_flags |= SPX_CLONE_PIDFD;
		args->ca_pidfd = (uintptr_t)&r->req_handle;
	}
	args->ca_stack = (uintptr_t)stack.cs_bytes;
	args->ca_stack_size = sizeof(stack.cs_bytes);
	return (spx_rfork_thread(args, stack.cs_bytes + sizeof(stack.cs_bytes),
	    spx_child_main, r, size));
}

/* VER2 only where it says something: kernels before 5.7 refuse it. */
static long
launch_clone3(struct spx_request *r)
{
	struct spx_clone_args args = { .ca_flags = SPX_CLONE_CLEAR_SIGHAND };

	if (!(r->req_flags & SPAWNX_SETCGROUP))
		return (rfork(r, &args, SPX_CA_SIZE_VER0));
	args.ca_flags |= SPX_CLONE_INTO_CGROUP;
	args.ca_cgroup = (uint64_t)r->req_cgroup;
	return (rfork(r, &args, SPX_CA_SIZE_VER2));
}

/*
 * The child inherits the blocked mask, so that no handler can run in it
 * before it has reset them, and sets the one it is to have at its end.
 */
static long
launch_clone(struct spx_request *r)
{
	struct spx_clone_args args = { .ca_flags = 0 };
	const uint64_t all = ~(uint64_t)0;
	uint64_t old;
	long rc;

	rc = spx_sys_sigmask(SIG_SETMASK, &all, &old);
	if (rc < 0)
		return (rc);
	if (!(r->req_flags & POSIX_SPAWN_SETSIGMASK))
		r->req_sigmask = old;
	r->req_signals_blocked = true;
	rc = rfork(r, &args, 0);
	(void)spx_sys_sigmask(SIG_SETMASK, &old, NULL);
	return (rc);
}

/*
 * ENOSYS: before Linux 5.3, or a sandbox that means well.  EINVAL: before
 * 5.5, without CLEAR_SIGHAND.  EPERM: a sandbox that can't see into the
 * arguments of clone3().
 */
static bool
is_refusal(long rc)
{
	return (rc == -ENOSYS || rc == -EINVAL || rc == -EPERM);
}

/*
 * Only clone3() can start a child in a control group.  Before 5.7 it knows
 * neither the flag (EINVAL) nor the member (E2BIG).
 */
static long
launch_into_cgroup(struct spx_request *r)
{
	long rc = launch_clone3(r);

	if (rc == -ENOSYS || rc == -EINVAL || rc == -E2BIG)
		return (-ENOTSUP);
	return (rc);
}

long
spx_launch(struct spx_request *r)
{
	long rc;

	if (r->req_flags & SPAWNX_SETCGROUP)
		return (launch_into_cgroup(r));
	if (!atomic_load_explicit(&no_clone3, memory_order_relaxed)) {
		rc = launch_clone3(r);
		if (!is_refusal(rc))
			return (rc);
	}
	rc = launch_clone(r);
	if (rc > 0)
		atomic_store_explicit(&no_clone3, true, memory_order_relaxed);
	return (rc);
}

/*
 * ECHILD is no error: SIGCHLD is ignored, or another thread waits for any
 * child and was faster.  wait4() itself, for waitpid() is a cancellation
 * point.
 */
void
spx_abandon(struct spx_request *r, pid_t pid)
{
	long rc;

	if (r->req_handle >= 0)
		(void)spx_sys_close(r->req_handle);
	do
		rc = spx_sys4(SYS_wait4, pid, 0, 0, 0);
	while (rc == -EINTR);
}
