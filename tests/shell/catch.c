/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes down the signals that it gets.
 *
 * usage: catch FILE [WORD...]
 *
 * Adds "ready" to the file, then the number of each signal that comes, until
 * SIGTERM, which is the last.  Before "ready" it does what the words say:
 *
 *   parent  sends SIGUSR1 to its parent
 *   group   sends SIGUSR1 to its process group
 *   stop    stops itself by SIGSTOP, and writes "continued"
 *   read    reads a line, and writes it
 *   end     ends, as if by SIGTERM
 *   fork    has a child in its group that writes too: "child-N"
 *
 * Any other word it writes down.
 */
#include <sys/prctl.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int caught[] = { SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2,
	SIGCONT, SIGTERM };

#define SIGNALS (sizeof(caught) / sizeof(caught[0]))

static int file;
static const char *prefix = "";

static void
add(const char *line)
{
	char text[200];
	int n = snprintf(text, sizeof(text), "%s%s\n", prefix, line);

	if (write(file, text, (size_t)n) != n)
		_exit(97);
}

static void
read_line(void)
{
	char line[100];
	ssize_t n = read(STDIN_FILENO, line, sizeof(line) - 1);

	line[n < 1 ? 0 : n - 1] = '\0';
	add(n < 1 ? "no line" : line);
}

static void
act(const char *word)
{
	if (strcmp(word, "parent") == 0)
		(void)kill(getppid(), SIGUSR1);
	else if (strcmp(word, "group") == 0)
		(void)kill(0, SIGUSR1);
	else if (strcmp(word, "end") == 0)
		exit(0);
	else if (strcmp(word, "read") == 0)
		read_line();
	else if (strcmp(word, "fork") == 0) {
		if (fork() != 0)
			return;
		prefix = "child-";
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	} else if (strcmp(word, "stop") == 0) {
		(void)raise(SIGSTOP);
		add("continued");
	} else
		add(word);
}

int
main(int argc, char *argv[])
{
	sigset_t set;
	char number[20];
	int signo;

	(void)sigemptyset(&set);
	for (size_t i = 0; i < SIGNALS; i++)
		(void)sigaddset(&set, caught[i]);
	/* Blocked, none is lost and none interrupts. */
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	file =
	    argc < 2 ? -1 : open(argv[1], O_WRONLY | O_APPEND | O_CREAT, 0666);
	for (int i = 2; i < argc; i++)
		act(argv[i]);
	add("ready");
	do {
		if (sigwait(&set, &signo) != 0)
			return (96);
		(void)snprintf(number, sizeof(number), "%d", signo);
		add(number);
	} while (signo != SIGTERM);
	return (0);
}
