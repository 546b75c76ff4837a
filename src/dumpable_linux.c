/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A change of IDs makes a process undumpable, so that those who may look into
 * processes of the new user do not look into what it had before (prctl(2),
 * PR_SET_DUMPABLE).  The kernel keeps that with the memory, and the child's is
 * the caller's: he would have no core dumps any more.  So it is put back; but
 * not before the last of these children has left the memory, which is what
 * there is to be protected.
 */
#include <sched.h>
#include <stdatomic.h>

#include "attr_more.h"
#include "sys_attr_linux.h"

/*
 * The lock is the process ID of who holds it: one that a fork finds locked
 * by a thread that it has not got is nobody's.
 */
static _Atomic pid_t lock;

/* What the lock protects. */
static pid_t owner; /* a fork begins anew */
static unsigned children;
static bool was_dumpable;

static void
acquire(pid_t self)
{
	pid_t holder = 0;

	while (!atomic_compare_exchange_strong_explicit(
	    &lock, &holder, self, memory_order_acquire, memory_order_relaxed)) {
		if (holder != self)
			continue; /* with what was found: it is stale */
		(void)spx_sys0(SYS_sched_yield);
		holder = 0;
	}
}

static void
release(void)
{
	atomic_store_explicit(&lock, 0, memory_order_release);
}

/* By getresuid() or getresgid(): whether real and effective ID differ. */
static bool
differ(long number)
{
	uint32_t ids[3];
	long rc = spx_sys3(number, (long)&ids[0], (long)&ids[1], (long)&ids[2]);

	return (rc == 0 && ids[0] != ids[1]);
}

/* Most who ask for RESETIDS have nothing to reset. */
static bool
changes_ids(const struct spx_request *r)
{
	if (spx_more_has(r->req_more, SPAWNX_ATTR_IDS) ||
	    spx_more_has(r->req_more, SPAWNX_ATTR_NSFDS))
		return (true);
	return ((r->req_flags & POSIX_SPAWN_RESETIDS) != 0 &&
		(differ(SPX_SYS_getresuid) || differ(SPX_SYS_getresgid)));
}

void
spx_more_enter(struct spx_request *r)
{
	pid_t self;

	if (!changes_ids(r))
		return;
	self = (pid_t)spx_sys_getpid();
	acquire(self);
	if (owner != self)
		children = 0;
	owner = self;
	if (children++ == 0)
		was_dumpable = spx_sys_prctl(SPX_PR_GET_DUMPABLE, 0) == 1;
	release();
	r->req_entered = true;
}

void
spx_more_leave(struct spx_request *r)
{
	const pid_t self = (pid_t)spx_sys_getpid();

	acquire(self);
	if (owner == self && --children == 0 && was_dumpable)
		(void)spx_sys_prctl(SPX_PR_SET_DUMPABLE, 1);
	release();
	r->req_entered = false;
}
