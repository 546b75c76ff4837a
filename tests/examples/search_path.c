/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

/* The program is in neither directory of the page. */
void
example(void)
{
	char *argv[] = { "tool", NULL }, *envp[] = { NULL };
	posix_spawnattr_t attr;
	pid_t pid = -1;
	int error;

	if (access("/usr/bin/tool", F_OK) == 0 ||
	    access("/opt/tool/bin/tool", F_OK) == 0)
		return;
	require(spawnx_attr_init(&attr) == 0);
#include EXAMPLE
	require(error == ENOENT && pid == -1);
	require(spawnx_attr_destroy(&attr) == 0);
}
