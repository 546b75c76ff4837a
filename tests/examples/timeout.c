/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

/* A fiftieth of the page's time. */
static int
hurried_wait(
    int handle, int ms, unsigned flags, int *status, spawnx_rusage_t *usage)
{
	return (spawnx_handle_wait(
	    handle, ms > 0 ? ms / 50 : ms, flags, status, usage));
}

#define spawnx_handle_wait hurried_wait

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
