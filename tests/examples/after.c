/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static int
run(char *argv[])
{
	int status;
	pid_t pid;

#include EXAMPLE
	return (WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

/* Before and after: in the directory, to the file, with the signal. */
void
example(void)
{
	char *argv[] = { "sh", "-c", "pwd; kill -PIPE $$; exit 3", NULL };

	require(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	require(run(argv) == -1);
	require(signal(SIGPIPE, SIG_DFL) == SIG_IGN);
	require(holds("out", "/\n"));
}
