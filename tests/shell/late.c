/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A signal that reaches the command when it has reaped the program goes to
 * nobody, not even to a process that has the program's ID by then.
 *
 * usage: late COMMAND
 *
 * The command is held up between the two by a pipe that is full when it wants
 * to report times.  Exits with 0 if that is right, with 77 if no process can be
 * made with a given ID.
 */
#include <sys/syscall.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SYS_clone3
#define SYS_clone3 435
#endif

static void __attribute__((noreturn)) die(const char *what)
{
	perror(what);
	exit(99);
}

/* As struct clone_args of Linux 5.5, which has set_tid. */
static pid_t
fork_as(pid_t wanted)
{
	uint64_t args[10] = { 0 };

	args[4] = SIGCHLD;
	args[8] = (uint64_t)(uintptr_t)&wanted;
	args[9] = 1;
	return ((pid_t)syscall(SYS_clone3, args, sizeof(args)));
}

static pid_t
begin(const char *command, int in, int err)
{
	pid_t pid = fork();

	if (pid == 0) {
		(void)dup2(in, 0);
		(void)dup2(err, 2);
		(void)execl(command, "spawnx", "--time", "--explain",
		    "--closefrom", "3", "--sigdefault", "all", "cat",
		    (char *)NULL);
		_exit(98);
	}
	if (pid < 0)
		die("fork");
	return (pid);
}

/* The program, of whose ID --explain tells. */
static pid_t
told(int err)
{
	static const char word[] = "process ";
	char text[4096], *at = NULL;
	size_t len = 0;
	ssize_t n;

	while (at == NULL || strchr(at, '\n') == NULL) {
		n = read(err, text + len, sizeof(text) - 1 - len);
		if (n <= 0)
			die("stderr");
		len += (size_t)n;
		text[len] = '\0';
		at = strstr(text, word);
	}
	return ((pid_t)atol(at + strlen(word)));
}

static void
fill(int fd)
{
	if (fcntl(fd, F_SETFL, O_NONBLOCK) != 0)
		die("fcntl");
	while (write(fd, "x", 1) == 1)
		continue;
	(void)fcntl(fd, F_SETFL, 0);
}

static void
drain(int fd)
{
	char text[4096];

	while (read(fd, text, sizeof(text)) > 0)
		continue;
}

static pid_t
stranger_as(pid_t wanted)
{
	pid_t pid;

	/* Until then the ID is the program's. */
	while ((pid = fork_as(wanted)) < 0 && errno == EEXIST)
		(void)poll(NULL, 0, 10);
	if (pid == 0)
		for (;;)
			(void)pause();
	return (pid);
}

int
main(int argc, char *argv[])
{
	int in[2], err[2], status, rc;
	pid_t command, stranger;

	if (argc != 2 || pipe(in) != 0 || pipe(err) != 0)
		die("usage");
	(void)fcntl(in[1], F_SETFD, FD_CLOEXEC);
	command = begin(argv[1], in[0], err[1]);
	stranger = told(err[0]);
	fill(err[1]);
	(void)close(in[1]);
	stranger = stranger_as(stranger);
	rc = stranger < 0 ? 77 : 0;
	(void)kill(command, SIGTERM);
	(void)poll(NULL, 0, 200);
	if (rc == 0 && waitpid(stranger, &status, WNOHANG) != 0)
		rc = 1;
	if (rc == 0)
		(void)kill(stranger, SIGKILL);
	(void)close(err[1]);
	drain(err[0]);
	if (waitpid(command, &status, 0) != command || status != 0)
		die("command");
	return (rc);
}
