/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that are arrays and strings: copied, and the object's own.
 * See attr_drop.c for how they are dropped.
 */
#include <errno.h>
#include <limits.h>
#include <string.h>

#include "object/object.h"
#include "os/kernel.h"

/*
 * A copy, not NULL even of nothing; NULL without memory.  Its first elements
 * stand behind it once more, as many as `again` says.
 */
static void *
copy_of(const void *data, size_t n, size_t element, size_t again)
{
	unsigned char *copy;
	size_t size = 0, all;

	if (!spx_size_add(&size, n, element))
		return (NULL);
	all = size;
	if (!spx_size_add(&all, again, element))
		return (NULL);
	copy = spx_realloc(NULL, size > 0 ? all : 1);
	if (copy != NULL && size > 0) {
		memcpy(copy, data, size);
		memcpy(copy + size, data, all - size);
	}
	return (copy);
}

int
spx_ext_get_array(const posix_spawnattr_t *attr, enum spawnx_attribute which,
    size_t *n, const void **data)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, which, &ext);

	if (rc == 0) {
		*n = spx_ext_value(ext, which)->va_owned.ow_count;
		*data = spx_ext_value(ext, which)->va_owned.ow_data;
	}
	return (-rc);
}

/* value: as spx_can() wants it. */
int
spx_ext_set_array(posix_spawnattr_t *attr, enum spawnx_attribute which,
    int value, size_t n, const void *data, size_t element)
{
	const bool again = SPX_GROUPS_AGAIN && which == SPAWNX_ATTR_GROUPS;
	struct spx_ext *ext;
	void *copy;
	int rc = spx_ext_set(attr, which, value, &ext);

	if (rc < 0)
		return (-rc);
	copy = copy_of(data, n, element, again ? 1 : 0);
	if (copy == NULL)
		return (ENOMEM);
	spx_ext_drop(ext, which);
	ext->ex_values[which].va_owned = (struct spx_owned){ copy, n };
	spx_ext_mark(attr, ext, which);
	return (0);
}

int
spx_ext_get_string(const posix_spawnattr_t *attr, enum spawnx_attribute which,
    const char **out)
{
	const void *data;
	size_t size;
	int rc;

	if (out == NULL)
		return (EINVAL);
	rc = spx_ext_get_array(attr, which, &size, &data);
	if (rc == 0)
		*out = data;
	return (rc);
}

int
spx_ext_set_string(
    posix_spawnattr_t *attr, enum spawnx_attribute which, const char *string)
{
	if (string == NULL)
		return (EINVAL);
	return (
	    spx_ext_set_array(attr, which, 0, strlen(string) + 1, string, 1));
}

SPX_PUBLIC int
spawnx_attr_getgroups(
    const posix_spawnattr_t *attr, size_t *n, const gid_t **groups)
{
	const void *data;
	int rc;

	if (n == NULL || groups == NULL)
		return (EINVAL);
	rc = spx_ext_get_array(attr, SPAWNX_ATTR_GROUPS, n, &data);
	if (rc == 0)
		*groups = data;
	return (rc);
}

static int
set_groups(posix_spawnattr_t *attr, size_t n, const gid_t groups[])
{
	if (n > SPX_GROUPS_MAX || (n > 0 && groups == NULL))
		return (EINVAL);
	return (spx_ext_set_array(
	    attr, SPAWNX_ATTR_GROUPS, 0, n, groups, sizeof(groups[0])));
}

SPX_PUBLIC int
spawnx_attr_setgroups(posix_spawnattr_t *attr, size_t n, const gid_t groups[])
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_GROUPS, set_groups(attr, n, groups)));
}

SPX_PUBLIC int
spawnx_attr_getaffinity(
    const posix_spawnattr_t *attr, size_t *size, const void **set)
{
	if (size == NULL || set == NULL)
		return (EINVAL);
	return (spx_ext_get_array(attr, SPAWNX_ATTR_AFFINITY, size, set));
}

static bool
is_empty(const unsigned char *bytes, size_t size)
{
	while (size > 0)
		if (bytes[--size] != 0)
			return (false);
	return (true);
}

static int
set_affinity(posix_spawnattr_t *attr, size_t size, const void *set)
{
	/* The kernel takes the size as 32 bits (Linux). */
	if (set == NULL || size > INT_MAX || is_empty(set, size))
		return (EINVAL);
	return (spx_ext_set_array(attr, SPAWNX_ATTR_AFFINITY, 0, size, set, 1));
}

SPX_PUBLIC int
spawnx_attr_setaffinity(posix_spawnattr_t *attr, size_t size, const void *set)
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_AFFINITY, set_affinity(attr, size, set)));
}

SPX_PUBLIC int
spawnx_attr_getnsfds(const posix_spawnattr_t *attr, size_t *n, const int **fds)
{
	const void *data;
	int rc;

	if (n == NULL || fds == NULL)
		return (EINVAL);
	rc = spx_ext_get_array(attr, SPAWNX_ATTR_NSFDS, n, &data);
	if (rc == 0)
		*fds = data;
	return (rc);
}

static int
set_nsfds(posix_spawnattr_t *attr, size_t n, const int fds[])
{
	struct spx_ext *ext;
	size_t i;
	int rc;

	if (spx_ext_of(attr, &ext) < 0 || n == 0 || fds == NULL ||
	    n > SIZE_MAX / sizeof(fds[0]))
		return (EINVAL);
	for (i = 0; i < n; i++) {
		rc = fds[i] < 0 ? -EBADF : spx_can(SPAWNX_ATTR_NSFDS, fds[i]);
		if (rc < 0)
			return (-rc);
	}
	return (spx_ext_set_array(
	    attr, SPAWNX_ATTR_NSFDS, fds[0], n, fds, sizeof(fds[0])));
}

SPX_PUBLIC int
spawnx_attr_setnsfds(posix_spawnattr_t *attr, size_t n, const int fds[])
{
	return (
	    spx_attr_result(attr, SPAWNX_ATTR_NSFDS, set_nsfds(attr, n, fds)));
}
