/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What launchers have in common, whatever their primitive.
 */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "launch.h"

long
spx_memory_kind(long (*probe)(void))
{
	/* Threads that don't see it yet find out for themselves. */
	static atomic_int known;
	long kind = atomic_load_explicit(&known, memory_order_relaxed);

	if (kind == 0) {
		kind = probe();
		if (kind > 0)
			atomic_store_explicit(
			    &known, (int)kind, memory_order_relaxed);
	}
	return (kind);
}

long
spx_launch_blocked(
    struct spx_request *r, long (*make_child)(struct spx_request *))
{
	spx_sigset_t all, old;
	long rc;

	memset(&all, 0xff, sizeof(all));
	rc = spx_sys_sigmask(SIG_SETMASK, &all, &old);
	if (rc < 0)
		return (rc);
	if (!(r->req_flags & POSIX_SPAWN_SETSIGMASK))
		r->req_sigmask = old;
	r->req_signals_blocked = true;
	rc = make_child(r);
	(void)spx_sys_sigmask(SIG_SETMASK, &old, NULL);
	return (rc);
}

/* The child's answer, until the exec closes its end of the pipe. */
static void
await_report(struct spx_request *r, int fd)
{
	struct spx_failure failure;
	long n;

	do
		n = spx_sys_read(fd, &failure, sizeof(failure));
	while (n == -EINTR);
	if (n == (long)sizeof(failure))
		r->req_failure = failure;
}

long
spx_launch_copied(
    struct spx_request *r, long (*make_child)(struct spx_request *))
{
	int fds[2];
	long rc;

	rc = spx_sys_pipe(fds);
	if (rc < 0)
		return (rc);
	r->req_keep_below = 0;
	r->req_report_other = fds[0];
	r->req_report = fds[1];
	rc = make_child(r);
	(void)spx_sys_close(fds[1]);
	if (rc > 0)
		await_report(r, fds[0]);
	(void)spx_sys_close(fds[0]);
	return (rc);
}

/*
 * ECHILD is no error: SIGCHLD is ignored, or another thread waits for any
 * child and was faster.  wait4() itself, for waitpid() is a cancellation
 * point.  It comes first: on FreeBSD a process whose descriptor is closed is
 * its parent's no longer.
 */
void
spx_abandon(struct spx_request *r, pid_t pid)
{
	(void)spx_sys_reap(pid, 0);
	if (r->req_handle >= 0)
		(void)spx_sys_close(r->req_handle);
}
