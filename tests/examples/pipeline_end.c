/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

void
example(void)
{
	char number[16];
	char *argv[] = { "sh", "-c", "cat && pwd && ! test -e /dev/fd/$0",
		number, NULL };
	posix_spawn_file_actions_t actions;
	int pipe_fds[2], high, rc;
	pid_t pid;

	require(pipe(pipe_fds) == 0);
	high = fcntl(pipe_fds[0], F_DUPFD, 4);
	require(high >= 4 && write(pipe_fds[1], "input\n", 6) == 6);
	(void)snprintf(number, sizeof(number), "%d", high);
	require(fcntl(pipe_fds[1], F_SETFD, FD_CLOEXEC) == 0);
	{
#include EXAMPLE
	} rc = spawnx_spawn(&pid, "/bin/sh", &actions, NULL, argv, environ);
	(void)close(pipe_fds[0]);
	(void)close(pipe_fds[1]);
	(void)close(high);
	require(spawnx_file_actions_destroy(&actions) == 0);
	require(rc == 0 && status_of(pid) == 0);
	require(holds("out.txt", "input\n/tmp\n"));
}
