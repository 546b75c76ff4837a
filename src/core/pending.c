/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx_start(): the same request as spawnx_spawn()'s, in memory that
 * outlives the call, just above the stack of its child.
 */
#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "base/probe.h"
#include "core/pool.h"
#include "object/attr.h"
#include "os/launch.h"
#include "os/start.h"
#include SPX_HOST_H

/*
 * The child's end of the pipe is closed by its exec or its exit; that it
 * also writes its failure there is of no use here, nor of harm.  The parent
 * closes that end as soon as there is a child, which for that must not share
 * the descriptors.
 */
static int
make_pollable(spawnx_pending_t *p)
{
	int fds[2];
	long rc = spx_sys_pipe(fds, 0);

	if (rc < 0)
		return ((int)-rc);
	p->pe_fd = fds[0];
	p->pe_request.req_report_other = fds[0];
	p->pe_request.req_report = fds[1];
	return (0);
}

/*
 * Where memory can't be shared, this child is a fork, and the request is what
 * it needs to find, and not zeroes.  Another thread's fork finds it too, but
 * not as one that has been started: that it becomes afterwards.
 */
static long
launch_copied(spawnx_pending_t *p, bool held)
{
	struct spx_request *r = &p->pe_request;
	const bool hidden = !p->pe_stays;
	long rc;

	if (hidden)
		r->req_wiped = spx_start_wipe(p, sizeof(*p), false);
	rc = held ? spx_start_held(r, &p->pe_hold) : spx_launch(r);
	if (hidden && r->req_wiped == 0)
		p->pe_stays = spx_start_wipe(p, sizeof(*p), true) < 0;
	return (rc);
}

static long
launch(spawnx_pending_t *p, bool held)
{
	struct spx_request *r = &p->pe_request;
	const int writing = r->req_report;
	long rc = -ENOTSUP;

	if (!held)
		rc = spx_start(r, p, &p->pe_busy);
	p->pe_pid = (pid_t)rc;
	if (rc == -ENOTSUP) {
		r->req_report = -1;
		r->req_hidden[0] = p->pe_fd;
		if (held)
			p->pe_hold.ho_poll = writing;
		else
			r->req_hidden[1] = writing;
		rc = launch_copied(p, held);
		p->pe_pid = (pid_t)rc;
		if (rc > 0 && !held)
			spx_pending_settle(p);
	}
	spx_close_if_open(writing);
	return (rc);
}

/* Not for a pending spawn; to say so there is a place, if it was asked for. */
static int
no_memory(const struct spx_spawn_args *args, enum spawnx_step step)
{
	struct spx_request r = { .req_flags = 0 };

	(void)spx_attr_read(&r, args->sa_attr);
	if (args->sa_failure != NULL)
		r.req_where = args->sa_failure;
	return (spx_failed(&r, step, 0, ENOMEM));
}

static int
start(spawnx_pending_t *p, unsigned flags, const struct spx_spawn_args *args,
    bool valid)
{
	long child;
	int rc;

	rc = spx_request_prepare(&p->pe_request, args, valid, &p->pe_search);
	if (rc != 0)
		return (rc);
	/* An attribute may want one as well, for the caller. */
	p->pe_gives_handle = p->pe_request.req_handle_to != NULL;
	if (flags & SPAWNX_HANDLE)
		p->pe_request.req_want_handle = true;
	if (flags & SPAWNX_POLLABLE)
		rc = make_pollable(p);
	else
		p->pe_request.req_share_files =
		    (flags & SPAWNX_SHAREFILES) != 0;
	if (rc != 0) {
		return (spx_failed(&p->pe_request, SPAWNX_STEP_CLONE, 0, rc));
	}
	child = launch(p, (flags & SPAWNX_HELD) != 0);
	if (child > 0) {
		p->pe_magic = SPX_PENDING_MAGIC;
		return (0);
	}
	spx_close_if_open(p->pe_fd);
	return (spx_request_refused(&p->pe_request, (int)-child));
}

/*
 * What the child reads after the call has returned is copied, except the
 * objects.  A NULL environment is read now as well, where it is the caller's.
 */
static int
start_copied(spawnx_pending_t *p, unsigned flags,
    const struct spx_spawn_args *args, bool valid)
{
	struct spx_spawn_args own = *args;

	memset(&p->pe_request, 0, sizeof(p->pe_request));
	p->pe_fd = -1;
	p->pe_heap = NULL;
	p->pe_hold.ho_is = SPX_NOT_HELD;
	if (own.sa_envp == NULL)
		own.sa_envp = SPX_HOST_ENVIRON;
	if (!(flags & SPAWNX_BORROW) && spx_copy_arguments(&own, p->pe_room,
					    SPX_START_ROOM, &p->pe_heap) < 0)
		return (no_memory(args, SPAWNX_STEP_ARGUMENT));
	return (start(p, flags, &own, valid));
}

static int
start_new(
    spawnx_pending_t **out, unsigned flags, const struct spx_spawn_args *args)
{
	spawnx_pending_t *p = spx_pending_take();
	int rc;

	if (p == NULL) {
		rc = no_memory(args, SPAWNX_STEP_CLONE);
		SPX_PROBE_RETURN(rc, -1);
		return (rc);
	}
	p->pe_gives_handle = false;
	rc = start_copied(
	    p, flags, args, out != NULL && (flags & ~SPX_FLAGS_OF_START) == 0);
	if (rc == 0) {
		*out = p;
		return (0);
	}
	spx_pending_release(p);
	spx_pending_give_back(p);
	SPX_PROBE_RETURN(rc, -1);
	return (rc);
}

int
spx_start_with(spawnx_pending_t **out, unsigned flags,
    const struct spx_spawn_args *args, int *handle, pid_t *pid)
{
	spawnx_pending_t *p;
	int rc;

	if (handle != NULL)
		flags |= SPAWNX_HANDLE;
	rc = start_new(&p, flags, args);
	if (rc != 0)
		return (rc);
	*out = p;
	if (pid != NULL)
		*pid = spawnx_pending_pid(p);
	if (handle != NULL) {
		p->pe_gives_handle = true;
		*handle = spawnx_pending_handle(p);
	}
	return (0);
}

SPX_PUBLIC int
spawnx_start(spawnx_pending_t **out, unsigned flags, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	const struct spx_spawn_args args = { false, path, actions, attr, argv,
		envp, NULL };

	return (start_new(out, flags, &args));
}

SPX_PUBLIC int
spawnx_startp(spawnx_pending_t **out, unsigned flags, const char *file,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	const struct spx_spawn_args args = { true, file, actions, attr, argv,
		envp, NULL };

	return (start_new(out, flags, &args));
}
