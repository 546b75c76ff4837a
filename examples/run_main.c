/* SPDX-License-Identifier: BSD-2-Clause */
/*
 *	run [-i FILE] [-n HEAD] [-m TAIL] [-t SECONDS] [-k SECONDS]
 *	    program [argument...]
 *
 * -i the program's input; without one it is empty.  -n, -m how many of the
 * first and the last bytes of each output to show, instead of 1 MiB.  -t after
 * that time it gets SIGTERM, -k and that time later SIGKILL.
 *
 * The status is the program's, as a shell tells it; 124 if its time was up, and
 * 127 if it could not be started.
 */
#include <sys/wait.h>

#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run.h"

static char *input; /* NULL: none */

static void
read_input(struct job *jo, const char *path)
{
	FILE *file = fopen(path, "re");
	char *bytes = NULL;
	size_t room = 0, n;

	if (file == NULL)
		err(2, "%s", path);
	jo->jo_size = 0;
	do {
		room += 65536;
		bytes = realloc(bytes, room);
		if (bytes == NULL)
			err(2, NULL);
		n = fread(bytes + jo->jo_size, 1, room - jo->jo_size, file);
		jo->jo_size += n;
	} while (n > 0);
	if (ferror(file))
		err(2, "%s", path);
	(void)fclose(file);
	free(input);
	jo->jo_input = input = bytes;
}

static double
number(const char *text, double most)
{
	char *end;
	double value = strtod(text, &end);

	if (end == text || *end != '\0' || !(value >= 0 && value <= most))
		errx(2, "%s: not a number from 0 to %g", text, most);
	return (value);
}

static void
read_options(struct job *jo, int argc, char *argv[])
{
	int o;

	while ((o = getopt(argc, argv, "+i:n:m:t:k:")) != -1) {
		if (o == 'i')
			read_input(jo, optarg);
		else if (o == 'n')
			jo->jo_head = (size_t)number(optarg, 1 << 30);
		else if (o == 'm')
			jo->jo_tail = (size_t)number(optarg, 1 << 30);
		else if (o == 't')
			jo->jo_time = number(optarg, 1e9);
		else if (o == 'k')
			jo->jo_grace = number(optarg, 1e9);
		else
			exit(2);
	}
	if (argv[optind] == NULL)
		errx(2, "no program");
}

/* The head, how much is left out, and the tail, where it begins in the ring. */
static void
show(const struct job *jo, const struct kept *ke, FILE *to)
{
	const size_t room = jo->jo_head + jo->jo_tail;
	const char *ring = ke->ke_bytes + jo->jo_head;
	size_t start;

	if (ke->ke_total <= room) {
		(void)fwrite(ke->ke_bytes, 1, (size_t)ke->ke_total, to);
		return;
	}
	(void)fwrite(ke->ke_bytes, 1, jo->jo_head, to);
	(void)fprintf(to, "[%llu bytes left out]\n",
	    (unsigned long long)(ke->ke_total - room));
	if (jo->jo_tail == 0)
		return;
	start = (size_t)((ke->ke_total - jo->jo_head) % jo->jo_tail);
	(void)fwrite(ring + start, 1, jo->jo_tail - start, to);
	(void)fwrite(ring, 1, start, to);
}

static int
status_of(const struct job *jo)
{
	if (jo->jo_late)
		return (124);
	return (WIFSIGNALED(jo->jo_status) ? 128 + WTERMSIG(jo->jo_status)
					   : WEXITSTATUS(jo->jo_status));
}

int
main(int argc, char *argv[])
{
	struct job jo = { .jo_head = 1 << 20, .jo_tail = 1 << 20 };
	spawnx_failure_t where;
	char text[256];

	/* Ignored, as it may be inherited, it reaps the program unseen. */
	(void)signal(SIGCHLD, SIG_DFL);
	read_options(&jo, argc, argv);
	for (int i = RUN_OUT; i <= RUN_ERR; i++) {
		jo.jo_kept[i].ke_bytes = malloc(jo.jo_head + jo.jo_tail + 1);
		if (jo.jo_kept[i].ke_bytes == NULL)
			err(2, NULL);
	}
	if (run(&jo, argv + optind, &where) != 0)
		errx(127, "%s: %s", argv[optind],
		    spawnx_strfailure(&where, text, sizeof(text)));
	show(&jo, &jo.jo_kept[RUN_OUT], stdout);
	show(&jo, &jo.jo_kept[RUN_ERR], stderr);
	free(jo.jo_kept[RUN_OUT].ke_bytes);
	free(jo.jo_kept[RUN_ERR].ke_bytes);
	free(input);
	if (fflush(stdout) != 0)
		err(2, "stdout");
	return (status_of(&jo));
}
