/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any POSIX system: vfork(), with every signal blocked in the caller until the
 * child has dropped the caught handlers; and where memory can't be shared, or
 * must not be, fork(), with a pipe for the child's answer.
 *
 * Where fork() is used, it runs the handlers of pthread_atfork(), and the
 * child's calls are those of a process with one thread.
 */
#include <errno.h>
#include <stdatomic.h>
#include <unistd.h>

#include "child/child.h"
#include "os/kernel.h"
#include "os/launch.h"

/* enum spx_memory: emulators make a fork() of a vfork(). */
static atomic_int memory;

/*
 * The child goes on in this frame, below which the caller's is not touched
 * before it has left: by exec or exit: it never returns.  What the caller
 * needs afterwards is not to be in a register that the child changes: there is
 * nothing but the result.
 */
static __attribute__((noinline)) long
launch_vfork(struct spx_request *r)
{
	const pid_t pid = vfork();

	if (pid == 0)
		(void)spx_child_main(r);
	return (pid < 0 ? -errno : pid);
}

/* Zeroes are no request: such a child would do nothing, and say nothing. */
static long
launch_fork(struct spx_request *r)
{
	pid_t pid;

	if (r->req_wiped < 0) {
		r->req_failure.step = SPAWNX_STEP_CLONE;
		return (r->req_wiped);
	}
	pid = fork();
	if (pid == 0)
		(void)spx_child_main(r);
	return (pid < 0 ? -errno : pid);
}

static long
launch_copied(struct spx_request *r)
{
	return (spx_launch_reported(r, launch_fork));
}

/* With every signal blocked. */
static long
launch(struct spx_request *r)
{
	return (spx_launch_sharing(r, launch_vfork, launch_copied, &memory));
}

static long
refuse(struct spx_request *r, enum spawnx_attribute which)
{
	r->req_failure.step = SPAWNX_STEP_ATTR;
	r->req_failure.index = which;
	return (-ENOTSUP);
}

/* The child writes to errno as well, which is the calling thread's. */
long
spx_make_child(struct spx_request *r)
{
	const int saved = errno;
	int cancel;
	long rc;

	if (r->req_want_handle)
		return (refuse(r, SPAWNX_ATTR_HANDLE));
	if (r->req_flags & SPAWNX_SETCGROUP)
		return (refuse(r, SPAWNX_ATTR_CGROUP));
	r->req_own_memory = !spx_may_share_memory(r);
	cancel = spx_disable_cancel();
	rc = spx_launch_blocked(r, launch);
	spx_restore_cancel(cancel);
	errno = saved;
	return (rc);
}
