/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static void
run(void)
{
	posix_spawn_file_actions_t actions;

	require(spawnx_file_actions_init(&actions) == 0);
	require(spawnx_file_actions_addclose(&actions, 7) == 0);
	require(
	    spawnx_file_actions_addopen(&actions, 5, "in", O_RDONLY, 0) == 0);
	require(
	    spawnx_file_actions_addopen(&actions, 6, "/a/b", O_WRONLY, 0) == 0);
	{
#include EXAMPLE
	} require(spawnx_file_actions_destroy(&actions) == 0);
}

void
example(void)
{
	int saved = redirect_to("printed", STDOUT_FILENO);

	run();
	redirect_back(STDOUT_FILENO, saved);
	require(holds("printed", "5: in\n6: /a/b\n"));
}
