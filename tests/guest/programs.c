/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The programs that the tests find in /bin, under whose names it is called:
 * true, cat (of descriptor 0), and all of a shell that the tests' scripts need:
 * `exit N` on a line, or after -c, and `argv`, which prints the shell's
 * arguments.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int
cat(void)
{
	char bytes[4096];
	ssize_t n;

	while ((n = read(0, bytes, sizeof(bytes))) > 0)
		if (write(1, bytes, (size_t)n) != n)
			return (1);
	return (n < 0);
}

/* What the line exits with; -1: it does not. */
static int
exit_of(const char *line)
{
	return (strncmp(line, "exit ", 5) == 0 ? atoi(line + 5) : -1);
}

static int
shell(int argc, char **argv)
{
	FILE *script = argc < 2 ? NULL : fopen(argv[1], "r");
	char line[1024];
	int i;

	if (argc == 3 && strcmp(argv[1], "-c") == 0)
		return (exit_of(argv[2]));
	if (script == NULL)
		return (127);
	while (fgets(line, sizeof(line), script) != NULL) {
		if (exit_of(line) >= 0)
			return (exit_of(line));
		for (i = 0; strcmp(line, "argv\n") == 0 && i < argc; i++)
			puts(argv[i]);
	}
	return (0);
}

int
main(int argc, char **argv)
{
	if (strcmp(getprogname(), "true") == 0)
		return (0);
	if (strcmp(getprogname(), "cat") == 0)
		return (cat());
	return (shell(argc, argv));
}
