/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

/* A fiftieth of the page's time. */
static int
hurried_wait(
    int handle, int ms, unsigned flags, int *status, spawnx_rusage_t *usage)
{
	return (spawnx_handle_wait(
	    handle, ms > 0 ? ms / 50 : ms, flags, status, usage));
}

#define spawnx_handle_wait hurried_wait

static int
run(char *argv[])
{
	pid_t pid;

#include EXAMPLE
	if (error != 0)
		return (-error);
	return (WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

#undef spawnx_handle_wait

/* What the program has started holds the pipe open as long as it lives. */
void
example(void)
{
	char number[16], c;
	char *none[] = { "/no/such/program", NULL };
	char *slow[] = { "sh", "-c", "sleep 60 & sleep 60", NULL };
	int fds[2];

	require(run(none) == -ENOENT);
	require(pipe(fds) == 0 && fcntl(fds[0], F_SETFD, FD_CLOEXEC) == 0);
	(void)snprintf(number, sizeof(number), "%d", fds[1]);
	require(run(slow) == SIGKILL);
	require(close(fds[1]) == 0);
	require(read(fds[0], &c, 1) == 0 && close(fds[0]) == 0);
}
