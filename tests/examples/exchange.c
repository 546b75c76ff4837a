/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static void
run(posix_spawn_file_actions_t *to_be_filled, int fd)
{
#define actions (*to_be_filled)
#include EXAMPLE
#undef actions
}

/* What is written to each of the three, by the numbers of the child. */
void
example(void)
{
	char *argv[] = { "sh", "-c", "echo a; echo b >&2; echo c >&3", NULL };
	int fd = open("third", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	int out = redirect_to("out", STDOUT_FILENO);
	int error = redirect_to("error", STDERR_FILENO);
	posix_spawn_file_actions_t actions;
	pid_t pid;
	int rc;

	require(spawnx_file_actions_init(&actions) == 0);
	run(&actions, fd);
	rc = spawnx_spawn(&pid, "/bin/sh", &actions, NULL, argv, environ);
	redirect_back(STDERR_FILENO, error);
	redirect_back(STDOUT_FILENO, out);
	require(spawnx_file_actions_destroy(&actions) == 0);
	require(rc == 0 && status_of(pid) == 0 && close(fd) == 0);
	require(holds("error", "a\n"));
	require(holds("out", "b\n"));
	require(holds("third", "c\n"));
}
