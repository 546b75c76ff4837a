/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The functions that add an action, under our own names: what fails is
 * remembered in the object.  See plain.h for the host's.
 */
#include "object/actions.h"
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
};

const char *
spx_actions_setter(int kind)
{
	return (functions[kind]);
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
