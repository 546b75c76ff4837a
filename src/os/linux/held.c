/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A start whose child waits until the caller releases it.  The child has a copy
 * of the memory, whatever else could be done: the caller may move it to another
 * control group, write its score for the killer, or trace it and set
 * breakpoints, and none of these may hit the caller.  So this is a fork whose
 * answer comes by a pipe, in two halves; see launch.c and os/launch.c.
 *
 * The child waits for a byte in a second pipe, or for its end, which says that
 * the caller has executed another program, or is gone.  But another process
 * that it has forked may hold the pipe as well, and so may another held child.
 * So the caller has a record lock on the pipe, which no fork inherits, and the
 * child waits for that: it is free when the caller has closed the pipe.
 *
 * Where there are no such locks, a descriptor of the caller itself says when it
 * has ended.
 */
#include <errno.h>

#include "os/launch.h"
#include "os/linux/sys_held.h"
#include "os/start.h"

static void
close_both(int fds[2])
{
	(void)spx_sys_close(fds[0]);
	(void)spx_sys_close(fds[1]);
}

/* Without a descriptor of the caller, from time to time the child asks. */
static long
prepare(struct spx_request *r, struct spx_hold *h)
{
	int fds[2];
	long rc;

	rc = spx_sys_pipe(h->ho_pipe, 0);
	if (rc < 0)
		return (rc);
	rc = spx_sys_pipe(fds, O_NONBLOCK);
	if (rc < 0) {
		close_both(h->ho_pipe);
		return (rc);
	}
	h->ho_answer = r->req_report_other = fds[0];
	r->req_report = fds[1];
	r->req_hello = true;
	h->ho_caller = (pid_t)spx_sys_getpid();
	h->ho_locked = spx_sys_lock(h->ho_pipe[1], F_SETLK, F_WRLCK) >= 0;
	h->ho_caller_fd =
	    h->ho_locked ? -1 : (int)spx_sys_open_process(h->ho_caller);
	r->req_hold = h;
	return (0);
}

/* What is the child's alone. */
static void
leave_to_child(struct spx_request *r, struct spx_hold *h)
{
	(void)spx_sys_close(r->req_report);
	if (h->ho_caller_fd >= 0)
		(void)spx_sys_close(h->ho_caller_fd);
	r->req_report = r->req_report_other = -1;
	r->req_hello = false;
	r->req_hold = NULL;
}

/*
 * By its descriptor it is killed and reaped, even if somebody else has reaped
 * it; without one, by its number.
 */
long
spx_start_held(struct spx_request *r, struct spx_hold *h)
{
	long rc;

	rc = prepare(r, h);
	if (rc < 0)
		return (rc);
	rc = spx_launch(r);
	leave_to_child(r, h);
	if (rc < 0) {
		close_both(h->ho_pipe);
		(void)spx_sys_close(h->ho_answer);
		return (rc);
	}
	if (r->req_handle < 0)
		r->req_handle = (int)spx_sys_open_process((pid_t)rc);
	h->ho_is = SPX_HELD;
	return (rc);
}

/* Its reading end is open here as well: there is no SIGPIPE, ever. */
void
spx_release_held(struct spx_hold *h, bool go)
{
	while (go && spx_sys_write(h->ho_pipe[1], "", 1) == -EINTR)
		continue;
	close_both(h->ho_pipe);
	h->ho_is = SPX_RELEASED;
}

void
spx_await_held(struct spx_request *r, struct spx_hold *h, pid_t pid)
{
	if (r->req_failure.step == SPAWNX_STEP_NONE)
		spx_launch_await(r, h->ho_answer, pid);
	(void)spx_sys_close(h->ho_answer);
	h->ho_is = SPX_NOT_HELD;
}
