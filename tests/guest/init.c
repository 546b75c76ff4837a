/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The first process of the machine that `run` boots.  It mounts what tests
 * need, runs /test with the arguments that are the lines of /args, says how it
 * ended, and powers the machine off.
 *
 * The test has a session of its own, without a terminal: a session leader
 * that dies takes the console from all others.
 */
#include "init.h"

#include <sys/types.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_ARGS 64

static void
open_console(void)
{
	int fd = open("/dev/console", O_RDWR);

	if (fd < 0)
		power_off();
	(void)dup2(fd, 0);
	(void)dup2(fd, 1);
	(void)dup2(fd, 2);
	if (fd > 2)
		(void)close(fd);
}

static void
set_up(void)
{
	struct termios tio;

	(void)setsid();
	make_devices();
	open_console();
	if (tcgetattr(1, &tio) == 0) {
		tio.c_oflag |= OPOST | ONLCR;
		(void)tcsetattr(1, TCSANOW, &tio);
	}
	mount_all();
	(void)chmod("/tmp", 01777);
}

static char **
arguments(void)
{
	static char text[4096], *argv[MAX_ARGS + 1];
	int fd = open("/args", O_RDONLY), argc = 0;
	char *line;

	argv[argc++] = "/test";
	if (fd < 0)
		return (argv);
	(void)read(fd, text, sizeof(text) - 1);
	(void)close(fd);
	for (line = strtok(text, "\n"); line != NULL && argc < MAX_ARGS;
	     line = strtok(NULL, "\n"))
		argv[argc++] = line;
	return (argv);
}

static void
become_test(char **argv)
{
	int fd = open("/dev/null", O_RDONLY);

	(void)dup2(fd, 0);
	if (fd > 2)
		(void)close(fd);
	(void)setsid();
	(void)setenv("PATH", "/:/bin:/sbin", 1);
	(void)setenv("HOME", "/tmp", 1);
	(void)setenv("TMPDIR", "/tmp", 1);
	(void)execv("/test", argv);
	perror("/test");
	_exit(127);
}

static int
run_test(char **argv)
{
	int status = -1;
	pid_t pid, one;

	pid = fork();
	if (pid == 0)
		become_test(argv);
	do
		one = waitpid(-1, &status, 0);
	while (one >= 0 && one != pid);
	return (status);
}

int
main(void)
{
	char **argv;
	int status;

	set_up();
	argv = arguments();
	printf("@@@ START\n");
	(void)fflush(stdout);
	status = run_test(argv);
	open_console();
	if (WIFEXITED(status))
		printf("\n@@@ EXIT %d\n", WEXITSTATUS(status));
	else
		printf("\n@@@ SIGNAL %d\n", WTERMSIG(status));
	(void)fflush(stdout);
	(void)tcdrain(1);
	sync();
	power_off();
	for (;;)
		(void)pause();
}
