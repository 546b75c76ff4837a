/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A process by its process descriptor.  It can be waited for by its number
 * only, and only by a call that names it: no wait for any child reaps it.
 * As long as it is not reaped, its number is nobody else's.
 */
#include <sys/wait.h>

#include <errno.h>
#include <string.h>

#include "os/handle.h"
#include "os/sys.h"

#define SPX_SYS_pdgetpid 520

/* The number of one that is not reaped; -errno, -ESRCH if it is. */
static long
number_of(int handle)
{
	pid_t pid = 0;
	long rc = spx_sys2(SYS_pdkill, handle, 0);

	/* One that runs as somebody else is there all the same. */
	if (rc < 0 && rc != -EPERM)
		return (rc == -EINVAL ? -EBADF : rc);
	rc = spx_sys2(SPX_SYS_pdgetpid, handle, (long)&pid);
	return (rc < 0 ? rc : pid);
}

int
spx_handle_look(int handle, bool keep, struct spx_ended *out, void *usage)
{
	const int how = WNOHANG | (keep ? WNOWAIT : 0);
	const long pid = number_of(handle);
	struct rusage used;
	int status = 0;
	long rc;

	if (pid < 0)
		return (pid == -ESRCH ? -ECHILD : (int)pid);
	do
		rc = spx_sys4(SYS_wait4, pid, (long)&status, how, (long)&used);
	while (rc == -EINTR);
	if (rc <= 0)
		return ((int)rc);
	/* A child that this process traces has stopped. */
	if (!WIFEXITED(status) && !WIFSIGNALED(status))
		return (0);
	*out = (struct spx_ended){ status, true };
	if (usage != NULL)
		memcpy(usage, &used, sizeof(used));
	return (1);
}

bool
spx_handle_await(int handle, int ms)
{
	struct pollfd what = { .fd = handle, .events = POLLIN };

	return (spx_sys3(SYS_poll, (long)&what, 1, ms) > 0);
}

int
spx_handle_kill(int handle, int signo, bool group)
{
	long rc;

	if (!group)
		return ((int)spx_sys2(SYS_pdkill, handle, signo));
	rc = number_of(handle);
	return ((int)(rc < 0 ? rc : spx_sys_kill((pid_t)-rc, signo)));
}
