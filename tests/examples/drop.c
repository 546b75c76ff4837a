/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

#include <grp.h>
#include <pwd.h>

static int
run(const char *user, const char *path, char *argv[], pid_t *child)
{
	pid_t pid = -1;

#include EXAMPLE
	*child = pid;
	return (error);
}

/* Only root can change its user; another one is told so. */
void
example(void)
{
	char *argv[] = { "sh", "-c",
		"test $(id -un) = nobody &&"
		" test \"$(id -G)\" = \"$(id -G nobody)\"",
		NULL };
	int saved = redirect_to("errors", STDERR_FILENO), error;
	pid_t pid;

	error = run("nobody", "/bin/sh", argv, &pid);
	redirect_back(STDERR_FILENO, saved);
	if (geteuid() != 0) {
		require(error == EPERM);
		require(holds("errors",
		    "example: attribute groups: Operation not permitted\n"));
		return;
	}
	require(error == 0 && status_of(pid) == 0);
}
