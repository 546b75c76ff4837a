/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx_start() and spawnx_finish(): the same request as spawnx_spawn()'s,
 * in memory that outlives the call.
 *
 * A pending spawn lies just above the stack of its child, in a mapping of its
 * own.  Some of these are kept when they are free; all operations on the pool
 * are exchanges of one pointer, so that a fork() in the middle of one leaves
 * it whole.
 */
#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "base/probe.h"
#include "core/core.h"
#include "object/attr.h"
#include "os/launch.h"
#include "os/start.h"

#define POOL_SIZE 64
#define MAGIC     0x53705864u
#define FLAGS     (SPAWNX_POLLABLE | SPAWNX_SHAREFILES | SPAWNX_HANDLE)

struct spawnx_pending {
	uint32_t pe_magic; /* 0 in a fork of the process that started it */
	_Atomic uint32_t pe_busy;
	pid_t pe_pid; /* -1: it has failed, and is reaped */
	int pe_fd;    /* reading end of a pipe, or -1 */
	struct spx_request pe_request;
	union spx_search_buffer pe_search;
};

static _Atomic(spawnx_pending_t *) pool[POOL_SIZE];

static spawnx_pending_t *
take(void)
{
	spawnx_pending_t *p;
	size_t i;

	for (i = 0; i < POOL_SIZE; i++) {
		if (atomic_load_explicit(&pool[i], memory_order_relaxed) ==
		    NULL)
			continue;
		p = atomic_exchange_explicit(
		    &pool[i], NULL, memory_order_acquire);
		if (p != NULL)
			return (p);
	}
	return (spx_start_map(sizeof(*p)));
}

static void
give_back(spawnx_pending_t *p)
{
	spawnx_pending_t *none;
	size_t i;

	p->pe_magic = 0;
	for (i = 0; i < POOL_SIZE; i++) {
		none = NULL;
		if (atomic_compare_exchange_strong_explicit(&pool[i], &none, p,
			memory_order_release, memory_order_relaxed))
			return;
	}
	spx_start_unmap(p, sizeof(*p));
}

static bool
is_pending(const spawnx_pending_t *p)
{
	return (p != NULL && p->pe_magic == MAGIC);
}

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

static void
close_if_open(int fd)
{
	if (fd >= 0)
		(void)spx_sys_close(fd);
}

/*
 * Where memory can't be shared, this child is a fork, and the request is what
 * it needs to find.  Another thread's fork finds it too, but not as one that
 * has been started: that it becomes afterwards.
 */
static long
launch_and_wait(spawnx_pending_t *p)
{
	long rc;

	spx_start_wipe(p, sizeof(*p), false);
	rc = spx_launch(&p->pe_request);
	spx_start_wipe(p, sizeof(*p), true);
	return (rc);
}

/*
 * The child has left this memory.  One that has failed is reaped while it is
 * sure whose process ID that is.
 */
static void
settle(spawnx_pending_t *p)
{
	struct spx_request *r = &p->pe_request;

	if (p->pe_pid < 0 || r->req_failure.step == SPAWNX_STEP_NONE)
		return;
	spx_abandon(r, p->pe_pid);
	p->pe_pid = -1;
}

static long
launch(spawnx_pending_t *p)
{
	struct spx_request *r = &p->pe_request;
	const int writing = r->req_report;
	long rc;

	rc = spx_start(r, p, &p->pe_busy);
	p->pe_pid = (pid_t)rc;
	if (rc == -ENOTSUP) {
		r->req_report = -1;
		r->req_hidden[0] = p->pe_fd;
		r->req_hidden[1] = writing;
		rc = launch_and_wait(p);
		p->pe_pid = (pid_t)rc;
		if (rc > 0)
			settle(p);
	}
	close_if_open(writing);
	return (rc);
}

