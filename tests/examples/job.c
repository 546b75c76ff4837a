/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static int
run(char *argv[], pid_t *child)
{
	pid_t pid = -1;

#include EXAMPLE
	*child = pid;
	return (error);
}

/* This process is in another group, and so goes on. */
void
example(void)
{
	char *argv[] = { "sleep", "60", NULL };
	pid_t pid;

	require(run(argv, &pid) == 0);
	require(status_of(pid) == 256 + SIGTERM);
}
