/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"
#include "refused.h"

static int
run(const char *path, char *argv[], pid_t *child)
{
	pid_t pid = -1;

#include EXAMPLE
	*child = pid;
	return (error);
}

/* Root, with no network but a loopback interface that is down. */
void
example(void)
{
	char *argv[] = { "sh", "-c",
		"test $(id -u) = 0 && test $(grep -c : /proc/net/dev) = 1",
		NULL };
	pid_t pid;
	int error = run("/bin/sh", argv, &pid);

	if (namespaces_are_refused(error))
		return;
	require(error == 0 && status_of(pid) == 0);
}
