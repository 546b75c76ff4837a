/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program that knows of libc only.  VERSION: the symbol version that it was
 * linked to, long ago.  Between two marks on standard error it starts /bin/true
 * plainly; then libc's own users of its posix_spawn(): popen() and system().
 */
#include <sys/wait.h>

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef VERSION
#define SYMVER(name) __asm__(".symver " #name "," #name "@" VERSION)
SYMVER(posix_spawn);
SYMVER(posix_spawnp);
#endif

extern char **environ;

static int
spawn_plainly(void)
{
	char *argv[] = { (char[]){ "true" }, NULL };
	int rc, status = -1;
	pid_t pid;

	if (write(STDERR_FILENO, "<mark", 5) != 5)
		return (1);
	rc = posix_spawn(&pid, "/bin/true", NULL, NULL, argv, environ);
	if (write(STDERR_FILENO, "mark>", 5) != 5 || rc != 0)
		return (1);
	if (waitpid(pid, &status, 0) != pid || status != 0)
		return (1);
	rc = posix_spawnp(&pid, "true", NULL, NULL, argv, environ);
	return (rc != 0 || waitpid(pid, &status, 0) != pid || status != 0);
}

static int
use_popen(void)
{
	char line[16] = "";
	FILE *pipe = popen("echo popen", "r");

	if (pipe == NULL || fgets(line, sizeof(line), pipe) == NULL)
		return (1);
	return (pclose(pipe) != 0 || strcmp(line, "popen\n") != 0);
}

int
main(void)
{
	int status;

	/* What is started may be of another libc, which can't load it. */
	if (unsetenv("LD_PRELOAD") != 0)
		return (1);
	if (spawn_plainly() != 0 || use_popen() != 0)
		return (1);
	status = system("exit 3");
	return (!WIFEXITED(status) || WEXITSTATUS(status) != 3);
}
