/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * clone3() without CLONE_VFORK: the child has a stack that is not in a frame
 * of the caller's, and CLONE_CHILD_CLEARTID says when it is done with it.
 *
 * Where there is no clone3(), clone() does the same, once it is known for sure
 * that it does.  The caller's handlers are copied then, so every signal is
 * blocked in the caller until there is a child, and in the child until it has
 * reset them; the caller need not wait for that.
 */
#include "child/child.h"
#include "base/actions.h"
#include "base/extension.h"
#include "os/kernel.h"
#include "os/launch.h"
#include "os/linux/clone.h"
#include "os/linux/descriptors.h"
#include "os/start.h"

#define FUTEX_WAIT_SHARED 0 /* the kernel's wake is not a private one */

/* Whether children are made by clone() and not waited for. */
enum by_clone {
	BY_CLONE_UNKNOWN,
	BY_CLONE_WORKS,
	BY_CLONE_NEVER
};

static atomic_int by_clone;

/*
 * A child that is not waited for would see what its parent does to its
 * descriptors meanwhile: it shares them only if the caller has allowed that.
 * The exec makes a copy before it closes any.  Who closes one sooner, or opens
 * one, makes it first; and so does a child that looks up a number, lest it find
 * the descriptor that its own start has made.
 */
static uint64_t
share_descriptors(struct spx_request *r)
{
	if (!r->req_share_files)
		return (0);
	if (!spx_leaves_descriptors(r) || spx_names_descriptors(r)) {
		if (!spx_sys_can_unshare())
			return (0);
		r->req_keep_below = spx_keep_below(r);
		if (r->req_keep_below == 0 || !spx_copies_parts_well())
			r->req_keep_below = SPX_KEEP_ALL;
	}
	return (SPX_CLONE_FILES);
}

/*
 * A child that is not waited for is no vfork child to the kernel:
 *
 * - the killer of a group that is out of memory spares vfork children, and
 *   takes all who share the memory of any other one;
 * - a score for that killer becomes the score of all who share the memory;
 * - PDEATHSIG is about the thread that made the child, which might end before
 *   the child has asked for the signal.
 *
 * And where libc makes the system calls, the child writes to the errno of the
 * thread that made it.
 */
static bool
has_to_wait(struct spx_request *r)
{
	return (SPX_SYSCALL_SETS_ERRNO != 0 ||
		(r->req_flags & SPAWNX_SETCGROUP) != 0 ||
		spx_ext_any(r->req_ext, spx_attrs_with(SPX_WAITS)) ||
		!spx_may_share_memory(r));
}

/*
 * Always with a descriptor of the process: the child may fail, be reaped by
 * whoever waits for any child, and its process ID become another child's.  In a
 * full table it is not to be had, and who did not ask for it does without.
 */
static long
start_child(
    struct spx_clone_args *args, size_t size, struct spx_request *r, void *top)
{
	long rc;

	args->ca_flags |= SPX_CLONE_PIDFD;
	args->ca_pidfd = (uintptr_t)&r->req_handle;
	do {
		rc = spx_rfork_thread(args, top, spx_child_main, r, size);
		if (!r->req_want_handle && (rc == -EMFILE || rc == -ENFILE) &&
		    (args->ca_flags & SPX_CLONE_PIDFD)) {
			args->ca_flags &= ~(uint64_t)SPX_CLONE_PIDFD;
			rc = -EINTR;
		}
	} while (rc == -EINTR);
	return (rc);
}

static long
start(struct spx_request *r, void *p, _Atomic uint32_t *busy, uint64_t flags,
    bool by_clone3)
{
	struct spx_clone_args args = {
		.ca_flags = SPX_CLONE_VM | SPX_CLONE_CHILD_CLEARTID | flags,
		.ca_child_tid = (uintptr_t)busy,
		.ca_stack = (uintptr_t)p - SPX_CHILD_STACK,
		.ca_stack_size = SPX_CHILD_STACK,
	};
	size_t size = 0;
	long rc;

	args.ca_flags |= share_descriptors(r);
	if (by_clone3)
		size = spx_clone3_request(&args, r);
	else
		spx_clone_request(&args, r);
	atomic_store_explicit(busy, 1, memory_order_relaxed);
	rc = start_child(&args, size, r, p);
	if (rc > 0)
		return (rc);
	atomic_store_explicit(busy, 0, memory_order_relaxed);
	r->req_keep_below = 0;
	return (rc);
}

static long
start_by_clone3(struct spx_request *r, void *p, _Atomic uint32_t *busy)
{
	spx_sigset_t old;
	long rc;

	rc = spx_block_early(r, &old);
	if (rc < 0)
		return (rc);
	rc = start(r, p, busy, 0, true);
	spx_unblock_early(r, &old);
	return (spx_is_refusal(rc) || rc == -E2BIG ? -ENOTSUP : rc);
}

