/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How an attribute that is an extension is dropped, and all of them.
 */
#include <errno.h>

#include "object/attr_more.h"

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
spx_more_drop(struct spx_more *m, enum spawnx_attribute which)
{
	m->mo_set &= ~SPX_ATTR_BIT(which);
	switch (which) {
	case SPAWNX_ATTR_SEARCHPATH:
		free_string(&m->mo_searchpath);
		break;
	case SPAWNX_ATTR_CHROOT:
		free_string(&m->mo_chroot);
		break;
	case SPAWNX_ATTR_GROUPS:
		free_owned(&m->mo_groups);
		break;
	case SPAWNX_ATTR_AFFINITY:
		free_owned(&m->mo_affinity);
		break;
	case SPAWNX_ATTR_NSFDS:
		free_owned(&m->mo_nsfds);
		break;
	case SPAWNX_ATTR_RLIMIT:
		m->mo_limits_set = 0;
		break;
	default:
		break;
	}
}

SPX_PUBLIC int
spawnx_attr_unset(posix_spawnattr_t *attr, enum spawnx_attribute which)
{
	struct spx_more *m;

	if (spx_more_of(attr, &m) < 0 || (int)which < SPX_ATTR_FIRST ||
	    (int)which > SPX_ATTR_LAST)
		return (EINVAL);
	if (m != NULL) {
		spx_more_drop(m, which);
		spx_more_guard(attr);
	}
	return (0);
}

void
spx_more_free(struct spx_more *m)
{
	int which;

	if (m == NULL)
		return;
	for (which = SPX_ATTR_FIRST; which <= SPX_ATTR_LAST; which++)
		spx_more_drop(m, (enum spawnx_attribute)which);
	spx_free(m);
}
