/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that are several strings: copied, and the object's own.
 */
#include <errno.h>
#include <limits.h>
#include <string.h>

#include "object/object.h"

/*
 * One block: pointers, as the getter gives them, and behind them the strings in
 * a row, as a request has its paths.  -EINVAL for NULL among them.
 */
static int
measure_strings(size_t n, const char *const strings[], size_t *size)
{
	size_t i;

	*size = 0;
	if (!spx_size_add(size, n, sizeof(strings[0])))
		return (-ENOMEM);
	for (i = 0; i < n; i++) {
		if (strings[i] == NULL)
			return (-EINVAL);
		if (!spx_size_add(size, strlen(strings[i]) + 1, 1))
			return (-ENOMEM);
	}
	return (0);
}

static void
lay_out_strings(const char **to, size_t n, const char *const strings[])
{
	char *row = (char *)(to + n);
	size_t i, size;

	for (i = 0; i < n; i++) {
		size = strlen(strings[i]) + 1;
		memcpy(row, strings[i], size);
		to[i] = row;
		row += size;
	}
}

static int
set_strings(posix_spawnattr_t *attr, enum spawnx_attribute which, size_t n,
    const char *const strings[])
{
	struct spx_ext *ext;
	const char **copy;
	size_t size;
	int rc = measure_strings(n, strings, &size);

	if (rc == 0)
		rc = spx_ext_set(attr, which, 0, &ext);
	if (rc < 0)
		return (-rc);
	copy = spx_realloc(NULL, size);
	if (copy == NULL)
		return (ENOMEM);
	lay_out_strings(copy, n, strings);
	spx_ext_drop(ext, which);
	ext->ex_values[which].va_owned = (struct spx_owned){ copy, n };
	spx_ext_mark(attr, ext, which);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getcandidates(
    const posix_spawnattr_t *attr, size_t *n, const char *const **paths)
{
	const void *data;
	int rc;

	if (n == NULL || paths == NULL)
		return (EINVAL);
	rc = spx_ext_get_array(attr, SPAWNX_ATTR_CANDIDATES, n, &data);
	if (rc == 0)
		*paths = data;
	return (rc);
}

static int
set_candidates(posix_spawnattr_t *attr, size_t n, const char *const paths[])
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0 || n == 0 || paths == NULL)
		return (EINVAL);
	/* Their numbers are told in an int. */
	if (n > INT_MAX)
		return (ENOMEM);
	return (set_strings(attr, SPAWNX_ATTR_CANDIDATES, n, paths));
}

SPX_PUBLIC int
spawnx_attr_setcandidates(
    posix_spawnattr_t *attr, size_t n, const char *const paths[])
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_CANDIDATES, set_candidates(attr, n, paths)));
}

/* A path, what is to be written there, the next path, ... */
SPX_PUBLIC int
spawnx_attr_getwrites(
    const posix_spawnattr_t *attr, size_t *n, const char *const **writes)
{
	const void *data;
	size_t strings;
	int rc;

	if (n == NULL || writes == NULL)
		return (EINVAL);
	rc = spx_ext_get_array(attr, SPAWNX_ATTR_WRITES, &strings, &data);
	if (rc == 0) {
		*n = strings / 2;
		*writes = data;
	}
	return (rc);
}

static int
set_writes(posix_spawnattr_t *attr, size_t n, const char *const writes[])
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0 || n == 0 || writes == NULL)
		return (EINVAL);
	if (n > INT_MAX)
		return (ENOMEM);
	return (set_strings(attr, SPAWNX_ATTR_WRITES, 2 * n, writes));
}

SPX_PUBLIC int
spawnx_attr_setwrites(
    posix_spawnattr_t *attr, size_t n, const char *const writes[])
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_WRITES, set_writes(attr, n, writes)));
}