/* -- By clone() ------------------------------------------------------------ */

/* Since Linux 5.4; ECHILD: it was reaped by another thread, or by itself. */
static bool
is_waited_by_handle(int handle)
{
	const long rc = spx_syscall5(SYS_waitid, SPX_P_PIDFD, handle, 0,
	    SPX_WEXITED | SPX_WNOHANG | SPX_WNOWAIT | SPX_WALL, 0);

	return (rc == 0 || rc == -ECHILD);
}

/*
 * No kernel that has clone3(CLONE_CLEAR_SIGHAND) fails to do what a start
 * relies on; of any other one it is found out by a child that is waited for:
 *
 * - that the word is cleared by an exec.  gVisor does it by the exit alone;
 * - that a child which has ended can be waited for by its descriptor, lest it
 *   be another one that has its process ID.
 */
static void
learn(const struct spx_request *r, bool cleared)
{
	int what = BY_CLONE_NEVER;

	if (r->req_failure.step != SPAWNX_STEP_NONE || r->req_handle < 0)
		return; /* it was no exec, or there was no room */
	if (cleared && is_waited_by_handle(r->req_handle))
		what = BY_CLONE_WORKS;
	atomic_store_explicit(&by_clone, what, memory_order_relaxed);
}

static long
start_waiting(struct spx_request *r, void *p, _Atomic uint32_t *busy)
{
	long rc = start(r, p, busy, SPX_CLONE_VFORK, false);

	if (rc <= 0)
		return (rc);
	learn(r, atomic_load_explicit(busy, memory_order_relaxed) == 0);
	atomic_store_explicit(busy, 0, memory_order_relaxed);
	return (rc);
}

/* These may be refused where the rest is not. */
static bool
asks_for_more(const struct spx_request *r)
{
	return (spx_ext_has(r->req_ext, SPAWNX_ATTR_NAMESPACES) ||
		spx_ext_has(r->req_ext, SPAWNX_ATTR_IDMAP));
}

static long
clone_refused(struct spx_request *r)
{
	r->req_signals_blocked = false;
	if (!asks_for_more(r))
		atomic_store_explicit(
		    &by_clone, BY_CLONE_NEVER, memory_order_relaxed);
	return (-ENOTSUP);
}

static long
start_by_clone(struct spx_request *r, void *p, _Atomic uint32_t *busy)
{
	const int known = atomic_load_explicit(&by_clone, memory_order_relaxed);
	spx_sigset_t old;
	long rc;

	rc = spx_block_all(r, &old);
	if (rc < 0)
		return (rc);
	if (known == BY_CLONE_WORKS)
		rc = start(r, p, busy, 0, false);
	else
		rc = start_waiting(r, p, busy);
	spx_unblock_all(&old);
	if (spx_is_refusal(rc))
		return (clone_refused(r));
	if (rc > 0)
		atomic_store_explicit(
		    &spx_known.kn_no_clone3, true, memory_order_relaxed);
	return (rc);
}

static bool
may_start_by_clone3(void)
{
	return (!atomic_load_explicit(
	    &spx_known.kn_no_clone3, memory_order_relaxed));
}

/*
 * A child that may have a copy of the memory can't be made in this way: its
 * answer would be lost.  The first spawn by clone() finds that out.
 */
static bool
may_start_by_clone(void)
{
	return (atomic_load_explicit(&spx_known.kn_memory,
		    memory_order_relaxed) == SPX_MEMORY_SHARED &&
		atomic_load_explicit(&by_clone, memory_order_relaxed) !=
		    BY_CLONE_NEVER);
}

bool
spx_starts_by_clone(void)
{
	return (atomic_load_explicit(&by_clone, memory_order_relaxed) ==
		BY_CLONE_WORKS);
}

long
spx_start(struct spx_request *r, void *p, _Atomic uint32_t *busy)
{
	long rc = -ENOTSUP;

	if (!(may_start_by_clone3() || may_start_by_clone()) ||
	    has_to_wait(r) || spx_is_traced())
		return (rc);
	if (may_start_by_clone3())
		rc = start_by_clone3(r, p, busy);
	if (rc == -ENOTSUP && may_start_by_clone())
		rc = start_by_clone(r, p, busy);
	return (rc);
}

void
spx_start_wait(_Atomic uint32_t *busy)
{
	uint32_t now;

	while ((now = atomic_load_explicit(busy, memory_order_acquire)) != 0)
		(void)spx_sys4(
		    SYS_futex, (long)busy, FUTEX_WAIT_SHARED, (long)now, 0);
}
