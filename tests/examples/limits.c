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

void
example(void)
{
	char *argv[] = { "sh", "-c",
		"test $(ulimit -t) = 10 && test $(ulimit -c) = 0 &&"
		" test $(nice) = 19",
		NULL };
	pid_t pid;

	require(run(argv, &pid) == 0);
	require(status_of(pid) == 0);
}
