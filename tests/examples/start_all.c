/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

#define N 3

static char *const one[] = { "sh", "-c", "exit 1", NULL };
static char *const none[] = { "/no/such/program", NULL };
static char *const three[] = { "sh", "-c", "exit 3", NULL };
static char *const *const argvs[N] = { one, none, three };
static pid_t pids[N];

static void
run(void)
{
#include EXAMPLE
}

void
example(void)
{
	int saved = redirect_to("errors", STDERR_FILENO);

	run();
	redirect_back(STDERR_FILENO, saved);
	require(holds("errors",
	    "example: /no/such/program: No such file or directory\n"));
	require(status_of(pids[0]) == 1);
	require(pids[1] == 0);
	require(status_of(pids[2]) == 3);
}
