/* SPDX-License-Identifier: BSD-2-Clause */
#include "example.h"

static int
run(char *writer[], char *reader[])
{
	int status = 0;

#include EXAMPLE
	if (error != 0)
		return (-error);
	return (
	    WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status));
}

/* The reader sees the end; a writer without a reader is ended. */
void
example(void)
{
	char *writer[] = { "sh", "-c", "while echo again; do :; done", NULL };
	char *two[] = { "printf", "b\\na\\n", NULL };
	char *reader[] = { "sh", "-c", "sort >sorted; exit 3", NULL };
	char *head[] = { "head", "-n", "1", NULL };
	char *none[] = { "/no/such/program", NULL };
	int saved;

	require(run(two, reader) == 3 && holds("sorted", "a\nb\n"));
	require(run(writer, none) == -ENOENT);
	require(run(none, reader) == -ENOENT);
	saved = redirect_to("first", STDOUT_FILENO);
	(void)run(writer, head);
	redirect_back(STDOUT_FILENO, saved);
	require(holds("first", "again\n"));
}
