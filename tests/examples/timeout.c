/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

/* A fiftieth of the page's time. */
#define poll(fds, count, timeout) poll(fds, count, (timeout) / 50)

static int
run(char *argv[])
{
#include EXAMPLE
	return (WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

void
example(void)
{
	char *quick[] = { "true", NULL };
	char *slow[] = { "sleep", "60", NULL };

	require(run(slow) == SIGKILL);
	/* As slow as its machine; it may be killed as well. */
	(void)run(quick);
}
