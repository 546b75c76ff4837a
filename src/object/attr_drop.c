/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How an attribute that is an extension is dropped, and all of them.
 */
#include <errno.h>
#include <string.h>

#include "object/object.h"

bool
spx_ext_is_owned(enum spawnx_attribute which)
{
	return (spx_ext_is(which, SPX_IS_STRING) ||
		spx_ext_is(which, SPX_IS_STRINGS) ||
		spx_ext_is(which, SPX_IS_WRITES) ||
		spx_ext_is(which, SPX_IS_VARIABLE) ||
		spx_ext_is(which, SPX_IS_PATH) ||
		spx_ext_is(which, SPX_IS_GROUPS) ||
		spx_ext_is(which, SPX_IS_CPUS) ||
		spx_ext_is(which, SPX_IS_FDS) ||
		spx_ext_is(which, SPX_IS_FILTER));
}

void
spx_ext_drop(struct spx_ext *ext, enum spawnx_attribute which)
{
	union spx_value *value = &ext->ex_values[which];

	ext->ex_set &= ~SPX_ATTR_BIT(which);
	if (spx_ext_is_owned(which) && value->va_owned.ow_data != NULL)
		spx_free(value->va_owned.ow_data);
	memset(value, 0, sizeof(*value));
}

void
spx_ext_free(struct spx_ext *ext)
{
	int which;

	if (ext == NULL)
		return;
	for (which = SPX_ATTR_FIRST; which <= SPX_ATTR_LAST; which++)
		spx_ext_drop(ext, (enum spawnx_attribute)which);
	spx_free(ext);
}