static int
start(spawnx_pending_t *p, unsigned flags, const struct spx_spawn_args *args,
    bool valid)
{
	long child;
	int rc;

	memset(&p->pe_request, 0, sizeof(p->pe_request));
	p->pe_fd = -1;
	rc = spx_request_prepare(&p->pe_request, args, valid, &p->pe_search);
	if (rc != 0)
		return (rc);
	p->pe_request.req_want_handle = (flags & SPAWNX_HANDLE) != 0;
	if (flags & SPAWNX_POLLABLE)
		rc = make_pollable(p);
	else
		p->pe_request.req_share_files =
		    (flags & SPAWNX_SHAREFILES) != 0;
	if (rc != 0) {
		spx_request_free(&p->pe_request);
		return (spx_failed(&p->pe_request, SPAWNX_STEP_CLONE, 0, rc));
	}
	child = launch(p);
	if (child > 0) {
		p->pe_magic = MAGIC;
		return (0);
	}
	close_if_open(p->pe_fd);
	spx_request_free(&p->pe_request);
	return (spx_request_refused(&p->pe_request, (int)-child));
}

/* Not for a pending spawn; to say so there is a place, if it was asked for. */
static int
no_memory(const struct spx_spawn_args *args)
{
	struct spx_request r = { .req_flags = 0 };

	(void)spx_attr_read(&r, args->sa_attr);
	return (spx_failed(&r, SPAWNX_STEP_CLONE, 0, ENOMEM));
}

static int
start_new(
    spawnx_pending_t **out, unsigned flags, const struct spx_spawn_args *args)
{
	spawnx_pending_t *p = take();
	int rc;

	if (p != NULL)
		rc =
		    start(p, flags, args, out != NULL && (flags & ~FLAGS) == 0);
	else
		rc = no_memory(args);
	if (rc == 0) {
		*out = p;
		return (0);
	}
	if (p != NULL)
		give_back(p);
	SPX_PROBE_RETURN(rc, -1);
	return (rc);
}

SPX_PUBLIC int
spawnx_start(spawnx_pending_t **out, unsigned flags, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	const struct spx_spawn_args args = { false, path, actions, attr, argv,
		envp };

	return (start_new(out, flags, &args));
}

SPX_PUBLIC int
spawnx_startp(spawnx_pending_t **out, unsigned flags, const char *file,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	const struct spx_spawn_args args = { true, file, actions, attr, argv,
		envp };

	return (start_new(out, flags, &args));
}

/* Of a child that is known to have failed, the number may be anybody's. */
SPX_PUBLIC pid_t
spawnx_pending_pid(const spawnx_pending_t *p)
{
	if (!is_pending(p))
		return (-1);
	if (atomic_load_explicit(&p->pe_busy, memory_order_acquire) == 0 &&
	    p->pe_request.req_failure.step != SPAWNX_STEP_NONE)
		return (-1);
	return (p->pe_pid);
}

SPX_PUBLIC int
spawnx_pending_fd(const spawnx_pending_t *p)
{
	return (is_pending(p) ? p->pe_fd : -1);
}

SPX_PUBLIC int
spawnx_pending_handle(const spawnx_pending_t *p)
{
	if (!is_pending(p) || !p->pe_request.req_want_handle)
		return (-1);
	return (p->pe_request.req_handle);
}

SPX_PUBLIC int
spawnx_finish(spawnx_pending_t *p, pid_t *pid)
{
	struct spx_request *r;
	int rc;

	if (!is_pending(p))
		return (EINVAL);
	r = &p->pe_request;
	spx_start_wait(&p->pe_busy);
	settle(p);
	rc = spx_request_conclude(r, p->pe_pid, pid);
	SPX_PROBE_RETURN(rc, rc == 0 ? p->pe_pid : -1);
	if (spx_sys_is_handle(r->req_handle))
		close_if_open(r->req_handle);
	close_if_open(p->pe_fd);
	spx_request_free(r);
	give_back(p);
	return (rc);
}
