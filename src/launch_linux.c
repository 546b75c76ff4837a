/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux: clone3(CLONE_CLEAR_SIGHAND) since 5.5, which drops the caught
 * handlers as it makes the child; else clone(CLONE_VM | CLONE_VFORK), with
 * every signal blocked in the caller until the child has dropped them itself;
 * and where memory can't be shared, clone() as a fork, with a pipe for the
 * child's answer.
 */
#include <sys/wait.h>

#include <stdatomic.h>

#include "clone_linux.h"

#define SPX_CLONE_SPAWN (SPX_CLONE_VM | SPX_CLONE_VFORK)

/*
 * What this process has learnt of its kernel, or of what stands before it.
 * All are found out anew by whoever does not see them yet.
 */
static struct {
	/*
	 * A refused clone3() was followed by a clone() that worked: it was
	 * the kernel's or a sandbox's doing, not the request's.
	 */
	atomic_bool no_clone3;
	atomic_bool no_unshare; /* close_range(CLOSE_RANGE_UNSHARE) */
} known;

struct child_stack {
	_Alignas(16) unsigned char cs_bytes[SPX_CHILD_STACK];
};

static long
rfork(struct spx_clone_args *args, size_t size, int (*fn)(void *), void *arg)
{
	struct child_stack stack;

	args->ca_stack = (uintptr_t)stack.cs_bytes;
	args->ca_stack_size = sizeof(stack.cs_bytes);
	return (spx_rfork_thread(
	    args, stack.cs_bytes + sizeof(stack.cs_bytes), fn, arg, size));
}

static long
launch_clone3(struct spx_request *r)
{
	struct spx_clone_args args = { .ca_flags = SPX_CLONE_SPAWN };
	size_t size = spx_clone3_request(&args, r);

	return (rfork(&args, size, spx_child_main, r));
}

static long
launch_clone(struct spx_request *r, uint64_t flags)
{
	struct spx_clone_args args = { .ca_flags = flags };

	spx_clone_request(&args, r);
	return (rfork(&args, 0, spx_child_main, r));
}

/*
 * Emulators (qemu-user, valgrind, WSL 1) take CLONE_VM | CLONE_VFORK and
 * make a copy all the same, and what the child writes is lost.  Ask a child
 * that does nothing else.  It has no exit signal: the application gets no
 * SIGCHLD for it and its waitpid(-1) doesn't find it.  qemu-user knows no
 * such child, and a process of another time namespace can have none that
 * shares memory: EINVAL stands for a copy.
 */
static long
probe_memory(void)
{
	struct spx_clone_args args = { .ca_flags = SPX_CLONE_SPAWN };
	volatile bool seen = false;
	long pid;

	pid = rfork(&args, 0, spx_child_probe, (void *)(uintptr_t)&seen);
	if (pid < 0)
		return (pid == -EINVAL ? SPX_MEMORY_COPIED : pid);
	(void)spx_sys_reap((pid_t)pid, __WALL);
	return (seen ? SPX_MEMORY_SHARED : SPX_MEMORY_COPIED);
}

/*
 * A kernel that ignores CLONE_PIDFD (before 5.2) is not found out by a child
 * that has only a copy of the memory that the descriptor is written to.
 */
static void
require_handle(struct spx_request *r, pid_t pid)
{
	const struct spx_failure failure = { ENOTSUP, SPAWNX_STEP_ATTR,
		SPAWNX_ATTR_HANDLE };

	if (!r->req_want_handle || r->req_handle >= 0)
		return;
	(void)spx_sys2(SYS_kill, pid, SIGKILL);
	r->req_failure = failure;
}

static long
fork_request(struct spx_request *r)
{
	return (launch_clone(r, 0));
}

/* EINVAL: qemu-user can't make a fork with a handle. */
static long
launch_copied(struct spx_request *r)
{
	long rc = spx_launch_copied(r, fork_request);

	if (rc > 0)
		require_handle(r, (pid_t)rc);
	return (rc == -EINVAL && r->req_want_handle ? -ENOTSUP : rc);
}

/* With every signal blocked. */
static long
launch_without_clone3(struct spx_request *r)
{
	const long kind = spx_memory_kind(probe_memory);
	long rc = kind;

	if (kind == SPX_MEMORY_SHARED)
		rc = launch_clone(r, SPX_CLONE_SPAWN);
	if (kind == SPX_MEMORY_COPIED || rc == -EINVAL)
		rc = launch_copied(r);
	return (rc);
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

static long
launch(struct spx_request *r)
{
	long rc;

	if (r->req_flags & SPAWNX_SETCGROUP)
		return (launch_into_cgroup(r));
	if (!atomic_load_explicit(&known.no_clone3, memory_order_relaxed)) {
		rc = launch_clone3(r);
		if (!spx_is_refusal(rc))
			return (rc);
	}
	rc = spx_launch_blocked(r, launch_without_clone3);
	if (rc > 0)
		atomic_store_explicit(
		    &known.no_clone3, true, memory_order_relaxed);
	return (rc);
}

long
spx_launch(struct spx_request *r)
{
	long rc;

	if (!atomic_load_explicit(&known.no_unshare, memory_order_relaxed))
		r->req_keep_below = spx_keep_below(r);
	rc = launch(r);
	if (rc > 0 && r->req_refused != 0) {
		if (spx_is_refusal(r->req_refused))
			atomic_store_explicit(
			    &known.no_unshare, true, memory_order_relaxed);
		spx_abandon(r, (pid_t)rc);
		r->req_handle = -1;
		r->req_keep_below = 0;
		r->req_refused = 0;
		r->req_failure.step = SPAWNX_STEP_NONE;
		rc = launch(r);
	}
	return (rc);
}
