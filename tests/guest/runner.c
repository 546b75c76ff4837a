/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs the programs of /tests one after the other, each for at most two
 * minutes, and says which of them passed, failed or were skipped (77).
 */
#include <sys/types.h>
#include <sys/wait.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECONDS   120
#define EXIT_SKIP 77

static int
is_test(const struct dirent *d)
{
	return (strncmp(d->d_name, "test_", 5) == 0);
}

static int
run(const char *name)
{
	char path[64];
	int status = -1;
	pid_t pid;

	(void)snprintf(path, sizeof(path), "/tests/%s", name);
	pid = fork();
	if (pid == 0) {
		/* The alarm outlives the exec; what tests start does not. */
		(void)setpgid(0, 0);
		(void)alarm(SECONDS);
		(void)execl(path, name, (char *)NULL);
		_exit(127);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0)
		continue;
	(void)kill(-pid, SIGKILL);
	return (status);
}

static const char *
verdict(int status)
{
	static char text[32];

	if (status == 0)
		return ("ok");
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SKIP)
		return ("skipped");
	(void)snprintf(text, sizeof(text), "FAILED (%s %d)",
	    WIFSIGNALED(status) ? "signal" : "status",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	return (text);
}

int
main(void)
{
	struct dirent **list;
	int i, n, status, failed = 0;

	n = scandir("/tests", &list, is_test, alphasort);
	for (i = 0; i < n; i++) {
		printf("=== %s\n", list[i]->d_name);
		(void)fflush(stdout);
		status = run(list[i]->d_name);
		failed += strncmp(verdict(status), "FAILED", 6) == 0;
		printf("=== %s: %s\n", list[i]->d_name, verdict(status));
		(void)fflush(stdout);
	}
	return (n <= 0 || failed != 0);
}
