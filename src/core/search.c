/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a file name without a slash may stand for, worked out in the parent:
 * the child can't call getenv(), whose array another thread may be changing,
 * and has no stack for paths.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/core.h"
#include "base/extension.h"
#include SPX_HOST_H

/* The length of the directory at p, an element of PATH. */
static size_t
element(const char *p)
{
	return (strcspn(p, ":"));
}

/* A directory that no path could name is passed over, as the libcs do. */
static bool
is_usable(size_t len)
{
	return (len < PATH_MAX);
}

/*
 * Adds the bytes that the candidates take together.  As many as an int can
 * count: their numbers are told in one, and each of them takes some.
 */
static int
measure(size_t *total, const char *dirs, size_t file_len)
{
	size_t len, paths = 0;

	for (;; dirs += len + 1) {
		len = element(dirs);
		if (is_usable(len) &&
		    !spx_size_add(&paths, 1, len + 1 + file_len + 1))
			return (-ENOMEM);
		if (paths > INT_MAX)
			return (-ENOMEM);
		if (dirs[len] == '\0')
			break;
	}
	return (spx_size_add(total, paths, 1) ? 0 : -ENOMEM);
}

/* POSIX, XBD 8.3: an empty element stands for the working directory. */
static unsigned
lay_out(char *to, const char *dirs, const char *file, size_t file_len)
{
	unsigned count = 0;
	size_t len;

	for (;; dirs += len + 1) {
		len = element(dirs);
		if (is_usable(len)) {
			memcpy(to, dirs, len);
			to += len;
			if (len > 0)
				*to++ = '/';
			memcpy(to, file, file_len + 1);
			to += file_len + 1;
			count++;
		}
		if (dirs[len] == '\0')
			return (count);
	}
}

/*
 * The vector for a shell begins at [1], with what it is to run left to the
 * child; for an end of its options there is room in front.
 */
static void
lay_out_shell(struct spx_request *r, const char **to, size_t size)
{
	to[0] = to[1] = r->req_argv[0];
	memcpy(to + 3, r->req_argv + 1, size - 3 * sizeof(*to));
	r->req_shell_argv = to;
}

static size_t
count_arguments(char *const argv[])
{
	size_t argc;

	for (argc = 0; argv[argc] != NULL; argc++)
		continue;
	return (argc);
}

/* Some hosts have a search end in a shell; the attribute wins. */
static const char *
shell_of(const struct spx_request *r, bool search)
{
	const char *host = search ? SPX_HOST_SHELL : NULL;

	if (!spx_ext_has(r->req_ext, SPAWNX_ATTR_SHELL))
		return (host);
	return (
	    spx_ext_int(r->req_ext, SPAWNX_ATTR_SHELL, 0) ? SPX_HOST_SH : NULL);
}

/* Room for the caller's arguments, two more, and NULL; 0 without a shell. */
static int
measure_shell(size_t *total, const struct spx_request *r)
{
	if (r->req_shell == NULL)
		return (0);
	if (!spx_size_add(
		total, count_arguments(r->req_argv), sizeof(char *)) ||
	    !spx_size_add(total, 3, sizeof(char *)))
		return (-ENOMEM);
	return (0);
}

/* illumos has none for all file systems; none there allows more. */
#ifndef NAME_MAX
#define NAME_MAX 255
#endif

/* The kernel has the right error for no name, and for one too long. */
static bool
is_searched(const char *file, size_t len)
{
	return (len > 0 && len <= NAME_MAX && strchr(file, '/') == NULL);
}

static const char *
directories(const struct spx_request *r)
{
	const char *dirs = spx_ext_string(r->req_ext, SPAWNX_ATTR_SEARCHPATH);

	if (dirs == NULL)
		dirs = getenv("PATH");
	return (dirs == NULL ? SPX_HOST_DEFAULT_PATH : dirs);
}

int
spx_search(struct spx_request *r, const char *file, bool search, void *buf,
    size_t size)
{
	const size_t len = strlen(file);
	const char *dirs =
	    search && is_searched(file, len) ? directories(r) : NULL;
	size_t shell = 0, need;
	int rc;

	r->req_shell = shell_of(r, search);
	rc = measure_shell(&shell, r);
	need = shell;
	if (rc == 0 && dirs != NULL)
		rc = measure(&need, dirs, len);
	if (rc < 0)
		return (rc);

	if (need > size) {
		buf = spx_realloc(NULL, need);
		r->req_heap = buf;
	}
	if (buf == NULL)
		return (-ENOMEM);
	if (shell > 0)
		lay_out_shell(r, buf, shell);
	r->req_paths = file;
	r->req_npaths = 1;
	if (dirs != NULL) {
		r->req_paths = (char *)buf + shell;
		r->req_npaths = lay_out((char *)buf + shell, dirs, file, len);
	}
	return (0);
}

/* The strings lie in a row behind the pointers; see attr_owned.c. */
int
spx_candidates(struct spx_request *r, void *buf, size_t size)
{
	const struct spx_owned *paths =
	    &spx_ext_value(r->req_ext, SPAWNX_ATTR_CANDIDATES)->va_owned;
	const char *const *first = paths->ow_data;
	int rc = spx_search(r, *first, false, buf, size);

	r->req_npaths = (unsigned)paths->ow_count;
	return (rc);
}
