/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Attributes of the child that only Linux has: user namespaces, scores for the
 * out-of-memory killer, capabilities.  Elsewhere can.c lets none be set.
 */
#include <errno.h>

#include "child/steps.h"

long
spx_apply_idmap(const struct spx_request *r)
{
	(void)r;
	return (-ENOTSUP);
}

long
spx_apply_oomscoreadj(const struct spx_request *r)
{
	(void)r;
	return (-ENOTSUP);
}

long
spx_apply_propagation(const struct spx_request *r)
{
	(void)r;
	return (-ENOTSUP);
}

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

/* No start is held. */
void
spx_child_hold(const struct spx_request *r)
{
	(void)r;
}
