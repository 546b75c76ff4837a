/* SPDX-License-Identifier: BSD-2-Clause */
#include <sys/stat.h>

#include <sched.h>

#include "example.h"
#include "refused.h"

static int
run(const char *path, char *argv[], pid_t *ran)
{
	pid_t pid = -1;

#include EXAMPLE
	*ran = pid;
	return (error);
}

/* What root has instead of the set-user-ID helpers. */
static void
make_helper(const char *name, const char *map)
{
	FILE *f = fopen(name, "w");

	require(f != NULL);
	require(fprintf(f, "#!/bin/sh\necho $2 $3 $4 >/proc/$1/%s\n", map) > 0);
	require(fclose(f) == 0 && chmod(name, 0755) == 0);
}

static void
use_own_helpers(void)
{
	const char *old = getenv("PATH");
	char path[4096], dir[1024];

	make_helper("newuidmap", "uid_map");
	make_helper("newgidmap", "gid_map");
	require(getcwd(dir, sizeof(dir)) != NULL);
	(void)snprintf(path, sizeof(path), "%s:%s", dir, old);
	require(setenv("PATH", path, 1) == 0);
}

/* Root, without groups, and with a thousand users. */
void
example(void)
{
	char *argv[] = { "sh", "-c",
		"test $(id -u) = 0 && test $(id -G) = 0 && "
		"grep -q ' 1000$' /proc/self/uid_map && "
		"grep -q allow /proc/self/setgroups",
		NULL };
	pid_t pid;
	int error;

	if (geteuid() != 0)
		return;
	use_own_helpers();
	error = run("/bin/sh", argv, &pid);
	if (namespaces_are_refused(error))
		return;
	require(error == 0 && status_of(pid) == 0);
	make_helper("newgidmap", "none");
	require(run("/bin/sh", argv, &pid) == EPERM);
	require(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}
