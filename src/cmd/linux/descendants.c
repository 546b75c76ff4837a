/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The subreaper of prctl(2).  Only its children are killed: their children
 * become its own.  Nobody else reaps these, so that the numbers are theirs.
 */
#include "cmd/descendants.h"

#include <sys/prctl.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"

#define MOST_SPARED 1024

/* Children that were there before, and those that can't be killed. */
static long spared[MOST_SPARED];
static size_t nspared;

/* A /proc of another PID namespace has no such thread. */
static FILE *
open_children(void)
{
	char path[64];
	FILE *file;

	(void)snprintf(
	    path, sizeof(path), "/proc/self/task/%ld/children", (long)getpid());
	file = fopen(path, "re");
	if (file == NULL)
		cmd_die("--rest kill: %s: %s", path, strerror(errno));
	return (file);
}

/* What the command was executed with is not the program's. */
static void
spare_elders(void)
{
	FILE *file = open_children();

	while (
	    nspared < MOST_SPARED && fscanf(file, "%ld", &spared[nspared]) == 1)
		nspared++;
	(void)fclose(file);
	if (nspared == MOST_SPARED)
		cmd_die("--rest kill: too many children are there already");
}

static bool
is_spared(long pid)
{
	for (size_t i = 0; i < nspared; i++)
		if (spared[i] == pid)
			return (true);
	return (false);
}

void
cmd_adopt(bool kills)
{
	if (prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L) != 0 && kills)
		cmd_die("--rest kill: %s", strerror(errno));
	if (kills)
		spare_elders();
}

/* One that runs as another user: without this it would be waited for. */
static bool
spare(long pid, int error)
{
	cmd_line("--rest kill: process %ld: %s\n", pid, strerror(error));
	if (nspared < MOST_SPARED)
		spared[nspared++] = pid;
	return (false);
}

/* Whether to look again: for what it leaves, or whether it has ended. */
static bool
kill_child(long pid)
{
	const pid_t ended = waitpid((pid_t)pid, NULL, WNOHANG);

	if (ended != 0)
		return (ended > 0);
	if (kill((pid_t)pid, SIGKILL) != 0 && errno == EPERM)
		return (spare(pid, EPERM));
	return (true);
}

bool
cmd_kill_descendants(void)
{
	FILE *file = open_children();
	bool again = false;
	long pid;

	while (fscanf(file, "%ld", &pid) == 1)
		if (pid > 1 && !is_spared(pid) && kill_child(pid))
			again = true;
	(void)fclose(file);
	return (again);
}

/* By the handle, since Linux 6.9. */
bool
cmd_group_outlives(int handle)
{
	return (
	    spawnx_handle_signal(handle, 0, SPAWNX_SIGNAL_GROUP) != ENOTSUP);
}
