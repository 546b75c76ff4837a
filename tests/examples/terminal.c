/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static int terminal;

static int
run(const char *path, char *argv[], pid_t *child)
{
	pid_t pid = -1;

#include EXAMPLE
	*child = pid;
	return (error);
}

/* Its controlling terminal is the standard input, and it may read from it. */
void
example(void)
{
	char *argv[] = { "sh", "-c",
		"test -t 1 && read -r word </dev/tty && test $word = typed &&"
		" echo done",
		NULL };
	char text[256] = "";
	ssize_t n, length = 0;
	pid_t pid;

	require(run("/bin/sh", argv, &pid) == 0);
	require(write(terminal, "typed\n", 6) == 6);
	require(status_of(pid) == 0);
	do {
		n = read(
		    terminal, text + length, sizeof(text) - 1 - (size_t)length);
		length += n > 0 ? n : 0;
	} while (n > 0 && strstr(text, "done") == NULL);
	require(strstr(text, "done") != NULL && close(terminal) == 0);
}
