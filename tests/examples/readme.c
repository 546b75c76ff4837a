/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

#define SENTENCE "action 0, chdir \"/srv/work\": No such file or directory"

/* The directory of the page is not there on the machines of tests. */
void
example(void)
{
	char *argv[] = { "make", "--version", NULL };
	int saved;

	if (access("/srv/work", F_OK) == 0)
		return;
	saved = redirect_to("errors", STDERR_FILENO);
#include EXAMPLE
	redirect_back(STDERR_FILENO, saved);
	require(error == ENOENT);
	require(holds("errors", "example: " SENTENCE "\n"));
}
