/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Fuzz target: the paths that a file name may stand for, laid out as src/
 * search.c does it, are those that XBD 8.3 of POSIX gives, in their order, one
 * after the other, within the memory that they were given; an element of PATH
 * that no path could hold is passed over.
 */
#include "fuzz.h"

#include "core/core.h"
#include SPX_HOST_H

#define MOST_PATH 20000
#define MOST_FILE 300

/* -- The input as strings -- */

/* Runs of one character, so that a few bytes give an element of any length. */
static char *
take_runs(struct input *in, size_t size, const char *alphabet)
{
	char *text = malloc(size);
	size_t len = 0, run;
	unsigned byte;

	CHECK(text != NULL);
	while (in->in_left > 0 && (byte = take(in)) != 0) {
		run = byte < 0xe0 ? 1 : take(in) * 20;
		for (; run > 0 && len + 1 < size; run--)
			text[len++] = alphabet[byte % strlen(alphabet)];
	}
	text[len] = '\0';
	return (text);
}

/* -- The model -- */

/* The next path; dirs moves on, and is NULL after the last. */
static bool
next_path(const char **dirs, const char *file, char *path, size_t size)
{
	const char *colon = strchr(*dirs, ':');
	const size_t len =
	    colon == NULL ? strlen(*dirs) : (size_t)(colon - *dirs);

	(void)snprintf(
	    path, size, "%.*s%s%s", (int)len, *dirs, len == 0 ? "" : "/", file);
	*dirs = colon == NULL ? NULL : colon + 1;
	return (len < PATH_MAX);
}

static void
check_searched(const struct spx_request *r, const char *dirs, const char *file)
{
	static char due[MOST_PATH + MOST_FILE + 2];
	const char *is = r->req_paths;
	unsigned n = 0;

	while (dirs != NULL) {
		if (!next_path(&dirs, file, due, sizeof(due)))
			continue;
		CHECK(n < r->req_npaths);
		CHECK(strcmp(is, due) == 0);
		is += strlen(is) + 1;
		n++;
	}
	CHECK(n == r->req_npaths);
}

static void
check_paths(const struct spx_request *r, const char *dirs, const char *file)
{
	const size_t len = strlen(file);

	if (len > 0 && len <= NAME_MAX && strchr(file, '/') == NULL) {
		check_searched(
		    r, dirs == NULL ? SPX_HOST_DEFAULT_PATH : dirs, file);
		return;
	}
	CHECK(r->req_npaths == 1);
	CHECK(strcmp(r->req_paths, file) == 0);
}

/* -- An input -- */

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	initialize(*argc, *argv, 16);
	return (0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char *const argv[] = { (char *)(uintptr_t) "name", NULL };
	struct input in = { data, size };
	struct spx_request r = { .req_argv = argv };
	const bool unset = take(&in) == 0xff;
	char *file = take_runs(&in, MOST_FILE, "abcdefghijklmnop/.");
	char *dirs = take_runs(&in, MOST_PATH, ":/a.b::c/");
	/* In memory of its own, so that a byte too many is seen. */
	union spx_search_buffer *buf = malloc(sizeof(*buf));

	CHECK(buf != NULL);
	if (unset)
		CHECK(unsetenv("PATH") == 0);
	else
		CHECK(setenv("PATH", dirs, 1) == 0);
	errno = 4711;
	CHECK(spx_search(&r, file, true, buf, sizeof(*buf)) == 0);
	CHECK(errno == 4711);
	check_paths(&r, unset ? NULL : dirs, file);
	spx_request_free(&r);
	free(buf);
	free(dirs);
	free(file);
	return (0);
}
