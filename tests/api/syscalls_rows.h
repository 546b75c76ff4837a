/* SPDX-License-Identifier: BSD-2-Clause */
/* Spawns, and the system calls that they take; see test_syscalls.c. */
#ifndef SYSCALLS_ROWS_H
#define SYSCALLS_ROWS_H

#include "support.h"

#define FOUR_IDS "getresuid setfsuid getresgid setfsgid"

/*
 * What is to be spawned.  Where it goes by clone(), the child resets all
 * signals first, and then its mask.
 */
struct row {
	const char *name;
	int flags;
	void (*prepare)(posix_spawn_file_actions_t *);
	const char *child; /* except the exec; NULL: nothing */
	const char *program;
	const char *exec;
	const char *before, *after; /* in the caller */
	bool search, handle, sets_mask, fails;
	bool trims;        /* its table of descriptors, first of all */
	bool sets_cloexec; /* by close_range() */
};

static void
with_redirection(posix_spawn_file_actions_t *fa)
{
	(void)spawnx_file_actions_addopen(fa, 40, "/dev/null", O_RDONLY, 0);
	(void)spawnx_file_actions_adddup2(fa, 40, 41);
	(void)spawnx_file_actions_addclose(fa, 40);
	(void)spawnx_file_actions_adddup2(fa, 41, 41);
}

static void
with_directories(posix_spawn_file_actions_t *fa)
{
	(void)spawnx_file_actions_addopen(
	    fa, 0, "/", O_RDONLY | O_DIRECTORY, 0);
	(void)spawnx_file_actions_addchdir(fa, "/tmp");
	(void)spawnx_file_actions_addfchdir(fa, 0);
	(void)spawnx_file_actions_addclosefrom(fa, 3);
}

static void
with_bad_action(posix_spawn_file_actions_t *fa)
{
	(void)spawnx_file_actions_addclose(fa, 999);
	(void)spawnx_file_actions_addchdir(fa, "/none");
}

static const struct row rows[] = {
	{ .name = "plain" },
	{ .name = "an empty object", .flags = POSIX_SPAWN_USEVFORK },
	{ .name = "SETSIGMASK",
	    .flags = POSIX_SPAWN_SETSIGMASK,
	    .child = "rt_sigprocmask",
	    .sets_mask = true },
	{ .name = "SETPGROUP",
	    .flags = POSIX_SPAWN_SETPGROUP,
	    .child = "setpgid" },
	{ .name = "SETSIGDEF of none", .flags = POSIX_SPAWN_SETSIGDEF },
	{ .name = "SETSCHEDPARAM",
	    .flags = POSIX_SPAWN_SETSCHEDPARAM,
	    .before = "sched_getscheduler sched_getparam",
	    .child = "sched_setparam" },
	{ .name = "attributes",
	    .flags = POSIX_SPAWN_SETSCHEDULER | POSIX_SPAWN_SETSCHEDPARAM |
		     POSIX_SPAWN_RESETIDS | SPAWNX_SETSID,
	    .before = "sched_getscheduler sched_getparam " FOUR_IDS,
	    .child = "getresuid setresuid getresgid setresgid "
		     "setsid sched_setscheduler" },
	{ .name = "attributes, CLOEXEC_DEFAULT",
	    .flags = POSIX_SPAWN_SETSCHEDULER | POSIX_SPAWN_SETSCHEDPARAM |
		     POSIX_SPAWN_RESETIDS | SPAWNX_SETSID |
		     SPAWNX_CLOEXEC_DEFAULT,
	    .before = "sched_getscheduler sched_getparam " FOUR_IDS,
	    .trims = true,
	    .sets_cloexec = true,
	    .child = "getresuid setresuid getresgid setresgid "
		     "setsid close_range sched_setscheduler" },
	{ .name = "redirection",
	    .prepare = with_redirection,
	    .child = "close openat dup3 close dup3 close fcntl" },
	{ .name = "directories",
	    .prepare = with_directories,
	    .trims = true,
	    .child = "close openat chdir fchdir close_range" },
	{ .name = "search, found at once",
	    .program = "report",
	    .search = true },
	{ .name = "search, found third",
	    .program = "third",
	    .exec = "execve*3",
	    .search = true },
	{ .name = "handle", .handle = true },
	{ .name = "no such program",
	    .program = "/none",
	    .exec = "execve exit_group",
	    .fails = true,
	    .after = "wait4" },
	{ .name = "search, not found",
	    .program = "nowhere",
	    .exec = "execve*3 exit_group",
	    .fails = true,
	    .after = "wait4",
	    .search = true },
	{ .name = "handle, no such program",
	    .program = "/none",
	    .exec = "execve exit_group",
	    .fails = true,
	    .after = "waitid close",
	    .handle = true },
	{ .name = "bad action",
	    .prepare = with_bad_action,
	    .child = "close chdir",
	    .exec = "exit_group",
	    .fails = true,
	    .after = "wait4" },
};

#endif /* SYSCALLS_ROWS_H */
