/* SPDX-License-Identifier: BSD-2-Clause */
/* Executing what a descriptor stands for; see main.c for what that forbids. */
#include <errno.h>
#include <fcntl.h>

#include "child/steps.h"
#include SPX_SYSTEM_ATTR_H

/* What can't be read, being O_PATH, is taken for one. */
static bool
is_script(int fd)
{
	char start[2];
	long n = spx_sys_pread(fd, start, sizeof(start));

	return (n < 0 || (n == 2 && start[0] == '#' && start[1] == '!'));
}

/*
 * The kernel has ENOENT for a script that its interpreter could not open by
 * /dev/fd, and for an interpreter that is missing.  The first is about the
 * descriptor, as EBADF is.
 */
static bool
is_descriptors_doing(int fd, long rc)
{
	long flags;

	if (rc != -ENOENT)
		return (rc == -EBADF);
	flags = spx_sys_fcntl(fd, F_GETFD, 0);
	return (flags >= 0 && (flags & FD_CLOEXEC) != 0 && is_script(fd));
}

void
spx_child_execfd(struct spx_request *r, int fd)
{
	long rc = spx_sys_execfd(fd, r->req_argv, r->req_envp);

	if (is_descriptors_doing(fd, rc))
		spx_child_fail(
		    r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_EXECFD, (int)-rc);
	/* There is a file: not found is its interpreter. */
	spx_child_fail(r,
	    rc == -ENOENT || rc == -ENOTDIR ? SPAWNX_STEP_INTERPRETER
					    : SPAWNX_STEP_EXEC,
	    0, (int)-rc);
}
