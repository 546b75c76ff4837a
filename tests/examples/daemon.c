/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static int
run(const char *path, char *argv[], pid_t *child)
{
	pid_t pid = -1;

#include EXAMPLE
	*child = pid;
	return (error);
}

void
example(void)
{
	char *argv[] = { "sh", "-c",
		"pwd; echo error >&2; umask; cat; ls /proc/self/fd | wc -l",
		NULL };
	pid_t pid;

	require(run("/bin/sh", argv, &pid) == 0);
	require(status_of(pid) == 0);
	/* The fourth descriptor is the directory that ls reads. */
	require(holds("log", "/\nerror\n0027\n4\n"));
}
