/* SPDX-License-Identifier: BSD-2-Clause */
/* Spawning the program `report`, and reading what it wrote. */
#include "support.h"

const char *
report_program(void)
{
	const char *path = getenv("SPAWNX_TEST_REPORT");

#ifdef REPORT_PROGRAM
	if (path == NULL)
		path = REPORT_PROGRAM;
#endif
	if (path == NULL) {
		(void)complain("SPAWNX_TEST_REPORT is not set");
		_exit(1);
	}
	return path;
}

struct line {
	char *key, *value;
};

static int
by_key(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void
unescape(char *s)
{
	char *to = s;
	unsigned byte;

	for (; *s != '\0'; s++) {
		if (*s == '\\' && sscanf(s, "\\x%2x", &byte) == 1) {
			*to++ = (char)byte;
			s += 3;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

static size_t
split(char *text, struct line *lines)
{
	size_t n = 0;
	char *save, *line;

	for (line = strtok_r(text, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save)) {
		char *value = strchr(line, '=');

		if (value == NULL)
			continue;
		*value++ = '\0';
		unescape(line);
		unescape(value);
		lines[n].key = line;
		lines[n++].value = value;
	}
	return n;
}

static void
fill(struct report *r)
{
	size_t most = count_lines(r->rep_text) + 1;
	struct line *lines = calloc(most, sizeof(*lines));

	r->rep_keys = calloc(most, sizeof(char *));
	r->rep_values = calloc(most, sizeof(char *));
	if (lines == NULL || r->rep_keys == NULL || r->rep_values == NULL)
		abort();
	r->rep_n = split(r->rep_text, lines);
	qsort(lines, r->rep_n, sizeof(*lines), by_key);
	for (size_t i = 0; i < r->rep_n; i++) {
		r->rep_keys[i] = lines[i].key;
		r->rep_values[i] = lines[i].value;
	}
	free(lines);
}

struct report *
report_read(const char *path)
{
	struct report *r = calloc(1, sizeof(*r));

	if (r == NULL)
		abort();
	r->rep_text = read_file(path);
	if (r->rep_text != NULL)
		fill(r);
	if (report_get(r, "end") != NULL)
		return r;
	report_free(r);
	return NULL;
}

struct report *
report_wait(const char *path)
{
	struct report *r;

	for (int i = 0; i < 1000; i++) {
		r = report_read(path);
		if (r != NULL)
			return r;
		sleep_ms(10);
	}
	return NULL;
}

void
report_free(struct report *r)
{
	if (r == NULL)
		return;
	free(r->rep_keys);
	free(r->rep_values);
	free(r->rep_text);
	free(r);
}

const char *
report_get(const struct report *r, const char *key)
{
	size_t low = 0, high = r->rep_n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(key, r->rep_keys[mid]);

		if (order == 0)
			return r->rep_values[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

long long
report_int(const struct report *r, const char *key)
{
	const char *value = report_get(r, key);
	char *end;
	long long n;

	if (value == NULL)
		return REPORT_NONE;
	n = strtoll(value, &end, 0);
	return end == value || *end != '\0' ? REPORT_NONE : n;
}

const char *
report_fd(const struct report *r, int fd, const char *what)
{
	char key[64];

	(void)snprintf(
	    key, sizeof(key), "fd.%d%s%s", fd, *what == '\0' ? "" : ".", what);
	return report_get(r, key);
}

int
wait_for(pid_t pid)
{
	int status;
	pid_t got;

	do
		got = waitpid(pid, &status, 0);
	while (got < 0 && errno == EINTR);
	return got < 0 ? -1 : status;
}

/* With SIGCHLD ignored there is no status, but the wait waits all the same. */
static int
collect(struct report **out, pid_t pid, const char *file)
{
	int status = wait_for(pid);
	struct report *r = report_read(file);

	(void)unlink(file);
	if (r == NULL) {
		(void)complain("no report; wait status 0x%x", (unsigned)status);
		return -1;
	}
	r->rep_pid = pid;
	r->rep_status = status < 0 ? 0 : status;
	*out = r;
	return 0;
}

static char **
make_argv(const char *file, char *const args[])
{
	size_t n = 0;
	char **argv;

	while (args != NULL && args[n] != NULL)
		n++;
	argv = calloc(n + 3, sizeof(*argv));
	if (argv == NULL)
		abort();
	argv[0] = "report";
	argv[1] = (char *)(uintptr_t)file;
	if (n > 0)
		memcpy(argv + 2, args, n * sizeof(*args));
	return argv;
}

int
try_report(struct report **out, const struct spawn_family *f, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const args[], char *const envp[])
{
	static unsigned serial;
	char name[64], file[PATH_MAX], **argv;
	pid_t pid = -1;
	int error;

	(void)snprintf(
	    name, sizeof(name), "report.%ld.%u", (long)getpid(), serial++);
	(void)snprintf(file, sizeof(file), "%s", test_path(name));
	argv = make_argv(file, args);
	*out = NULL;
	error = f->spawn(&pid, path == NULL ? report_program() : path, actions,
	    attr, argv, envp);
	free(argv);
	return error == 0 ? collect(out, pid, file) : error;
}

static struct report *
must_report(const struct spawn_family *f,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const args[])
{
	struct report *r;

	assert_int_equal(
	    try_report(&r, f, NULL, actions, attr, args, environ), 0);
	assert_int_equal(r->rep_status, 0);
	assert_int_equal(report_int(r, "pid"), r->rep_pid);
	return r;
}

struct report *
run_report(const struct spawn_family *f,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    ...)
{
	char *args[64];
	va_list list;
	size_t n = 0;

	va_start(list, attr);
	do
		args[n] = va_arg(list, char *);
	while (args[n] != NULL && ++n < COUNT(args) - 1);
	va_end(list);
	args[n] = NULL;
	return must_report(f, actions, attr, args);
}
