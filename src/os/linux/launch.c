/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux: clone3(CLONE_CLEAR_SIGHAND) since 5.5, which drops the caught
 * handlers as it makes the child; else clone(CLONE_VM | CLONE_VFORK), with
 * every signal blocked in the caller until the child has dropped them itself;
 * and where memory can't be shared, clone() as a fork, with a pipe for the
 * child's answer.  A child that must not share memory is made by either call
 * without CLONE_VM.
 */
#include "child/child.h"
#include "os/kernel.h"
#include "os/launch.h"
#include "os/linux/clone.h"
#include "os/linux/descriptors.h"

#define SPX_CLONE_SPAWN (SPX_CLONE_VM | SPX_CLONE_VFORK)

struct spx_known spx_known;

struct child_stack {
	_Alignas(16) unsigned char cs_bytes[SPX_CHILD_STACK];
};

/* EINTR: a seccomp supervisor was asked, and no child made. */
static long
rfork_here(struct spx_clone_args *args, size_t size, struct spx_request *r)
{
	struct child_stack stack;
	unsigned char *top = stack.cs_bytes + sizeof(stack.cs_bytes);
	long rc;

	args->ca_stack = (uintptr_t)stack.cs_bytes;
	args->ca_stack_size = sizeof(stack.cs_bytes);
	do
		rc = spx_rfork_thread(args, top, spx_child_main, r, size);
	while (rc == -EINTR);
	return (rc);
}

static long
rfork(struct spx_clone_args *args, size_t size, struct spx_request *r)
{
	if (spx_would_be_wiped(args, r))
		return (r->req_wiped);
	if (r->req_detached && !r->req_autoreap)
		return (spx_rfork_detached(args, size, r));
	return (rfork_here(args, size, r));
}

static long
launch_clone3(struct spx_request *r, uint64_t flags)
{
	struct spx_clone_args args = { .ca_flags = flags };
	size_t size = spx_clone3_request(&args, r);

	return (rfork(&args, size, r));
}

static long
launch_clone(struct spx_request *r, uint64_t flags)
{
	struct spx_clone_args args = { .ca_flags = flags };

	spx_clone_request(&args, r);
	return (rfork(&args, 0, r));
}

static void
take_answer(struct spx_request *r, const struct spx_answer *answer)
{
	size_t i;

	r->req_failure = answer->an_failure;
	for (i = 0; i < SPAWNX_ATTR_MOST; i++)
		r->req_skipped[i] = answer->an_skipped[i];
}

static long
apart_by_clone3(struct spx_request *r)
{
	return (launch_clone3(r, SPX_CLONE_VFORK));
}

static long
apart_by_clone(struct spx_request *r)
{
	return (launch_clone(r, SPX_CLONE_VFORK));
}

/*
 * A copy of the memory, by a kernel that waits for the child's exec all the
 * same: not an emulator, which has no clone3() and shares nothing.
 * A pidfd in a table that is shared would be met by the child, which does not
 * know its number.
 */
static long
launch_apart(struct spx_request *r, long (*make_child)(struct spx_request *))
{
	struct spx_answer *answer = spx_map_common(sizeof(*answer));
	const unsigned keep_below = r->req_keep_below;
	long rc;

	if (answer == NULL)
		return (-ENOMEM);
	if (r->req_want_handle)
		r->req_keep_below = 0;
	r->req_answer = answer;
	rc = make_child(r);
	if (rc > 0)
		take_answer(r, answer);
	r->req_answer = NULL;
	r->req_keep_below = keep_below;
	spx_unmap_common(answer, sizeof(*answer));
	return (rc);
}

static long
fork_request(struct spx_request *r)
{
	return (launch_clone(r, 0));
}

static long
share_request(struct spx_request *r)
{
	return (launch_clone(r, SPX_CLONE_SPAWN));
}

/* EINVAL: qemu-user makes no fork with a handle, gVisor no child with one. */
static long
fork_refused(const struct spx_request *r, long rc)
{
	return (rc == -EINVAL && r->req_want_handle ? -ENOTSUP : rc);
}

static long
launch_copied(struct spx_request *r)
{
	return (fork_refused(r, spx_launch_reported(r, fork_request)));
}

/* See held.c: it is not waited for here. */
static long
fork_held(struct spx_request *r)
{
	return (fork_refused(r, fork_request(r)));
}

/*
 * EINVAL: a process of another time namespace can have no child that shares its
 * memory.
 */
