/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The file actions, each one as the child does it; see child.c for what that
 * forbids.  Descriptors are the child's own, the copy that the clone made.
 */
#include <errno.h>

#include "child/steps.h"
#include "os/sys.h"

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

static int
clear_cloexec_if_open(int fd)
{
	const int rc = clear_cloexec(fd);

	return (rc == -EBADF ? 0 : rc);
}

/*
 * POSIX.1-2024: with equal descriptors it clears close-on-exec.  dup3() and
 * not dup2(), which newer CPUs lack; it leaves the flag clear as well.
 */
static int
duplicate(int fd, int newfd)
{
	long rc;

	if (fd == newfd)
		return (clear_cloexec(fd));
	rc = spx_sys_dup3(fd, newfd, 0);
	return ((int)(rc < 0 ? rc : 0));
}

/*
 * A further number for a descriptor of a cycle: above all that the action is
 * about, if there is one.  Below, it may turn out to be a source's, which was
 * not open then.
 */
static int
find_spare(const struct spx_remap *rm, int fd)
{
	long spare = spx_sys_fcntl(fd, F_DUPFD_CLOEXEC, rm->rm_above);
	unsigned i;

	if (spare != -EMFILE && spare != -EINVAL)
		return ((int)spare);
	spare = spx_sys_fcntl(fd, F_DUPFD_CLOEXEC, 0);
	for (i = 0; i < rm->rm_count && spare >= 0; i++)
		if (rm->rm_from[i] == spare)
			spare = -EBADF;
	return ((int)spare);
}

/* The cycles that follow have the number of the first one. */
static int
take_spare(const struct spx_remap *rm, int spare, int fd)
{
	if (spare == SPX_SPARE)
		return (find_spare(rm, fd));
	return ((int)spx_sys_dup3(fd, spare, O_CLOEXEC));
}

/*
 * At most one descriptor is spared at a time, and its number, once found, is
 * kept: to look for it again would take each cycle through all the sources.
 */
static int
action_remap(const struct spx_remap *rm)
{
	int spare = SPX_SPARE, rc = 0;
	unsigned i;

	for (i = 0; i < rm->rm_nmoves && rc >= 0; i++) {
		const struct spx_move *mv = &rm->rm_moves[i];

		if (mv->mv_to == SPX_SPARE) {
			rc = spare = take_spare(rm, spare, mv->mv_from);
		} else if (mv->mv_from == SPX_SPARE) {
			rc = duplicate(spare, mv->mv_to);
		} else {
			rc = duplicate(mv->mv_from, mv->mv_to);
		}
	}
	if (spare >= 0)
		(void)spx_sys_close(spare);
	return (rc < 0 ? rc : 0);
}

/*
 * POSIX.1-2008, TC1: not open is no error.  Nor is what the file says when it
 * is closed; but a descriptor that is still open afterwards has not been.
 */
static int
action_close(int fd)
{
	const long rc = spx_sys_close(fd);

	if (rc >= 0 || rc == -EBADF || spx_sys_fcntl(fd, F_GETFD, 0) == -EBADF)
		return (0);
	return ((int)rc);
}

/* What is not taken at once would be the start of another value. */
int
spx_child_write(const char *path, const void *data, size_t size)
{
	long rc, fd = spx_sys_open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY, 0);

	if (fd < 0)
		return ((int)fd);
	rc = spx_sys_write((int)fd, data, size);
	(void)spx_sys_close((int)fd);
	if (rc >= 0)
		rc = (size_t)rc == size ? 0 : -EIO;
	return ((int)rc);
}

int
spx_child_action(struct spx_request *r, const struct spx_action *fa)
{
	switch (fa->fa_kind) {
	case SPAWNX_ACTION_OPEN:
		return (action_open(fa));
	case SPAWNX_ACTION_CLOSE:
		return (action_close(fa->fa_fd));
	case SPAWNX_ACTION_DUP2:
		return (duplicate(fa->fa_from, fa->fa_fd));
	case SPAWNX_ACTION_CHDIR:
		return ((int)spx_sys_chdir(fa->fa_path));
	case SPAWNX_ACTION_FCHDIR:
		return ((int)spx_sys_fchdir(fa->fa_fd));
	case SPAWNX_ACTION_CLOSEFROM:
		return (spx_close_from(r, (unsigned)fa->fa_fd));
	case SPAWNX_ACTION_TCSETPGRP:
		return (spx_child_tcsetpgrp(r, fa->fa_fd));
	case SPAWNX_ACTION_INHERIT:
		return (clear_cloexec(fa->fa_fd));
	case SPAWNX_ACTION_REMAP:
		return (action_remap(fa->fa_remap));
	case SPAWNX_ACTION_CLOEXECFROM:
		return (spx_cloexec_from(r, (unsigned)fa->fa_fd));
	case SPAWNX_ACTION_INHERITOPEN:
		return (clear_cloexec_if_open(fa->fa_fd));
	case SPAWNX_ACTION_WRITE:
		return (spx_child_write(fa->fa_path, fa->fa_data, fa->fa_size));
	case SPAWNX_ACTION_NONE:
		break;
	}
	return (-EINVAL);
}
