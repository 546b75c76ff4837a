/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an attributes object remembers of setters that failed.  A setter that
 * succeeds afterwards, or spawnx_attr_unset(), makes good what the same one has
 * failed to do, and nothing else.
 */
#include <string.h>

#include "object/object.h"
#include "object/failure.h"

static const char *const setters[SPX_SETTERS] = {
#define FLAGGED(NAME, name, ...) [SPAWNX_ATTR_##NAME] = "spawnx_attr_set" #name,
#define EXTENSION(NAME, name, ...) \
	[SPAWNX_ATTR_##NAME] = "spawnx_attr_set" #name,
#include "base/attributes.def"
	[SPX_SETTER_FLAGS] = "spawnx_attr_setflags",
	[SPX_SETTER_FAILURE] = "spawnx_attr_setfailure",
	[SPX_SETTER_SCHEDPARAM] = "spawnx_attr_setschedparam",
	[SPX_SETTER_UNSET] = "spawnx_attr_unset",
	[SPX_SETTER_OPTIONAL] = "spawnx_attr_setoptional",
	[SPX_SETTER_SKIPPED] = "spawnx_attr_setskipped",
	[SPX_SETTER_SEVERAL] = "spawnx_attr_set...",
};

const char *
spx_attr_setter(int setter)
{
	if (setter == SPAWNX_ATTR_SCHEDULER)
		return ("spawnx_attr_setschedpolicy");
	return (setters[setter]);
}

static void
take_away(struct spx_ext *ext, int setter)
{
	struct spx_mishap *mishap = &ext->ex_mishaps[setter];

	if (mishap->mi_error == 0)
		return;
	mishap->mi_error = 0;
	ext->ex_nmishaps--;
}

static void
add_to_slot(posix_spawnattr_t *attr, int setter, int error)
{
	struct spx_mishap mishap = spx_slot_mishap(attr);

	if (mishap.mi_error == 0)
		mishap =
		    (struct spx_mishap){ (uint16_t)error, (uint16_t)setter };
	else if (mishap.mi_what != setter)
		mishap.mi_what |= SPX_AND_OTHERS;
	spx_slot_set_mishap(attr, mishap);
}

static void
remember(posix_spawnattr_t *attr, int setter, int error)
{
	struct spx_ext *ext;

	if (spx_ext_for(attr, &ext) < 0) {
		add_to_slot(attr, setter, error);
	} else {
		spx_ext_add_mishap(ext, setter, error);
		if (ext->ex_where != NULL) {
			spx_failure_init(
			    ext->ex_where, SPAWNX_STEP_ARGUMENT, error);
			spx_failure_name(
			    ext->ex_where, spx_attr_setter(setter));
		}
	}
	spx_ext_guard(attr);
}

void
spx_attr_forget(posix_spawnattr_t *attr, int setter)
{
	const struct spx_mishap none = { 0, 0 };
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0)
		return;
	if (ext != NULL && ext->ex_mishaps[setter].mi_error != 0) {
		take_away(ext, setter);
		spx_ext_guard(attr);
	} else if (ext == NULL && spx_slot_mishap(attr).mi_error != 0 &&
		   spx_slot_mishap(attr).mi_what == setter) {
		spx_slot_set_mishap(attr, none);
		spx_ext_guard(attr);
	}
}

int
spx_attr_result(posix_spawnattr_t *attr, int setter, int error)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0)
		return (error);
	if (error != 0)
		remember(attr, setter, error);
	else
		spx_attr_forget(attr, setter);
	return (error);
}

int
spx_attr_mishap(const posix_spawnattr_t *attr, struct spx_mishap *mishap)
{
	const struct spx_mishap *first = NULL;
	struct spx_ext *ext;
	int i;

	if (attr == NULL || spx_ext_of(attr, &ext) < 0)
		return (0);
	if (ext == NULL) {
		*mishap = spx_slot_mishap(attr);
		mishap->mi_what &= ~SPX_AND_OTHERS;
		return (-mishap->mi_error);
	}
	if (ext->ex_nmishaps == 0)
		return (0);
	for (i = 0; i < SPX_SETTERS; i++)
		if (ext->ex_mishaps[i].mi_error != 0 &&
		    (first == NULL ||
			ext->ex_mishaps[i].mi_what < first->mi_what))
			first = &ext->ex_mishaps[i];
	mishap->mi_error = first->mi_error;
	mishap->mi_what = (uint16_t)(first - ext->ex_mishaps);
	return (-mishap->mi_error);
}