static long
launch_by_clone(struct spx_request *r)
{
	const int memory =
	    atomic_load_explicit(&spx_known.kn_memory, memory_order_relaxed);
	long rc;

	if (r->req_hold != NULL)
		return (fork_held(r));
	if (memory == SPX_MEMORY_COPIED ||
	    (r->req_own_memory && memory == SPX_MEMORY_UNKNOWN))
		return (launch_copied(r));
	if (r->req_own_memory)
		return (fork_refused(r, launch_apart(r, apart_by_clone)));
	if (memory == SPX_MEMORY_SHARED)
		rc = share_request(r);
	else
		rc = spx_launch_asking(r, share_request, &spx_known.kn_memory);
	if (rc != -EINVAL)
		return (rc);
	rc = launch_copied(r);
	if (rc > 0)
		atomic_store_explicit(&spx_known.kn_memory, SPX_MEMORY_COPIED,
		    memory_order_relaxed);
	return (rc);
}

/*
 * A kernel that ignores CLONE_PIDFD (before 5.2) is found out by a child that
 * shares the memory which the descriptor is written to; of any other one it is
 * known here, and it is not left to run.
 */
static void
require_handle(struct spx_request *r, pid_t pid)
{
	const struct spx_failure failure = { ENOTSUP, SPAWNX_STEP_ATTR,
		SPAWNX_ATTR_HANDLE };

	if (!r->req_want_handle || r->req_handle >= 0 ||
	    r->req_failure.step != SPAWNX_STEP_NONE)
		return;
	spx_sys_kill(pid, SIGKILL);
	r->req_failure = failure;
}

/* With every signal blocked. */
static long
launch_without_clone3(struct spx_request *r)
{
	const long rc = launch_by_clone(r);

	if (rc > 0)
		require_handle(r, (pid_t)rc);
	return (rc);
}

static long
launch_by_clone3(struct spx_request *r)
{
	if (r->req_hold != NULL)
		return (launch_clone3(r, 0));
	if (r->req_own_memory)
		return (launch_apart(r, apart_by_clone3));
	return (launch_clone3(r, SPX_CLONE_SPAWN));
}

/*
 * Only clone3() can start a child in a control group.  Before 5.7 it knows
 * neither the flag (EINVAL) nor the member (E2BIG).
 */
static long
launch_into_cgroup(struct spx_request *r)
{
	long rc = launch_by_clone3(r);

	if (rc == -ENOSYS || rc == -EINVAL || rc == -E2BIG)
		return (-ENOTSUP);
	return (rc);
}

static long
make_child(struct spx_request *r)
{
	long rc;

	if (r->req_flags & SPAWNX_SETCGROUP)
		return (launch_into_cgroup(r));
	if (!atomic_load_explicit(
		&spx_known.kn_no_clone3, memory_order_relaxed)) {
		rc = launch_by_clone3(r);
		if (!spx_is_refusal(rc))
			return (rc);
	}
	rc = r->req_detached ? launch_without_clone3(r)
			     : spx_launch_blocked(r, launch_without_clone3);
	if (rc > 0)
		atomic_store_explicit(
		    &spx_known.kn_no_clone3, true, memory_order_relaxed);
	return (rc);
}

/*
 * E2BIG: Linux 5.5 and 5.6 don't know the member for a control group.  EPERM
 * may be the kernel's answer to who has no privilege to have a program killed.
 */
static long
launch_autoreap(struct spx_request *r)
{
	long rc = -EINVAL;

	if (atomic_load_explicit(
		&spx_known.kn_no_autoreap, memory_order_relaxed))
		return (-ENOTSUP);
	r->req_autoreap = true;
	rc = launch_by_clone3(r);
	r->req_autoreap = false;
	if (rc == -EPERM && r->req_autokill && spx_has(SPAWNX_CAN_AUTOKILL))
		return (rc);
	return (spx_is_refusal(rc) || rc == -E2BIG ? -ENOTSUP : rc);
}

/* What a refusal is about is found out by what works without the flag. */
static long
make_detached(struct spx_request *r)
{
	long rc = launch_autoreap(r);

	if (rc != -ENOTSUP || r->req_autokill)
		return (rc);
	rc = spx_launch_blocked(r, make_child);
	if (rc > 0)
		atomic_store_explicit(
		    &spx_known.kn_no_autoreap, true, memory_order_relaxed);
	return (rc);
}

long
spx_make_child(struct spx_request *r)
{
	spx_choose_memory(r);
	return (r->req_detached ? make_detached(r) : make_child(r));
}
