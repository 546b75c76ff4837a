/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A small shell with job control, and whoever types at its terminal.
 *
 * usage: job [-b | -l] STEP... -- PROGRAM [ARGUMENT...]
 *
 * The program is a job in the foreground of a session of its own; with -b one
 * in the background; with -l it leads that session, so that no shell is there,
 * and its group is orphaned.  The terminal is its standard input.  What a step
 * sees is printed, a line each:
 *
 *   wait           "stopped SIGNAL", "exit STATUS" or "killed SIGNAL"
 *   quiet          "quiet" if nothing of that happens for a while
 *   key TEXT       types that line; ^Z and ^C are these two keys
 *   until FILE TEXT  until the file has that line
 *   made FILE      until there is such a file
 *   tty            whose the terminal is: job, shell, nobody or other
 *   owner WHO      until the terminal is theirs
 *   child          the state of the job's child: "child T" if it is stopped
 *   fg, bg         continues the job, with the terminal or without
 *   kill SIGNAL    sends it to the job's first process
 *   hangup         the terminal is gone
 */
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int master, terminal = -1;
static pid_t job;

static void __attribute__((noreturn)) die(const char *what)
{
	perror(what);
	if (job > 0)
		(void)kill(-job, SIGKILL);
	exit(99);
}

static void
pause_ms(int ms)
{
	(void)poll(NULL, 0, ms);
}

/* The terminal of this process, which leads a session. */
static void
open_terminal(void)
{
	if (setsid() < 0)
		die("setsid");
	terminal = open(ptsname(master), O_RDWR | O_CLOEXEC);
	if (terminal < 0)
		die("terminal");
}

static void __attribute__((noreturn)) run(char *argv[])
{
	for (int signo = 1; signo < 32; signo++)
		(void)signal(signo, SIG_DFL);
	(void)close(master);
	(void)dup2(terminal, STDIN_FILENO);
	(void)execvp(argv[0], argv);
	perror(argv[0]);
	_exit(98);
}

static void
start(char *argv[], int way)
{
	job = fork();
	if (job == 0) {
		if (way == 'l')
			open_terminal();
		else
			(void)setpgid(0, 0);
		if (way != 'b' && tcsetpgrp(terminal, getpid()) != 0)
			die("tcsetpgrp");
		run(argv);
	}
	if (job < 0)
		die("fork");
}

/* 1 if there was something to say. */
static int
changed(int ms)
{
	int status;

	for (; ms > 0; ms -= 10) {
		if (waitpid(job, &status, WUNTRACED | WNOHANG) != job) {
			pause_ms(10);
			continue;
		}
		if (WIFSTOPPED(status))
			printf("stopped %d\n", WSTOPSIG(status));
		else if (WIFSIGNALED(status))
			printf("killed %d\n", WTERMSIG(status));
		else
			printf("exit %d\n", WEXITSTATUS(status));
		return (1);
	}
	return (0);
}

static void
type(const char *text)
{
	char line[100];
	int n;

	if (strcmp(text, "^Z") == 0)
		n = snprintf(line, sizeof(line), "\032");
	else if (strcmp(text, "^C") == 0)
		n = snprintf(line, sizeof(line), "\003");
	else
		n = snprintf(line, sizeof(line), "%s\n", text);
	if (write(master, line, (size_t)n) != n)
		die("key");
}

static void
made(const char *path)
{
	for (int ms = 10000; access(path, F_OK) != 0; ms -= 10) {
		if (ms <= 0)
			die(path);
		pause_ms(10);
	}
}

static int
has_line(const char *path, const char *text)
{
	FILE *file = fopen(path, "r");
	char line[200];
	int found = 0;

	while (file != NULL && !found && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		found = strcmp(line, text) == 0;
	}
	if (file != NULL)
		(void)fclose(file);
	return (found);
}

static void
until(const char *path, const char *text)
{
	for (int ms = 10000; !has_line(path, text); ms -= 10) {
		if (ms <= 0) {
			(void)fprintf(stderr, "no line \"%s\"\n", text);
			die(path);
		}
		pause_ms(10);
	}
}

static const char *
owner(void)
{
	pid_t group = tcgetpgrp(terminal < 0 ? master : terminal);

	if (group == job)
		return ("job");
	if (group == getpgrp())
		return ("shell");
	return (kill(-group, 0) == 0 ? "other" : "nobody");
}

static void
until_owner(const char *who)
{
	for (int ms = 10000; strcmp(owner(), who) != 0; ms -= 10) {
		if (ms <= 0)
			die(who);
		pause_ms(10);
	}
}

static void
print_child(void)
{
	char path[64], state = '?';
	long pid = 0;
	FILE *file;

	(void)snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children",
	    (long)job, (long)job);
	file = fopen(path, "r");
	if (file == NULL || fscanf(file, "%ld", &pid) != 1)
		die("child");
	(void)fclose(file);
	(void)snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	file = fopen(path, "r");
	if (file == NULL || fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		die("its state");
	(void)fclose(file);
	printf("child %c\n", state);
}

static void
resume(pid_t foreground)
{
	if (tcsetpgrp(terminal, foreground) != 0)
		die("tcsetpgrp");
	(void)kill(-job, SIGCONT);
}

/* How many words it took. */
static int
step(char *word[])
{
	if (strcmp(word[0], "wait") == 0) {
		if (!changed(10000))
			printf("nothing\n");
	} else if (strcmp(word[0], "quiet") == 0) {
		if (!changed(300))
			printf("quiet\n");
	} else if (strcmp(word[0], "tty") == 0)
		printf("%s\n", owner());
	else if (strcmp(word[0], "fg") == 0)
		resume(job);
	else if (strcmp(word[0], "bg") == 0)
		resume(getpgrp());
	else if (strcmp(word[0], "child") == 0)
		print_child();
	else if (strcmp(word[0], "hangup") == 0)
		(void)close(master);
	else if (strcmp(word[0], "key") == 0)
		return (type(word[1]), 2);
	else if (strcmp(word[0], "kill") == 0)
		return ((void)kill(job, atoi(word[1])), 2);
	else if (strcmp(word[0], "owner") == 0)
		return (until_owner(word[1]), 2);
	else if (strcmp(word[0], "made") == 0)
		return (made(word[1]), 2);
	else if (strcmp(word[0], "until") == 0)
		return (until(word[1], word[2]), 3);
	else
		die(word[0]);
	return (1);
}

static int
play(char *word[], int way)
{
	char **argv = word;

	while (strcmp(*argv, "--") != 0)
		argv++;
	(void)signal(SIGTTOU, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
	if (way != 'l')
		open_terminal();
	start(argv + 1, way);
	while (word != argv)
		word += step(word);
	(void)fflush(stdout);
	(void)kill(-job, SIGKILL);
	return (0);
}

int
main(int argc, char *argv[])
{
	const int way = argc > 1 && argv[1][0] == '-' ? argv[1][1] : 'f';
	char **words = argv + (way == 'f' ? 1 : 2);
	pid_t shell;
	int status;

	master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (argc < 3 || master < 0 || grantpt(master) != 0 ||
	    unlockpt(master) != 0)
		die("pty");
	if (way == 'l')
		return (play(words, way));
	/* Who leads a group already can't lead a session. */
	shell = fork();
	if (shell == 0)
		exit(play(words, way));
	if (shell < 0 || waitpid(shell, &status, 0) != shell)
		die("shell");
	return (WIFEXITED(status) ? WEXITSTATUS(status) : 99);
}
