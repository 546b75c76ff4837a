/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

#define UNPRIVILEGED 65534

static int
run(uid_t uid, gid_t gid, pid_t *child)
{
	const char *path = "/bin/sh";
	char *argv[] = { "sh", "-c",
		"test $(id -u) = $0 && test $(umask) = 0077 &&"
		" test $(ulimit -n) = 1024",
		"65534", NULL };
	char *envp[] = { "PATH=/bin:/usr/bin", NULL };
	pid_t pid = 0;

#include EXAMPLE
	*child = pid;
	return (error);
}

/* Only root can change its user. */
void
example(void)
{
	pid_t pid;
	int error = run(UNPRIVILEGED, UNPRIVILEGED, &pid);

	if (error == EPERM && geteuid() != 0)
		return;
	require(error == 0 && status_of(pid) == 0);
}
