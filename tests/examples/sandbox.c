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

/* Itself in all but the namespaces. */
void
example(void)
{
	char user[16];
	char *argv[] = { "sh", "-c",
		"test $$ = 1 && test $(id -u) = $0 &&"
		" test $(grep -c : /proc/net/dev) = 1 &&"
		" test $(ulimit -v) = 1048576 &&"
		" grep -q 'NoNewPrivs:.*1' /proc/self/status",
		user, NULL };
	pid_t pid;
	int error;

	(void)snprintf(user, sizeof(user), "%u", (unsigned)getuid());
	error = run("/bin/sh", argv, &pid);
	if (namespaces_are_refused(error))
		return;
	require(error == 0 && status_of(pid) == 0);
}
