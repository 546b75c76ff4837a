/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is done in the parent alone works here as well; the rest is to come.
 */
#include <errno.h>

#include "attr_more.h"

int
spx_can(enum spawnx_attribute which, int value)
{
	(void)value;
	switch (which) {
	case SPAWNX_ATTR_SEARCHPATH:
	case SPAWNX_ATTR_SHELL:
		return (0);
	default:
		return (-ENOTSUP);
	}
}

bool
spx_more_refuses(const struct spx_more *m, int error)
{
	(void)m;
	(void)error;
	return (false);
}

void
spx_more_note(struct spx_request *r)
{
	(void)r;
}

/* Nothing of this kind is kept with the memory. */
void
spx_more_enter(struct spx_request *r)
{
	(void)r;
}

void
spx_more_leave(struct spx_request *r)
{
	(void)r;
}
