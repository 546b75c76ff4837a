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

#include "spx.h"
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

/* Bytes that the candidates take together. */
static size_t
measure(const char *dirs, size_t file_len)
{
	size_t len, total = 0;

	for (;; dirs += len + 1) {
		len = element(dirs);
		if (is_usable(len))
			total += len + 1 + file_len + 1;
		if (dirs[len] == '\0')
			return (total);
	}
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

int
spx_search(struct spx_request *r, const char *file, char *buf, size_t size)
{
	size_t file_len = strlen(file), need;
	const char *dirs;

	r->req_paths = file;
	r->req_npaths = 1;
	/* The kernel has the right error for no name, and for one too long. */
	if (file_len == 0 || file_len > NAME_MAX || strchr(file, '/') != NULL)
		return (0);
	dirs = getenv("PATH");
	if (dirs == NULL)
		dirs = SPX_HOST_DEFAULT_PATH;
	need = measure(dirs, file_len);
	if (need > size) {
		buf = spx_realloc(NULL, need);
		r->req_heap = buf;
	}
	if (buf == NULL)
		return (-ENOMEM);
	r->req_paths = buf;
	r->req_npaths = lay_out(buf, dirs, file, file_len);
	return (0);
}
