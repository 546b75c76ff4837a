/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static char output[16];

static int
run(char *argv[])
{
	pid_t pid;

#include EXAMPLE
	if (error != 0)
		return (-error);
	return (
	    WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status));
}

/* A program that is not there, one that is done, and one that has no end. */
void
example(void)
{
	char *none[] = { "/no/such/program", NULL };
	char *short_one[] = { "echo", "captured", NULL };
	char *endless[] = { "sh", "-c", "while echo again; do :; done", NULL };

	require(run(none) == -ENOENT);
	require(run(short_one) == 0);
	require(memcmp(output, "captured\n", 10) == 0);
	require(run(endless) != 0);
}
