/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static int
run(const char *path)
{
	char *argv[] = { "true", NULL };
	posix_spawn_file_actions_t actions;
	pid_t pid = 0;
	int error;

	require(spawnx_file_actions_init(&actions) == 0);
	{
#include EXAMPLE
	} require(spawnx_file_actions_destroy(&actions) == 0);
	require(error != 0 || status_of(pid) == 0);
	return (error);
}

void
example(void)
{
	int saved = redirect_to("errors", STDERR_FILENO);
	int good = run("/bin/true"), bad = run("/no/such/program");

	redirect_back(STDERR_FILENO, saved);
	require(good == 0 && bad == ENOENT);
	require(holds("errors", "example: exec \"/no/such/program\": "
				"No such file or directory\n"));
}
