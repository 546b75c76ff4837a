/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The file actions, each one as the child does it; see child.c for what that
 * forbids.  Descriptors are the child's own, the copy that the clone made.
 */
#include <errno.h>
#include <signal.h>

#include "spx.h"
#include "sys.h"

/*
 * POSIX: a descriptor that is open already is closed first, so that the file
 * can be opened with a full table.
 */
static int
action_open(const struct spx_action *fa)
{
	long fd, rc;

	(void)spx_sys_close(fa->fa_fd);
	fd = spx_sys_open(fa->fa_path, fa->fa_oflag, fa->fa_mode);
	if (fd < 0 || fd == fa->fa_fd)
		return ((int)(fd < 0 ? fd : 0));
	rc = spx_sys_dup3((int)fd, fa->fa_fd, fa->fa_oflag & O_CLOEXEC);
	(void)spx_sys_close((int)fd);
	return ((int)(rc < 0 ? rc : 0));
}

static int
clear_cloexec(int fd)
{
	long flags = spx_sys_fcntl(fd, F_GETFD, 0);

	if (flags < 0 || !(flags & FD_CLOEXEC))
		return ((int)(flags < 0 ? flags : 0));
	return ((int)spx_sys_fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC));
}

/*
 * POSIX.1-2024: with equal descriptors it clears close-on-exec.  dup3() and
 * not dup2(), which newer CPUs lack; it leaves the flag clear as well.
 */
static int
action_dup2(const struct spx_action *fa)
{
	long rc;

	if (fa->fa_from == fa->fa_fd)
		return (clear_cloexec(fa->fa_fd));
	rc = spx_sys_dup3(fa->fa_from, fa->fa_fd, 0);
	return ((int)(rc < 0 ? rc : 0));
}

/*
 * A process of a background group that calls this gets SIGTTOU, whose default
 * action would stop the child, and with it the parent, for good.  The call is
 * allowed while the signal is blocked.
 */
static int
action_tcsetpgrp(const struct spx_action *fa)
{
	spx_sigset_t ttou = { { 0 } }, old;
	long rc;

	spx_sigset_add(&ttou, SIGTTOU);
	(void)spx_sys_sigmask(SIG_BLOCK, &ttou, &old);
	rc = spx_sys_tcsetpgrp(fa->fa_fd, (int)spx_sys_getpgrp());
	(void)spx_sys_sigmask(SIG_SETMASK, &old, NULL);
	return ((int)rc);
}

int
spx_child_action(const struct spx_request *r, const struct spx_action *fa)
{
	switch (fa->fa_kind) {
	case SPX_ACTION_OPEN:
		return (action_open(fa));
	case SPX_ACTION_CLOSE:
		/* POSIX.1-2008, TC1: not open is no error. */
		(void)spx_sys_close(fa->fa_fd);
		return (0);
	case SPX_ACTION_DUP2:
		return (action_dup2(fa));
	case SPX_ACTION_CHDIR:
		return ((int)spx_sys_chdir(fa->fa_path));
	case SPX_ACTION_FCHDIR:
		return ((int)spx_sys_fchdir(fa->fa_fd));
	case SPX_ACTION_CLOSEFROM:
		return (spx_close_from((unsigned)fa->fa_fd, r->req_report));
	case SPX_ACTION_TCSETPGRP:
		return (action_tcsetpgrp(fa));
	case SPX_ACTION_INHERIT:
		return (clear_cloexec(fa->fa_fd));
	}
	return (-EINVAL);
}

/* Which numbers an action is about; -1 for none. */
static int
subject(const struct spx_action *fa)
{
	switch (fa->fa_kind) {
	case SPX_ACTION_CHDIR:
	case SPX_ACTION_CLOSEFROM:
		return (-1);
	default:
		return (fa->fa_fd);
	}
}

static int
source(const struct spx_action *fa)
{
	return (fa->fa_kind == SPX_ACTION_DUP2 ? fa->fa_from : -1);
}

bool
spx_actions_name(const struct spx_request *r, int fd)
{
	unsigned i;

	for (i = 0; i < r->req_nactions; i++)
		if (subject(&r->req_actions[i]) == fd ||
		    source(&r->req_actions[i]) == fd)
			return (true);
	return (false);
}

int
spx_actions_above(const struct spx_request *r)
{
	int above = 0;
	unsigned i;

	for (i = 0; i < r->req_nactions; i++) {
		if (subject(&r->req_actions[i]) >= above)
			above = subject(&r->req_actions[i]) + 1;
		if (source(&r->req_actions[i]) >= above)
			above = source(&r->req_actions[i]) + 1;
	}
	return (above);
}
