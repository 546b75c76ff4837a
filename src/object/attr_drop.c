/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How an attribute that is an extension is dropped, and all of them.
 */
#include <errno.h>

#include "object/extension.h"

static void
free_owned(struct spx_owned *ow)
{
	if (ow->ow_data != NULL)
		spx_free(ow->ow_data);
	ow->ow_data = NULL;
	ow->ow_count = 0;
}

static void
free_string(char **string)
{
	if (*string != NULL)
		spx_free(*string);
	*string = NULL;
}

void
spx_ext_drop(struct spx_ext *ext, enum spawnx_attribute which)
{
	ext->ex_set &= ~SPX_ATTR_BIT(which);
	switch (which) {
	case SPAWNX_ATTR_SEARCHPATH:
		free_string(&ext->ex_searchpath);
		break;
	case SPAWNX_ATTR_CHROOT:
		free_string(&ext->ex_chroot);
		break;
	case SPAWNX_ATTR_GROUPS:
		free_owned(&ext->ex_groups);
		break;
	case SPAWNX_ATTR_AFFINITY:
		free_owned(&ext->ex_affinity);
		break;
	case SPAWNX_ATTR_NSFDS:
		free_owned(&ext->ex_nsfds);
		break;
	case SPAWNX_ATTR_RLIMIT:
		ext->ex_limits_set = 0;
		break;
	default:
		break;
	}
}

SPX_PUBLIC int
spawnx_attr_unset(posix_spawnattr_t *attr, enum spawnx_attribute which)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0 || (int)which < SPX_ATTR_FIRST ||
	    (int)which > SPX_ATTR_LAST)
		return (EINVAL);
	if (ext != NULL) {
		spx_ext_drop(ext, which);
		spx_ext_guard(attr);
	}
	return (0);
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
