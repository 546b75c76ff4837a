/* SPDX-License-Identifier: BSD-2-Clause */
/* Starts, and the system calls that they take; see test_start_calls.c. */
#ifndef START_ROWS_H
#define START_ROWS_H

#include "support.h"

#define SHARE   SPAWNX_SHAREFILES
#define NOTHING 1U    /* a range from 1 to 0: the caller asks */
#define ALL     (~0U) /* one from there: all are copied, none closed */
#define PART    64U   /* what is below is copied; ALL before Linux 6.11 */

static const struct row {
	const char *name;
	unsigned flags;
	short attrs;
	const char *actions; /* as add_actions() has them; NULL: none */
	bool fails;
	int refused;                /* close_range(), so; 0: not at all */
	bool sets_cloexec;          /* by close_range() */
	const char *parent, *child; /* their calls */
	unsigned from[3];           /* where the ranges of them begin */
} first[] = {
	{ .name = "plain", .parent = "clone3", .child = "execve" },
	{ .name = "plain, shared",
	    .flags = SHARE,
	    .parent = "clone3",
	    .child = "execve" },
	{ .name = "the first with actions",
	    .flags = SHARE,
	    .actions = "c9",
	    .parent = "close_range clone3",
	    .child = "close_range close*2 execve",
	    .from = { NOTHING, ALL } },
}, rows[] = {
	{ .name = "plain", .parent = "clone3", .child = "execve" },
	{ .name = "plain, shared",
	    .flags = SHARE,
	    .parent = "clone3",
	    .child = "execve" },
	{ .name = "attributes",
	    .flags = SHARE,
	    .attrs = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK,
	    .parent = "rt_sigprocmask clone3 rt_sigprocmask",
	    .child = "setpgid rt_sigprocmask execve" },
	{ .name = "no program",
	    .flags = SHARE,
	    .fails = true,
	    .parent = "clone3",
	    .child = "execve exit_group" },
	{ .name = "actions",
	    .actions = "c9 C=/",
	    .parent = "clone3",
	    .child = "close chdir execve" },
	{ .name = "actions, shared",
	    .flags = SHARE,
	    .actions = "c9 C=/",
	    .parent = "close_range clone3",
	    .child = "close_range close*2 chdir execve",
	    .from = { NOTHING, ALL } },
	{ .name = "actions, no program",
	    .flags = SHARE,
	    .actions = "c9",
	    .fails = true,
	    .parent = "close_range clone3",
	    .child = "close_range close*2 execve exit_group",
	    .from = { NOTHING, ALL } },
	{ .name = "an open",
	    .flags = SHARE,
	    .actions = "o9=/dev/null",
	    .parent = "close_range clone3",
	    .child = "close_range close*2 openat dup3 close execve",
	    .from = { NOTHING, ALL } },
	{ .name = "closefrom",
	    .actions = "d1:5 f40",
	    .parent = "clone3",
	    .child = "dup3 close_range execve",
	    .from = { 40 } },
	{ .name = "closefrom, shared",
	    .flags = SHARE,
	    .actions = "d1:5 f40",
	    .parent = "close_range uname clone3",
	    .child = "close_range close dup3 close_range execve",
	    .from = { NOTHING, PART, 40 } },
	{ .name = "CLOEXEC_DEFAULT",
	    .flags = SHARE,
	    .attrs = SPAWNX_CLOEXEC_DEFAULT,
	    .sets_cloexec = true,
	    .parent = "close_range uname clone3",
	    .child = "close_range close close_range execve",
	    .from = { NOTHING, PART, 0 } },
	{ .name = "pollable",
	    .flags = SPAWNX_POLLABLE,
	    .parent = "pipe2 clone3 close",
	    .child = "close execve" },
	{ .name = "both flags",
	    .flags = SPAWNX_POLLABLE | SHARE,
	    .actions = "c9",
	    .parent = "pipe2 clone3 close",
	    .child = "close*2 execve" },
	{ .name = "refused",
	    .flags = SHARE,
	    .actions = "c9",
	    .refused = EPERM,
	    .parent = "close_range clone3",
	    .child = "close execve",
	    .from = { NOTHING } },
	{ .name = "refused, plain",
	    .flags = SHARE,
	    .refused = EPERM,
	    .parent = "clone3",
	    .child = "execve" },
};

/* A third one by clone(), and those after it. */
static const struct row by_clone[] = {
	{ .name = "by clone, plain",
	    .parent = "rt_sigprocmask clone rt_sigprocmask",
	    .child = "SIGNALS execve" },
	{ .name = "by clone, shared",
	    .flags = SHARE,
	    .parent = "rt_sigprocmask clone rt_sigprocmask",
	    .child = "SIGNALS execve" },
	{ .name = "by clone, attributes",
	    .attrs = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK,
	    .parent = "rt_sigprocmask clone rt_sigprocmask",
	    .child = "SIGNALS setpgid rt_sigprocmask execve" },
	{ .name = "by clone, no program",
	    .fails = true,
	    .parent = "rt_sigprocmask clone rt_sigprocmask",
	    .child = "SIGNALS execve exit_group" },
	{ .name = "by clone, actions, shared",
	    .flags = SHARE,
	    .actions = "c9 C=/",
	    .parent = "rt_sigprocmask close_range clone rt_sigprocmask",
	    .child = "close_range close SIGNALS close chdir execve",
	    .from = { NOTHING, ALL } },
	{ .name = "by clone, pollable",
	    .flags = SPAWNX_POLLABLE,
	    .parent = "pipe2 rt_sigprocmask clone rt_sigprocmask close",
	    .child = "close SIGNALS execve" },
};

#endif /* START_ROWS_H */
