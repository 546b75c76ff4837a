/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where the extension attributes hang in the host's object: by a tagged pointer
 * in its padding.
 */
#include <string.h>

#include "object/slot.h"
#include "os/kernel.h"

#define EXT_TAG    SPX_SLOT_TAG(struct spx_ext, struct spx_owned)
#define MISHAP_TAG SPX_MISHAP_TAG(EXT_TAG)

int
spx_ext_of(const posix_spawnattr_t *attr, struct spx_ext **out)
{
	void *slot, *p;

	slot = attr == NULL ? NULL : spx_host_attr_slot(attr);
	if (slot == NULL)
		return (-EINVAL);
	if (spx_slot_get(slot, MISHAP_TAG, &p) == 0)
		p = NULL;
	else if (spx_slot_get(slot, EXT_TAG, &p) < 0)
		return (-EINVAL);
	*out = p;
	return (0);
}

struct spx_mishap
spx_slot_mishap(const posix_spawnattr_t *attr)
{
	return (spx_mishap_get(spx_host_attr_slot(attr), MISHAP_TAG));
}

void
spx_slot_set_mishap(posix_spawnattr_t *attr, struct spx_mishap mishap)
{
	void *slot = spx_host_attr_slot(attr);

	if (mishap.mi_error != 0)
		spx_mishap_set(slot, MISHAP_TAG, mishap);
	else
		spx_slot_set(slot, EXT_TAG, NULL);
}

void
spx_slot_set_ext(posix_spawnattr_t *attr, struct spx_ext *ext)
{
	spx_slot_set(spx_host_attr_slot(attr), EXT_TAG, ext);
}

/* As spx_ext_of(), and there is one afterwards. */
void
spx_ext_add_mishap(struct spx_ext *ext, int setter, int error)
{
	struct spx_mishap *mishap = &ext->ex_mishaps[setter];

	if (mishap->mi_error == 0) {
		mishap->mi_what = ++ext->ex_last_mishap;
		ext->ex_nmishaps++;
	}
	mishap->mi_error = (uint16_t)error;
}

/* From the slot of an object that had no pointer. */
static void
take_mishap(struct spx_ext *ext, struct spx_mishap mishap)
{
	const int setter = mishap.mi_what & ~SPX_AND_OTHERS;

	if (mishap.mi_error == 0)
		return;
	spx_ext_add_mishap(ext, setter, mishap.mi_error);
	if (mishap.mi_what & SPX_AND_OTHERS)
		spx_ext_add_mishap(ext, SPX_SETTER_SEVERAL, mishap.mi_error);
	if (setter == SPAWNX_ATTR_RLIMIT)
		ext->ex_bad_limits = (uint32_t)1 << SPX_BAD_RESOURCE;
}

int
spx_ext_for(posix_spawnattr_t *attr, struct spx_ext **out)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0)
		return (-EINVAL);
	if (ext == NULL) {
		ext = spx_realloc(NULL, sizeof(*ext));
		if (ext == NULL)
			return (-ENOMEM);
		memset(ext, 0, sizeof(*ext));
		take_mishap(ext, spx_slot_mishap(attr));
		spx_slot_set(spx_host_attr_slot(attr), EXT_TAG, ext);
	}
	*out = ext;
	return (0);
}

/*
 * The object is ours.  With what the host doesn't know in it, it is no other
 * version's of the library either: the tag says so even without a pointer.
 */
void
spx_attr_set_basics(posix_spawnattr_t *attr, struct spx_basics basics)
{
	const bool failed = spx_slot_mishap(attr).mi_error != 0;
	struct spx_ext *ext = NULL;
	bool guard;

	(void)spx_ext_of(attr, &ext);
	guard = failed ||
		(ext != NULL && (ext->ex_set != 0 || ext->ex_nmishaps != 0)) ||
		(basics.ba_applied & ~basics.ba_flags) != 0 ||
		(basics.ba_flags & SPX_HOST_FLAGS_UNKNOWN) != 0;
	spx_host_set_basics(attr, basics, guard);
	if (guard && !failed)
		spx_slot_set(spx_host_attr_slot(attr), EXT_TAG, ext);
}

void
spx_ext_guard(posix_spawnattr_t *attr)
{
	spx_attr_set_basics(attr, spx_host_get_basics(attr));
}

void
spx_ext_mark(
    posix_spawnattr_t *attr, struct spx_ext *ext, enum spawnx_attribute which)
{
	ext->ex_set |= SPX_ATTR_BIT(which);
	spx_ext_guard(attr);
}

int
spx_ext_get(const posix_spawnattr_t *attr, enum spawnx_attribute which,
    struct spx_ext **out)
{
	int rc = spx_ext_of(attr, out);

	if (rc == 0 && !spx_ext_has(*out, which))
		rc = -ENOENT;
	return (rc);
}

int
spx_ext_set(posix_spawnattr_t *attr, enum spawnx_attribute which, int value,
    struct spx_ext **out)
{
	int rc = spx_ext_of(attr, out);

	if (rc == 0)
		rc = spx_can(which, value);
	return (rc == 0 ? spx_ext_for(attr, out) : rc);
}
