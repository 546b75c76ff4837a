/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD: rfork(RFSPAWN) where the kernel has it (12.2 does, 12.1 does not),
 * a vfork() that drops the caught handlers as it makes the child; else
 * vfork(), with every signal blocked in the caller until the child has dropped
 * them itself; and where memory can't be shared, or must not be, fork(), with a
 * pipe for the child's answer.  With a handle: pdrfork(RFSPAWN) where the
 * kernel has it, since 15.1; else pdfork(), which always copies the memory.
 *
 * Between the fork and the exec nothing here enters the threading library:
 * the signal mask is the kernel's own, changed by the kernel's own call.  The
 * library's signal, SIGTHR, is caught, blocked and reset like any other.
 */
#include <sys/syscall.h>

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "child/child.h"
#include "os/kernel.h"
#include "os/launch.h"
#include "rfork_thread_freebsd.h"

/* From <unistd.h>, where newer systems have it.  It must be the only flag. */
#define SPX_RFSPAWN (1U << 31)

/*
 * What this process has learnt of its kernel.  All are found out anew by
 * whoever does not see them yet.
 */
static struct {
	/* A refused rfork() was followed by a vfork() that worked. */
	atomic_bool no_rfspawn;
	/*
	 * enum spx_memory: emulators (valgrind, qemu-user) make a fork() of a
	 * vfork(), and what the child writes is lost.
	 */
	atomic_int memory;
	atomic_int pdrfork; /* 0: not asked for yet; 1: there; -1: not */
} known;

struct child_stack {
	_Alignas(16) unsigned char cs_bytes[SPX_CHILD_STACK];
};

static long
fork_on_stack(int nr, const long args[SPX_RFORK_ARGS], struct spx_request *r)
{
	struct child_stack stack;

	return (spx_rfork_thread(nr, args,
	    stack.cs_bytes + sizeof(stack.cs_bytes), spx_child_main, r));
}

static long
launch_rfspawn(struct spx_request *r)
{
	static const long args[SPX_RFORK_ARGS] = { (long)SPX_RFSPAWN };

	return (fork_on_stack(SYS_rfork, args, r));
}

static const long no_args[SPX_RFORK_ARGS];

static long
launch_vfork(struct spx_request *r)
{
	return (fork_on_stack(SYS_vfork, no_args, r));
}

static long
launch_fork(struct spx_request *r)
{
	return (fork_on_stack(SYS_fork, no_args, r));
}

/* With every signal blocked, as handlers would run in a copy of the memory. */
static long
launch_copied(struct spx_request *r)
{
	return (spx_launch_reported(r, launch_fork));
}

/* With every signal blocked. */
static long
launch_without_rfspawn(struct spx_request *r)
{
	return (
	    spx_launch_sharing(r, launch_vfork, launch_copied, &known.memory));
}

/*
 * A system call that the kernel does not know is answered by SIGSYS as well.
 * So it is asked for with that blocked, in a way that no kernel carries out,
 * for no process comes of it without RFPROC or RFSPAWN; and the signal, which
 * is this thread's, is taken back.
 */
static bool
ask_for_pdrfork(void)
{
	const struct timespec now = { 0, 0 };
	spx_sigset_t all, old, sigsys = { { 0 } };
	int fd;
	long rc;

	memset(&all, 0xff, sizeof(all));
	spx_sigset_add(&sigsys, SIGSYS);
	if (spx_sys_sigmask(SIG_SETMASK, &all, &old) < 0)
		return (false);
	rc = spx_sys3(SPX_SYS_pdrfork, (long)&fd, SPX_PD_CLOEXEC, 0);
	if (rc == -ENOSYS)
		(void)spx_sys3(SYS_sigtimedwait, (long)&sigsys, 0, (long)&now);
	(void)spx_sys_sigmask(SIG_SETMASK, &old, NULL);
	return (rc == -EINVAL);
}

static bool
has_pdrfork(void)
{
	int has = atomic_load_explicit(&known.pdrfork, memory_order_relaxed);

	if (has == 0) {
		has = ask_for_pdrfork() ? 1 : -1;
		atomic_store_explicit(
		    &known.pdrfork, has, memory_order_relaxed);
	}
	return (has > 0);
}

/* The descriptor of a process that is not to end with it. */
static long
handle_flags(const struct spx_request *r)
{
	if (r->req_handle_flags != 0)
		return (r->req_handle_flags);
	return (SPX_PD_DAEMON | SPX_PD_CLOEXEC);
}

static long
launch_pdrfork(struct spx_request *r)
{
	const long args[SPX_RFORK_ARGS] = { (long)&r->req_handle,
		handle_flags(r), (long)SPX_RFSPAWN };

	return (fork_on_stack(SPX_SYS_pdrfork, args, r));
}

static long
launch_pdfork(struct spx_request *r)
{
	const long args[SPX_RFORK_ARGS] = { (long)&r->req_handle,
		handle_flags(r) };

	return (fork_on_stack(SPX_SYS_pdfork, args, r));
}

/* Likewise. */
static long
launch_pdfork_copied(struct spx_request *r)
{
	return (spx_launch_reported(r, launch_pdfork));
}

static long
launch_with_handle(struct spx_request *r)
{
	if (!r->req_own_memory && has_pdrfork())
		return (launch_pdrfork(r));
	return (spx_launch_blocked(r, launch_pdfork_copied));
}

long
spx_make_child(struct spx_request *r)
{
	long rc;

	r->req_own_memory = !spx_may_share_memory(r);
	if (r->req_want_handle)
		return (launch_with_handle(r));
	if (r->req_own_memory)
		return (spx_launch_blocked(r, launch_copied));
	if (!atomic_load_explicit(&known.no_rfspawn, memory_order_relaxed)) {
		rc = launch_rfspawn(r);
		if (rc != -EINVAL)
			return (rc);
	}
	rc = spx_launch_blocked(r, launch_without_rfspawn);
	if (rc > 0)
		atomic_store_explicit(
		    &known.no_rfspawn, true, memory_order_relaxed);
	return (rc);
}
