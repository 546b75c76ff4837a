/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The file actions, each one as the child does it; see child.c for what that
 * forbids.  Descriptors are the child's own, the copy that the clone made.
 */
#include <sys/ioctl.h>

#include <errno.h>
#include <signal.h>

#include "spx.h"
#include "sys_linux.h"

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
	const uint64_t ttou = (uint64_t)1 << (SIGTTOU - 1);
	uint64_t old;
	int pgrp;
	long rc;

	pgrp = (int)spx_sys1(SYS_getpgid, 0);
	(void)spx_sys_sigmask(SIG_BLOCK, &ttou, &old);
	rc = spx_sys3(SYS_ioctl, fa->fa_fd, TIOCSPGRP, (long)&pgrp);
	(void)spx_sys_sigmask(SIG_SETMASK, &old, NULL);
	return ((int)rc);
}

int
spx_child_action(const struct spx_action *fa)
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
		return ((int)spx_sys1(SYS_chdir, (long)fa->fa_path));
	case SPX_ACTION_FCHDIR:
		return ((int)spx_sys1(SYS_fchdir, fa->fa_fd));
	case SPX_ACTION_CLOSEFROM:
		return (spx_close_from((unsigned)fa->fa_fd));
	case SPX_ACTION_TCSETPGRP:
		return (action_tcsetpgrp(fa));
	case SPX_ACTION_INHERIT:
		return (clear_cloexec(fa->fa_fd));
	}
	return (-EINVAL);
}
