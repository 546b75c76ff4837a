/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What launchers have in common, whatever their primitive.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "child/child.h"
#include "os/launch.h"

long
spx_block_all(struct spx_request *r, spx_sigset_t *old)
{
	spx_sigset_t all;
	long rc;

	memset(&all, 0xff, sizeof(all));
	rc = spx_sys_sigmask(SIG_SETMASK, &all, old);
	if (rc < 0)
		return (rc);
	r->req_mask_until = *old;
	if (r->req_flags & POSIX_SPAWN_SETSIGMASK)
		spx_sigset_join(&r->req_mask_until, &r->req_sigmask);
	r->req_signals_blocked = true;
	return (0);
}

void
spx_unblock_all(const spx_sigset_t *old)
{
	(void)spx_sys_sigmask(SIG_SETMASK, old, NULL);
}

long
spx_launch_blocked(
    struct spx_request *r, long (*make_child)(struct spx_request *))
{
	spx_sigset_t old;
	long rc;

	rc = spx_block_all(r, &old);
	if (rc < 0)
		return (rc);
	rc = make_child(r);
	spx_unblock_all(&old);
	return (rc);
}

long
spx_block_early(struct spx_request *r, spx_sigset_t *old)
{
	long rc;

	if (!(r->req_flags & POSIX_SPAWN_SETSIGMASK))
		return (0);
	rc = spx_sys_sigmask(SIG_BLOCK, &r->req_sigmask, old);
	if (rc < 0) {
		r->req_failure.step = SPAWNX_STEP_ATTR;
		r->req_failure.index = SPAWNX_ATTR_SIGMASK;
	}
	return (rc);
}

void
spx_unblock_early(const struct spx_request *r, const spx_sigset_t *old)
{
	if (r->req_flags & POSIX_SPAWN_SETSIGMASK)
		(void)spx_sys_sigmask(SIG_SETMASK, old, NULL);
}

long
spx_launch(struct spx_request *r)
{
	spx_sigset_t old = { { 0 } };
	long rc;

	rc = spx_block_early(r, &old);
	if (rc < 0)
		return (rc);
	rc = spx_make_child(r);
	spx_unblock_early(r, &old);
	return (rc);
}

/* -- The pipe ------------------------------------------------------------- */

/*
 * A child's exec closes its end of the pipe, but another thread may have forked
 * a process that holds that end as well, and does not exec.  So the end of the
 * pipe is not what is waited for, if it can be helped:
 *
 * - a first record says that the child is there, and whether it has a record
 *   lock on the pipe, which no fork inherits: when the lock is free, the child
 *   has executed, or is gone;
 * - where there are no such locks, from time to time the kernel is asked;
 * - a child that was killed before it could say anything has ended.
 */

/* A detached child has another parent, which need not reap it soon. */
static bool
is_gone(const struct spx_request *r, pid_t pid)
{
	return (
	    r->req_detached ? spx_sys_is_gone(pid) : spx_sys_has_ended(pid));
}

/*
 * The next record, or false: there will be none.  It is there already, if all
 * is over that the child does before it executes.
 */
static bool
receive(const struct spx_request *r, int fd, pid_t pid, bool over,
    struct spx_failure *record)
{
	long n;

	for (;;) {
		if (!over)
			spx_sys_await(fd);
		do
			n = spx_sys_read(fd, record, sizeof(*record));
		while (n == -EINTR);
		if (n == (long)sizeof(*record))
			return (true);
		if (n != -EAGAIN || over)
			return (false);
		over = is_gone(r, pid) || spx_sys_has_execed(pid);
	}
}

/* What a child that has a copy of the memory has said. */
enum heard {
	HEARD_NOTHING, /* it has ended */
	HEARD_ALL,
	HEARD_NO_MORE /* it has no room for the pipe, and goes on */
};

/* It comes from another process: what it may say is known. */
static void
note_skipped(struct spx_request *r, const struct spx_failure *record)
{
	if (record->index >= 0 && record->index < SPAWNX_ATTR_MOST)
		r->req_skipped[record->index] = (uint16_t)record->error;
}

/*
 * First its hello, unless that was lost; then the attributes that it has passed
 * over, which have an error and no step; and last its failure, if it has one.
 */
