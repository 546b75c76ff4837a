/* SPDX-License-Identifier: BSD-2-Clause */
/* What a caller may ask of a pending spawn, and its end. */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/probe.h"
#include "core/pool.h"
#include "os/launch.h"
#include "os/start.h"

/*
 * The child has left this memory.  One that has failed is reaped while it is
 * sure whose process ID that is.
 */
void
spx_pending_settle(spawnx_pending_t *p)
{
	struct spx_request *r = &p->pe_request;

	if (p->pe_pid < 0 || r->req_failure.step == SPAWNX_STEP_NONE)
		return;
	spx_abandon(r, p->pe_pid);
	p->pe_pid = -1;
}

void
spx_pending_release(spawnx_pending_t *p)
{
	spx_request_free(&p->pe_request);
	if (p->pe_heap != NULL)
		spx_free(p->pe_heap);
}

/* Of a child that is known to have failed, the number may be anybody's. */
SPX_PUBLIC pid_t
spawnx_pending_pid(const spawnx_pending_t *p)
{
	if (!spx_is_pending(p))
		return (-1);
	if (atomic_load_explicit(&p->pe_busy, memory_order_acquire) == 0 &&
	    p->pe_request.req_failure.step != SPAWNX_STEP_NONE)
		return (-1);
	return (p->pe_pid);
}

SPX_PUBLIC int
spawnx_pending_fd(const spawnx_pending_t *p)
{
	return (spx_is_pending(p) ? p->pe_fd : -1);
}

SPX_PUBLIC int
spawnx_pending_handle(const spawnx_pending_t *p)
{
	if (!spx_is_pending(p) || !p->pe_request.req_want_handle)
		return (-1);
	return (p->pe_request.req_handle);
}

/* Waits for the exec; with `ended` for the end of the program, too. */
static int
finish(spawnx_pending_t *p, pid_t *pid, bool ended)
{
	struct spx_request *r = &p->pe_request;
	int rc;

	spx_start_wait(&p->pe_busy);
	if (p->pe_hold.ho_is != SPX_NOT_HELD)
		spx_await_held(r, &p->pe_hold, p->pe_pid);
	spx_pending_settle(p);
	if (ended)
		r->req_handle_to = NULL;
	rc = spx_request_conclude(r, p->pe_pid, pid);
	SPX_PROBE_RETURN(rc, rc == 0 ? p->pe_pid : -1);
	if (rc == 0 && ended)
		(void)spx_sys_reap(p->pe_pid, r->req_handle);
	if (spx_sys_is_handle(r->req_handle) &&
	    (rc != 0 || ended || !p->pe_gives_handle))
		spx_close_if_open(r->req_handle);
	spx_close_if_open(p->pe_fd);
	spx_pending_release(p);
	spx_pending_give_back(p);
	return (rc);
}

/* Of one that is held it would wait for ever. */
SPX_PUBLIC int
spawnx_finish(spawnx_pending_t *p, pid_t *pid)
{
	if (!spx_is_pending(p))
		return (EINVAL);
	return (p->pe_hold.ho_is == SPX_HELD ? EDEADLK : finish(p, pid, false));
}

SPX_PUBLIC int
spawnx_release(spawnx_pending_t *p)
{
	if (!spx_is_pending(p) || p->pe_hold.ho_is != SPX_HELD)
		return (EINVAL);
	spx_release_held(&p->pe_hold, true);
	return (0);
}

/*
 * By its descriptor, if there is one: the number may be another process's, if
 * the child has failed and somebody else has reaped it.
 */
static long
kill_child(const spawnx_pending_t *p, pid_t pid)
{
	const int handle = p->pe_request.req_handle;

	if (spx_sys_is_handle(handle))
		return (spx_sys_kill_handle(handle, pid, SIGKILL));
	return (spx_sys_kill(pid, SIGKILL));
}

/* One that can't be killed is not waited for. */
SPX_PUBLIC int
spawnx_cancel(spawnx_pending_t *p)
{
	pid_t pid = spawnx_pending_pid(p);

	if (!spx_is_pending(p))
		return (EINVAL);
	if (pid > 0 && kill_child(p, pid) == -EPERM)
		return (EPERM);
	if (p->pe_hold.ho_is == SPX_HELD)
		spx_release_held(&p->pe_hold, false);
	(void)finish(p, NULL, true);
	return (0);
}
