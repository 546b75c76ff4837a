/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The functions that add an action, under our own names: what fails is
 * remembered in the object.  See plain.h for the host's.
 */
#include <errno.h>

#include "object/object.h"
#include "object/plain.h"

#define FUNCTION(name) "spawnx_file_actions_" name

static const char *const functions[] = {
	[SPAWNX_ACTION_NONE] = FUNCTION("add"),
	[SPAWNX_ACTION_OPEN] = FUNCTION("addopen"),
	[SPAWNX_ACTION_CLOSE] = FUNCTION("addclose"),
	[SPAWNX_ACTION_DUP2] = FUNCTION("adddup2"),
	[SPAWNX_ACTION_CHDIR] = FUNCTION("addchdir"),
	[SPAWNX_ACTION_FCHDIR] = FUNCTION("addfchdir"),
	[SPAWNX_ACTION_CLOSEFROM] = FUNCTION("addclosefrom"),
	[SPAWNX_ACTION_TCSETPGRP] = FUNCTION("addtcsetpgrp"),
	[SPAWNX_ACTION_INHERIT] = FUNCTION("addinherit"),
	[SPAWNX_ACTION_REMAP] = FUNCTION("addremap"),
	[SPAWNX_ACTION_CLOEXECFROM] = FUNCTION("addcloexecfrom"),
	[SPAWNX_ACTION_INHERITOPEN] = FUNCTION("addinheritopen"),
	[SPAWNX_ACTION_WRITE] = FUNCTION("addwrite"),
};

const char *
spx_actions_setter(int kind)
{
	return (functions[kind]);
}

/*
 * Those that only read a descriptor.  One that was opened before the limit was
 * lowered is above it, and the kernel takes it all the same.
 */
int
spx_actions_add_source(
    posix_spawn_file_actions_t *fa, enum spawnx_action_kind kind, int fd)
{
	if (fd < 0)
		return (EBADF);
	return (spx_actions_add(
	    fa, &(struct spx_action){ .fa_kind = kind, .fa_fd = fd }));
}

/* The actions that are about one descriptor and nothing else. */
static int
add_descriptor(
    posix_spawn_file_actions_t *fa, enum spawnx_action_kind kind, int fd)
{
	if (!spx_is_descriptor(fd))
		return (EBADF);
	return (spx_actions_add(
	    fa, &(struct spx_action){ .fa_kind = kind, .fa_fd = fd }));
}

int
spx_fa_addopen(posix_spawn_file_actions_t *fa, int fd, const char *path,
    int oflag, mode_t mode)
{
	if (path == NULL)
		return (EINVAL);
	if (!spx_is_descriptor(fd))
		return (EBADF);
	return (spx_actions_add(
	    fa, &(struct spx_action){ .fa_kind = SPAWNX_ACTION_OPEN,
		    .fa_fd = fd,
		    .fa_oflag = oflag,
		    .fa_mode = mode,
		    .fa_path = (char *)(uintptr_t)path }));
}

int
spx_fa_addclose(posix_spawn_file_actions_t *fa, int fd)
{
	return (add_descriptor(fa, SPAWNX_ACTION_CLOSE, fd));
}

int
spx_fa_adddup2(posix_spawn_file_actions_t *fa, int fd, int newfd)
{
	if (fd < 0 || newfd < 0 || !spx_is_descriptor(fd > newfd ? fd : newfd))
		return (EBADF);
	return (spx_actions_add(
	    fa, &(struct spx_action){ .fa_kind = SPAWNX_ACTION_DUP2,
		    .fa_fd = newfd,
		    .fa_from = fd }));
}

int
spx_fa_addchdir(posix_spawn_file_actions_t *fa, const char *path)
{
	if (path == NULL)
		return (EINVAL);
	return (spx_actions_add(
	    fa, &(struct spx_action){ .fa_kind = SPAWNX_ACTION_CHDIR,
		    .fa_path = (char *)(uintptr_t)path }));
}

int
spx_fa_addfchdir(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_actions_add_source(fa, SPAWNX_ACTION_FCHDIR, fd));
}

