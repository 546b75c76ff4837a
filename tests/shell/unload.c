/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * usage: unload library [fifo]
 *
 * Loads the library, closes it, and says whether it is still mapped; with a
 * FIFO, while a child that it has started waits for that to be opened, and so
 * runs the library's code.
 */
#include <sys/wait.h>

#include <dlfcn.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <spawnx.h>

extern char **environ;

static void *library;

static void *
function(const char *name)
{
	void *f = dlsym(library, name);

	if (f == NULL)
		errx(2, "%s", dlerror());
	return (f);
}

#define CALL(name) ((__typeof__(&name))function(#name))

static pid_t
start(const char *fifo)
{
	static char *argv[] = { "sh", "-c", "read n <&5 && exit $n", NULL };
	static posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;
	int error;

	error = CALL(spawnx_file_actions_init)(&fa);
	if (error == 0)
		error = CALL(spawnx_file_actions_addopen)(
		    &fa, 5, fifo, O_RDONLY, 0);
	if (error == 0)
		error = CALL(spawnx_start)(
		    &p, 0, "/bin/sh", &fa, NULL, argv, environ);
	if (error != 0)
		errx(2, "spawnx_start: %s", strerror(error));
	return (CALL(spawnx_pending_pid)(p));
}

/* Lets the child go on; 0 if its program ran. */
static int
go_on(pid_t pid, const char *fifo)
{
	int fd = open(fifo, O_WRONLY), status;

	if (fd < 0 || write(fd, "7\n", 2) != 2 ||
	    waitpid(pid, &status, 0) != pid)
		err(2, "%s", fifo);
	if (WIFSIGNALED(status))
		printf("killed by signal %d\n", WTERMSIG(status));
	return (WIFEXITED(status) && WEXITSTATUS(status) == 7 ? 0 : 1);
}

int
main(int argc, char *argv[])
{
	pid_t pid = -1;

	if (argc < 2)
		return (2);
	(void)alarm(30);
	library = dlopen(argv[1], RTLD_NOW);
	if (library == NULL)
		errx(2, "%s", dlerror());
	if (argc > 2)
		pid = start(argv[2]);
	(void)dlclose(library);
	puts(dlopen(argv[1], RTLD_NOW | RTLD_NOLOAD) != NULL ? "mapped"
							     : "unmapped");
	(void)fflush(stdout);
	return (argc > 2 ? go_on(pid, argv[2]) : 0);
}
