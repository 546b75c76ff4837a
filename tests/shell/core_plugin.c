/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Somebody's library on libspawnx-core: it says posix_spawn(), by
 * <spawnx/posix.h>, and means ours.
 */
#include <spawnx/posix.h>

#include <sys/wait.h>

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core_plugin.h"

static const char *
library(void)
{
	int (*function)(pid_t *, const char *,
	    const posix_spawn_file_actions_t *, const posix_spawnattr_t *,
	    char *const[], char *const[]) = posix_spawn;
	void *address;
	Dl_info info;

	memcpy(&address, &function, sizeof(address));
	return (dladdr(address, &info) == 0 ? "nowhere" : info.dli_fname);
}

static int
reap(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		return (errno);
	return (status == 0 ? 0 : ECHILD);
}

static int
spawn(const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr)
{
	char name[] = "true";
	char *argv[] = { name, NULL };
	pid_t pid;
	int rc = posix_spawnp(&pid, name, actions, attr, argv, NULL);

	return (rc != 0 ? rc : reap(pid));
}

static int
run(const char *file)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	int rc;

	if (posix_spawn_file_actions_init(&actions) != 0 ||
	    posix_spawnattr_init(&attr) != 0)
		return (ENOMEM);
	rc = posix_spawn_file_actions_addopen(
	    &actions, 1, file, O_WRONLY | O_CREAT, 0600);
	if (rc == 0)
		rc = posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	if (rc == 0)
		rc = spawnx_attr_setumask(&attr, 077);
	if (rc == 0)
		rc = spawn(&actions, &attr);
	(void)posix_spawnattr_destroy(&attr);
	(void)posix_spawn_file_actions_destroy(&actions);
	return (rc != 0 || access(file, F_OK) == 0 ? rc : errno);
}

static int
finish(spawnx_pending_t *pending)
{
	pid_t pid;
	int rc = spawnx_finish(pending, &pid);

	return (rc != 0 ? rc : reap(pid));
}

const struct core_plugin *
core_plugin(void)
{
	static const struct core_plugin plugin = { library, run, spawn,
		finish };

	return (&plugin);
}
