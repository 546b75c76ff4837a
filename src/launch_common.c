/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What launchers have in common, whatever their primitive.
 */
#include <errno.h>

#include "launch.h"

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
 * point.
 */
void
spx_abandon(struct spx_request *r, pid_t pid)
{
	if (r->req_handle >= 0)
		(void)spx_sys_close(r->req_handle);
	(void)spx_sys_reap(pid, 0);
}
