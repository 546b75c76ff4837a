/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * There are no user namespaces and no scores for the out-of-memory killer, and
 * can.c lets none be set.
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
