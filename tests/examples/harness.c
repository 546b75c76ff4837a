/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs an example and fails if it leaves a child or a descriptor.  With
 * EXAMPLE_MAIN that is a program's main(), which gets the arguments.
 */
#include "example.h"

#define HIGHEST 1024

int
status_of(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		err(1, "waitpid");
	return (
	    WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status));
}

int
redirect_to(const char *file, int fd)
{
	int saved = fcntl(fd, F_DUPFD_CLOEXEC, 100);
	int new = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	(void)fflush(NULL);
	if (saved < 0 || new < 0 || dup2(new, fd) != fd)
		err(1, "%s", file);
	(void)close(new);
	return (saved);
}

void
redirect_back(int fd, int saved)
{
	(void)fflush(NULL);
	if (dup2(saved, fd) != fd)
		err(1, "dup2");
	(void)close(saved);
}

int
holds(const char *file, const char *text)
{
	char buf[4096] = "";
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, buf, sizeof(buf) - 1) < 0)
		err(1, "%s", file);
	(void)close(fd);
	if (strcmp(buf, text) == 0)
		return (1);
	warnx("%s has: %s", file, buf);
	return (0);
}

#ifdef EXAMPLE_MAIN
int EXAMPLE_MAIN(int argc, char *argv[]);
#endif

static int
run(int argc, char *argv[])
{
#ifdef EXAMPLE_MAIN
	return (EXAMPLE_MAIN(argc, argv));
#else
	(void)argc;
	(void)argv;
	example();
	return (0);
#endif
}

static void
list_descriptors(unsigned char open[HIGHEST])
{
	for (int fd = 0; fd < HIGHEST; fd++)
		open[fd] = fcntl(fd, F_GETFD) >= 0;
}

static int
is_clean(const unsigned char before[HIGHEST])
{
	unsigned char after[HIGHEST];
	int clean = 1;

	list_descriptors(after);
	for (int fd = 0; fd < HIGHEST; fd++)
		if (before[fd] != after[fd]) {
			warnx("descriptor %d is %s", fd,
			    after[fd] ? "left open" : "closed");
			clean = 0;
		}
	if (waitpid(-1, NULL, WNOHANG) >= 0 || errno != ECHILD) {
		warnx("a child is left");
		clean = 0;
	}
	return (clean);
}

int
main(int argc, char *argv[])
{
	static unsigned char before[HIGHEST];
	int rc;

	(void)alarm(300);
	list_descriptors(before);
	rc = run(argc, argv);
	if (!is_clean(before) && rc == 0)
		rc = 1;
	return (rc);
}
