/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static void
run(void)
{
#include EXAMPLE
	require(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* The file of the page is not there on every machine. */
void
example(void)
{
	int saved;

	if (access("/etc/services", R_OK) != 0)
		return;
	saved = redirect_to("sorted", STDOUT_FILENO);
	run();
	redirect_back(STDOUT_FILENO, saved);
	require(system("sort -u /etc/services | cmp - sorted") == 0);
}
