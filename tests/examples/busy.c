/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

#include <time.h>

static int
run(const char *path, char *argv[], pid_t *child)
{
	pid_t pid = -1;

#include EXAMPLE
	*child = pid;
	return (error);
}

/* Another process, which has inherited it, has the program open for a while. */
void
example(void)
{
	char *argv[] = { "true", NULL };
	pid_t holder, pid;
	int fd, error;

	require(system("cp /bin/true written") == 0);
	fd = open("written", O_WRONLY | O_CLOEXEC);
	require(fd >= 0);
	holder = fork();
	if (holder == 0) {
		(void)usleep(100000);
		_exit(0);
	}
	require(close(fd) == 0);
	require(spawnx_spawn(&pid, "./written", NULL, NULL, argv, environ) ==
		ETXTBSY);
	error = run("./written", argv, &pid);
	require(status_of(holder) == 0);
	require(error == 0 && status_of(pid) == 0);
}
