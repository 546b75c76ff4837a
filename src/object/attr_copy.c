/* SPDX-License-Identifier: BSD-2-Clause */
/* A copy of an attributes object, with all that it owns and remembers. */
#include <errno.h>
#include <string.h>

#include "object/slot.h"

/* An instruction of the kernel's struct sock_filter. */
#define FILTER_SIZE 8

/* The bytes of a value, as its setter has allocated it. */
static size_t
size_of(enum spawnx_attribute which, const struct spx_owned *value)
{
	const size_t n = value->ow_count;

	if (spx_ext_is(which, SPX_IS_GROUPS))
		return ((n + (SPX_GROUPS_AGAIN && n > 0)) * sizeof(gid_t));
	if (spx_ext_is(which, SPX_IS_FDS))
		return (n * sizeof(int));
	if (spx_ext_is(which, SPX_IS_FILTER))
		return (n * FILTER_SIZE);
	return (n);
}

/* Behind the pointers the strings stand in a row, in the same order. */
static size_t
size_of_strings(const struct spx_owned *value)
{
	const char *const *strings = value->ow_data;
	const char *last = strings[value->ow_count - 1];

	return ((size_t)(last + strlen(last) + 1 - (const char *)strings));
}

static void
move_strings(struct spx_owned *copy, const struct spx_owned *from)
{
	const char *const *old = from->ow_data;
	const char **new = copy->ow_data;
	size_t i;

	for (i = 0; i < from->ow_count; i++)
		new[i] = (const char *)new + (old[i] - (const char *)old);
}

static bool
copy_owned(struct spx_owned *copy, enum spawnx_attribute which,
    const struct spx_owned *from)
{
	const bool strings = spx_ext_is(which, SPX_IS_STRINGS) ||
			     spx_ext_is(which, SPX_IS_WRITES);
	const size_t size =
	    strings ? size_of_strings(from) : size_of(which, from);

	copy->ow_data = spx_realloc(NULL, size > 0 ? size : 1);
	if (copy->ow_data == NULL)
		return (false);
	memcpy(copy->ow_data, from->ow_data, size);
	if (strings)
		move_strings(copy, from);
	return (true);
}

struct spx_ext *
spx_ext_copy(const struct spx_ext *ext)
{
	struct spx_ext *copy = spx_realloc(NULL, sizeof(*copy));
	bool done = true;
	int which;

	if (copy == NULL)
		return (NULL);
	*copy = *ext;
	/* What is not copied after a failure is not the copy's to free. */
	for (which = SPX_ATTR_FIRST; which <= SPX_ATTR_LAST; which++) {
		const enum spawnx_attribute w = (enum spawnx_attribute)which;

		if (!spx_ext_is_owned(w) || !spx_ext_has(ext, w))
			continue;
		if (done)
			done = copy_owned(&copy->ex_values[w].va_owned, w,
			    &ext->ex_values[w].va_owned);
		else
			copy->ex_values[w].va_owned.ow_data = NULL;
	}
	if (done)
		return (copy);
	spx_ext_free(copy);
	return (NULL);
}

/* -ENOMEM leaves `to` as it is. */
static int
copy(posix_spawnattr_t *to, const posix_spawnattr_t *from, struct spx_ext *ext)
{
	struct spx_ext *own = NULL;
	int rc;

	if (ext != NULL) {
		own = spx_ext_copy(ext);
		if (own == NULL)
			return (-ENOMEM);
	}
	rc = spx_host_attr_copy(to, from);
	if (rc < 0)
		spx_ext_free(own);
	else if (own != NULL)
		spx_slot_set_ext(to, own);
	return (rc);
}

SPX_PUBLIC int
spawnx_attr_copy(posix_spawnattr_t *to, const posix_spawnattr_t *from)
{
	struct spx_ext *ext;

	if (to == NULL || to == from)
		return (EINVAL);
	if (from == NULL)
		return (spawnx_attr_init(to));
	if (spx_ext_of(from, &ext) < 0)
		return (EINVAL);
	return (-copy(to, from, ext));
}