/* Any number will do here, too. */
int
spx_fa_addclosefrom(posix_spawn_file_actions_t *fa, int from)
{
	return (spx_actions_add_source(fa, SPAWNX_ACTION_CLOSEFROM, from));
}

int
spx_fa_addtcsetpgrp(posix_spawn_file_actions_t *fa, int fd)
{
	return (add_descriptor(fa, SPAWNX_ACTION_TCSETPGRP, fd));
}

int
spx_fa_addinherit(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_actions_add_source(fa, SPAWNX_ACTION_INHERIT, fd));
}

SPX_PUBLIC int
spawnx_file_actions_addopen(posix_spawn_file_actions_t *fa, int fd,
    const char *path, int oflag, mode_t mode)
{
	return (spx_fa_result(
	    fa, SPAWNX_ACTION_OPEN, spx_fa_addopen(fa, fd, path, oflag, mode)));
}

SPX_PUBLIC int
spawnx_file_actions_addclose(posix_spawn_file_actions_t *fa, int fd)
{
	return (
	    spx_fa_result(fa, SPAWNX_ACTION_CLOSE, spx_fa_addclose(fa, fd)));
}

SPX_PUBLIC int
spawnx_file_actions_adddup2(posix_spawn_file_actions_t *fa, int fd, int newfd)
{
	return (spx_fa_result(
	    fa, SPAWNX_ACTION_DUP2, spx_fa_adddup2(fa, fd, newfd)));
}

SPX_PUBLIC int
spawnx_file_actions_addchdir(posix_spawn_file_actions_t *fa, const char *path)
{
	return (
	    spx_fa_result(fa, SPAWNX_ACTION_CHDIR, spx_fa_addchdir(fa, path)));
}

SPX_PUBLIC int
spawnx_file_actions_addfchdir(posix_spawn_file_actions_t *fa, int fd)
{
	return (
	    spx_fa_result(fa, SPAWNX_ACTION_FCHDIR, spx_fa_addfchdir(fa, fd)));
}

SPX_PUBLIC int
spawnx_file_actions_addclosefrom(posix_spawn_file_actions_t *fa, int from)
{
	return (spx_fa_result(
	    fa, SPAWNX_ACTION_CLOSEFROM, spx_fa_addclosefrom(fa, from)));
}

SPX_PUBLIC int
spawnx_file_actions_addtcsetpgrp(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_fa_result(
	    fa, SPAWNX_ACTION_TCSETPGRP, spx_fa_addtcsetpgrp(fa, fd)));
}

SPX_PUBLIC int
spawnx_file_actions_addinherit(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_fa_result(
	    fa, SPAWNX_ACTION_INHERIT, spx_fa_addinherit(fa, fd)));
}

SPX_PUBLIC int
spawnx_file_actions_addcloexecfrom(posix_spawn_file_actions_t *fa, int from)
{
	return (spx_fa_result(fa, SPAWNX_ACTION_CLOEXECFROM,
	    spx_actions_add_source(fa, SPAWNX_ACTION_CLOEXECFROM, from)));
}

SPX_PUBLIC int
spawnx_file_actions_addinheritopen(posix_spawn_file_actions_t *fa, int fd)
{
	return (spx_fa_result(fa, SPAWNX_ACTION_INHERITOPEN,
	    spx_actions_add_source(fa, SPAWNX_ACTION_INHERITOPEN, fd)));
}

static int
add_write(posix_spawn_file_actions_t *fa, const char *path, const void *data,
    size_t size)
{
	if (path == NULL || (data == NULL && size > 0))
		return (EINVAL);
	return (spx_actions_add(
	    fa, &(struct spx_action){ .fa_kind = SPAWNX_ACTION_WRITE,
		    .fa_fd = -1,
		    .fa_path = (char *)(uintptr_t)path,
		    .fa_data = data,
		    .fa_size = size }));
}

SPX_PUBLIC int
spawnx_file_actions_addwrite(posix_spawn_file_actions_t *fa, const char *path,
    const void *data, size_t size)
{
	return (spx_fa_result(
	    fa, SPAWNX_ACTION_WRITE, add_write(fa, path, data, size)));
}
