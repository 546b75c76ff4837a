/* SPDX-License-Identifier: BSD-2-Clause */
/* The least that uses posix_spawn() and nothing of libspawnx's. */
#include <sys/wait.h>

#include <spawn.h>

int
main(void)
{
	char *argv[] = { (char[]){ "true" }, 0 };
	int status = -1;
	pid_t pid;

	if (posix_spawnp(&pid, "true", 0, 0, argv, 0) != 0)
		return (1);
	return (waitpid(pid, &status, 0) != pid || status != 0);
}
