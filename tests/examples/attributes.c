/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

#include <sys/stat.h>

static int
run(const char *path, char *argv[], pid_t *child)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	pid_t pid = -1;
	int error = 0;

	require(spawnx_file_actions_init(&actions) == 0);
	require(spawnx_attr_init(&attr) == 0);
	require(spawnx_attr_setumask(&attr, 077) == 0);
	{
#include EXAMPLE
	} require(spawnx_file_actions_destroy(&actions) == 0);
	require(spawnx_attr_destroy(&attr) == 0);
	*child = pid;
	return (error);
}

/* The leader of a session can't make another one. */
void
example(void)
{
	char number[16];
	char *argv[] = { "sh", "-c",
		"test $(umask) = 0022 && ! test -e /dev/fd/$0 &&"
		" test $(ps -o sid= -p $$) = $$",
		number, NULL };
	mode_t mask = umask(022);
	int fd = dup(STDIN_FILENO);
	pid_t pid;

	(void)snprintf(number, sizeof(number), "%d", fd);
	if (access("/bin/ps", X_OK) != 0)
		argv[2] = "test $(umask) = 0022 && ! test -e /dev/fd/$0";
	require(run("/bin/sh", argv, &pid) == 0);
	require(close(fd) == 0 && umask(mask) == 022);
	require(status_of(pid) == 0);
}
