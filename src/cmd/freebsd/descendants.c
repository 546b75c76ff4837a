/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The reaper of procctl(2), since FreeBSD 10.2.  The kernel knows its
 * descendants, wherever they are, and signals all of them in one call; those
 * that the command was executed with are another reaper's.
 */
#include "cmd/descendants.h"

#include <sys/procctl.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"

static int
control(int command, void *data)
{
	return (procctl(P_PID, getpid(), command, data) == 0 ? 0 : errno);
}

/* EBUSY: it has been one before it executed this command. */
void
cmd_adopt(bool kills)
{
	const int error = control(PROC_REAP_ACQUIRE, NULL);

	if (error != 0 && error != EBUSY && kills)
		cmd_die("--rest kill: %s", strerror(error));
}

static unsigned
count(void)
{
	struct procctl_reaper_status status;

	memset(&status, 0, sizeof(status));
	return (control(PROC_REAP_STATUS, &status) == 0 ? status.rs_descendants
							: 0);
}

/* Whether any was: by their numbers, which nobody else gives free. */
static bool
reap(unsigned n)
{
	struct procctl_reaper_pids pids;
	bool any = false;

	memset(&pids, 0, sizeof(pids));
	pids.rp_pids = calloc(n, sizeof(*pids.rp_pids));
	if (pids.rp_pids == NULL)
		cmd_die("--rest kill: %s", strerror(ENOMEM));
	pids.rp_count = n;
	if (control(PROC_REAP_GETPIDS, &pids) == 0)
		for (unsigned i = 0; i < n; i++)
			if ((pids.rp_pids[i].pi_flags & REAPER_PIDINFO_CHILD) &&
			    waitpid(pids.rp_pids[i].pi_pid, NULL, WNOHANG) > 0)
				any = true;
	free(pids.rp_pids);
	return (any);
}

/* EPERM: there is none that it may signal. */
bool
cmd_kill_descendants(void)
{
	struct procctl_reaper_kill order;
	const unsigned n = count();
	int error;

	if (n == 0)
		return (false);
	memset(&order, 0, sizeof(order));
	order.rk_sig = SIGKILL;
	error = control(PROC_REAP_KILL, &order);
	if (reap(n) || error != EPERM)
		return (true);
	cmd_line("--rest kill: process %ld: %s\n", (long)order.rk_fpid,
	    strerror(error));
	return (false);
}

/* It goes by the leader's number. */
bool
cmd_group_outlives(int handle)
{
	(void)handle;
	return (false);
}
