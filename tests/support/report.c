/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program that the tests spawn: it writes the state in which it was
 * started as key=value lines.
 *
 *	report FILE [argument...]
 *
 * FILE is a path, `-` for descriptor 1, or `none`.  The arguments are done
 * in order once the report is written; any other is only reported:
 *
 *	sleep=MS    sleeps
 *	wait-stdin  reads descriptor 0 up to its end
 *	signal=N    kills itself by signal N
 *	exit=N      exits with status N
 *
 * Everything is collected in memory before the first descriptor is opened
 * for the report, signals first and descriptors second, so that nothing done
 * here shows.  Backslashes and control characters in a value are escaped as
 * \xHH.  The last line is `end=1`: a report without it is not complete.
 */
#include "report.h"

#include <sys/stat.h>

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define EXIT_USAGE  124
#define EXIT_MEMORY 125
#define EXIT_WRITE  126

extern char **environ;

static char *text;
static size_t text_len, text_size;

static void
put_bytes(const char *bytes, size_t n)
{
	if (text_size - text_len < n) {
		text_size = 2 * text_size + n + 65536;
		text = realloc(text, text_size);
		if (text == NULL)
			_exit(EXIT_MEMORY);
	}
	memcpy(text + text_len, bytes, n);
	text_len += n;
}

void
put(const char *format, ...)
{
	char line[256];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (n > 0)
		put_bytes(line, (size_t)n);
}

static void
put_escaped(const char *s, size_t n)
{
	for (; n > 0; s++, n--) {
		if (iscntrl((unsigned char)*s) || *s == '\\')
			put("\\x%02x", (unsigned)(unsigned char)*s);
		else
			put_bytes(s, 1);
	}
}

void
put_string(const char *key, const char *value)
{
	put("%s=", key);
	put_escaped(value, strlen(value));
	put("\n");
}

void
put_bits(const char *key, const unsigned long *words, unsigned n, unsigned base)
{
	const unsigned width = 8 * sizeof(*words);
	const char *comma = "";

	put("%s=", key);
	for (unsigned i = 0; i < n; i++) {
		if ((words[i / width] >> (i % width) & 1) == 0)
			continue;
		put("%s%u", comma, i + base);
		comma = ",";
	}
	put("\n");
}

static int
by_string(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
put_strings(const char *vector, const char *count, char **strings)
{
	char key[32];
	unsigned i;

	for (i = 0; strings[i] != NULL; i++) {
		(void)snprintf(key, sizeof(key), "%s[%u]", vector, i);
		put_string(key, strings[i]);
	}
	put("%s=%u\n", count, i);
}

/* envp[] in its own order, then what has a name, sorted, as env.NAME. */
static void
put_environment(void)
{
	static char *none[] = { NULL };
	char **env = environ == NULL ? none : environ;
	size_t n = 0;

	put_strings("envp", "envc", env);
	while (env[n] != NULL)
		n++;
	qsort(env, n, sizeof(*env), by_string);
	for (size_t i = 0; i < n; i++) {
		if (strchr(env[i], '=') == NULL)
			continue;
		put("env.");
		put_escaped(env[i], strlen(env[i]));
		put("\n");
	}
}

static void
write_all(int fd)
{
	size_t done = 0;

	while (done < text_len) {
		ssize_t n = write(fd, text + done, text_len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			_exit(EXIT_WRITE);
		done += (size_t)n;
	}
}

static void
write_report(const char *file)
{
	int fd;

	if (strcmp(file, "none") == 0)
		return;
	if (strcmp(file, "-") == 0) {
		write_all(1);
		return;
	}
	/* The reader may be another user than this process became. */
	(void)umask(0);
	fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		_exit(EXIT_WRITE);
	write_all(fd);
	(void)close(fd);
}

static void
nap(long ms)
{
	struct timespec left = { ms / 1000, ms % 1000 * 1000000 };

	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		continue;
}

static void
die_by(int signo)
{
	sigset_t set;

	(void)signal(signo, SIG_DFL);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, signo);
	(void)sigprocmask(SIG_UNBLOCK, &set, NULL);
	(void)kill(getpid(), signo);
}

static void
drain_stdin(void)
{
	char bytes[4096];
	ssize_t n;

	do
		n = read(0, bytes, sizeof(bytes));
	while (n > 0 || (n < 0 && errno == EINTR));
}

static void
obey(const char *arg)
{
	if (strncmp(arg, "exit=", 5) == 0)
		_exit(atoi(arg + 5));
	if (strncmp(arg, "sleep=", 6) == 0)
		nap(atol(arg + 6));
	else if (strncmp(arg, "signal=", 7) == 0)
		die_by(atoi(arg + 7));
	else if (strcmp(arg, "wait-stdin") == 0)
		drain_stdin();
}

int
main(int argc, char **argv)
{
	put_signals();
	put_descriptors();
	put_process();
	put_strings("argv", "argc", argv);
	put_environment();
	put("end=1\n");
	if (argc < 2)
		_exit(EXIT_USAGE);
	write_report(argv[1]);
	for (int i = 2; i < argc; i++)
		obey(argv[i]);
	_exit(0);
}
