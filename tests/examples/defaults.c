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

/* A program that would outlive its own signal if it had inherited it. */
void
example(void)
{
	char *argv[] = { "sh", "-c", "kill -TERM $$; exit 3", NULL };
	sigset_t term, old;
	pid_t pid;
	int error;

	require(sigemptyset(&term) == 0 && sigaddset(&term, SIGTERM) == 0);
	require(sigprocmask(SIG_BLOCK, &term, &old) == 0);
	require(signal(SIGTERM, SIG_IGN) != SIG_ERR);
	error = run(argv, &pid);
	require(signal(SIGTERM, SIG_DFL) == SIG_IGN);
	require(sigprocmask(SIG_SETMASK, &old, NULL) == 0);
	require(error == 0 && status_of(pid) == 256 + SIGTERM);
}
