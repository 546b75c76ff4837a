/* SPDX-License-Identifier: BSD-2-Clause */
/* There are no capabilities of this kind, and can.c lets none be set. */
#include <errno.h>

#include "child/steps.h"

long
spx_apply_capbounding(const struct spx_request *r)
{
	(void)r;
	return (-ENOTSUP);
}

long
spx_apply_capinheritable(const struct spx_request *r)
{
	(void)r;
	return (-ENOTSUP);
}

long
spx_apply_capambient(const struct spx_request *r)
{
	(void)r;
	return (-ENOTSUP);
}

long
spx_child_keep_caps(const struct spx_request *r)
{
	(void)r;
	return (0);
}