static enum heard
await_report(struct spx_request *r, int fd, pid_t pid)
{
	enum heard heard = HEARD_NOTHING;
	struct spx_failure record;
	bool over = false;

	while (receive(r, fd, pid, over, &record)) {
		heard = HEARD_ALL;
		if (record.step != SPAWNX_STEP_NONE) {
			r->req_failure = record;
			break;
		}
		if (record.error != 0) {
			note_skipped(r, &record);
			continue;
		}
		if (record.index == SPX_HELLO_NO_ROOM)
			return (HEARD_NO_MORE);
		over = record.index == SPX_HELLO_LOCKED &&
		       spx_sys_lock(fd, F_SETLKW, F_RDLCK) >= 0;
	}
	return (heard);
}

/* Also says what was heard by the pipe. */
static long
launch_reported(struct spx_request *r, long (*make_child)(struct spx_request *),
    enum heard *heard)
{
	int fds[2];
	long rc;

	rc = spx_sys_pipe(fds, O_NONBLOCK);
	if (rc < 0)
		return (rc);
	r->req_keep_below = 0;
	r->req_report_other = fds[0];
	r->req_report = fds[1];
	r->req_hello = true;
	rc = make_child(r);
	(void)spx_sys_close(fds[1]);
	if (rc > 0 && !r->req_seen)
		*heard = await_report(r, fds[0], (pid_t)rc);
	(void)spx_sys_close(fds[0]);
	r->req_report = r->req_report_other = -1;
	r->req_hello = false;
	return (rc);
}

long
spx_launch_reported(
    struct spx_request *r, long (*make_child)(struct spx_request *))
{
	enum heard heard;

	return (launch_reported(r, make_child, &heard));
}

void
spx_launch_await(struct spx_request *r, int fd, pid_t pid)
{
	(void)await_report(r, fd, pid);
}

/*
 * Without room for a pipe, a child that shares the memory needs none.  One that
 * has not been here either has a copy, and what it is up to can't be known, or
 * was killed at once: it is not left to run.
 */
static long
require_seen(struct spx_request *r, long pid)
{
	if (pid <= 0 || r->req_seen)
		return (pid);
	spx_sys_kill((pid_t)pid, SIGKILL);
	spx_abandon(r, (pid_t)pid);
	return (-EMFILE);
}

long
spx_launch_asking(struct spx_request *r,
    long (*make_child)(struct spx_request *), _Atomic int *memory)
{
	enum heard heard = HEARD_NOTHING;
	long rc;

	r->req_seen = false;
	r->req_asking = true;
	rc = launch_reported(r, make_child, &heard);
	if (rc == -EMFILE || rc == -ENFILE)
		rc = require_seen(r, make_child(r));
	/* Threads that don't see it yet find out for themselves. */
	if (rc > 0 && r->req_seen)
		atomic_store_explicit(
		    memory, SPX_MEMORY_SHARED, memory_order_relaxed);
	else if (heard != HEARD_NOTHING)
		atomic_store_explicit(
		    memory, SPX_MEMORY_COPIED, memory_order_relaxed);
	r->req_asking = false;
	return (heard == HEARD_NO_MORE ? require_seen(r, rc) : rc);
}

long
spx_launch_sharing(struct spx_request *r, long (*share)(struct spx_request *),
    long (*copied)(struct spx_request *), _Atomic int *memory)
{
	const int known = atomic_load_explicit(memory, memory_order_relaxed);

	if (known == SPX_MEMORY_COPIED || r->req_own_memory)
		return (copied(r));
	if (known == SPX_MEMORY_SHARED)
		return (share(r));
	return (spx_launch_asking(r, share, memory));
}

/*
 * ECHILD is no error: SIGCHLD is ignored, or another thread waits for any
 * child and was faster.  By the kernel's call, for waitpid() is a cancellation
 * point.  It comes before the close: on FreeBSD a process whose descriptor is
 * closed is its parent's no longer.  A detached child is not ours to reap.
 */
void
spx_abandon(struct spx_request *r, pid_t pid)
{
	if (!r->req_detached)
		(void)spx_sys_reap(pid, r->req_handle);
	if (r->req_handle >= 0)
		(void)spx_sys_close(r->req_handle);
	r->req_handle = -1;
}
