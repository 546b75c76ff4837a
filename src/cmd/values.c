/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The values of options.  A text that is not wholly what it should be is an
 * error that says so; nothing is guessed.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

/* Out of the way of the numbers that the program's descriptors have. */
#define OWN_FDS 64

static const char *option;
static char *whole; /* its value, as it was given */

void
cmd_set_option(const char *name, const char *value)
{
	option = name;
	free(whole);
	whole = value == NULL ? NULL : strdup(value);
}

void
cmd_die(const char *format, ...)
{
	va_list args;

	(void)fputs("spawnx: ", stderr);
	va_start(args, format);
	(void)vfprintf(stderr, format, args);
	va_end(args);
	(void)fputs("\nspawnx: see spawnx --help\n", stderr);
	exit(EXIT_OURS);
}

void
cmd_refuse(const char *word, const char *why)
{
	(void)fputs("spawnx: ", stderr);
	cmd_escape(stderr, word);
	(void)fprintf(stderr, ": %s\nspawnx: see spawnx --help\n", why);
	exit(EXIT_OURS);
}

void
cmd_bad(const char *value, const char *why)
{
	(void)fputs("spawnx: ", stderr);
	if (option != NULL)
		(void)fprintf(stderr, "--%s: ", option);
	if (value != NULL) {
		cmd_quote(stderr, value);
		(void)fputs(": ", stderr);
	}
	(void)fprintf(stderr, "%s\n", why);
	exit(EXIT_OURS);
}

void
cmd_check(int error)
{
	if (error != 0)
		cmd_bad(whole, strerror(error));
}

long long
cmd_number(const char *text, long long min, long long max)
{
	const char *digits = text + (*text == '-');
	char why[80], *end;
	long long n;

	if (*digits < '0' || *digits > '9')
		cmd_bad(text, "not a number");
	errno = 0;
	n = strtoll(text, &end, 10);
	if (*end != '\0')
		cmd_bad(text, "not a number");
	if (errno != 0 || n < min || n > max) {
		(void)snprintf(
		    why, sizeof(why), "not from %lld to %lld", min, max);
		cmd_bad(text, why);
	}
	return (n);
}

int
cmd_fd(const char *text)
{
	return ((int)cmd_number(text, 0, INT_MAX));
}

mode_t
cmd_mode(const char *text, mode_t max)
{
	unsigned long mode = 0;
	const char *p;

	for (p = text; *p >= '0' && *p <= '7' && mode <= max; p++)
		mode = mode * 8 + (unsigned long)(*p - '0');
	if (p == text || *p != '\0' || mode > max)
		cmd_bad(text, "not an octal mode");
	return ((mode_t)mode);
}

int
cmd_on_off(const char *text)
{
	const bool on = strcmp(text, "on") == 0;

	if (!on && strcmp(text, "off") != 0)
		cmd_bad(text, "neither on nor off");
	return (on);
}

char *
cmd_split(char *text, char separator)
{
	char *at = strchr(text, separator);

	if (at == NULL)
		return (NULL);
	*at = '\0';
	return (at + 1);
}

int
cmd_open(const char *path, int oflag)
{
	int fd = open(path, oflag | O_CLOEXEC), high;

	if (fd < 0)
		cmd_bad(path, strerror(errno));
	high = fcntl(fd, F_DUPFD_CLOEXEC, OWN_FDS);
	if (high < 0)
		return (fd);
	(void)close(fd);
	return (high);
}
