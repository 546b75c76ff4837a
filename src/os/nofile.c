/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The limit of descriptors, which the file actions would meet.
 */
#include "base/extension.h"
#include "os/kernel.h"
#include SPX_SYSTEM_ATTR_H

/* What can't be asked for: all of it before the actions, as other limits. */
static struct spx_limit
get_limit(const struct spx_limit *otherwise)
{
	struct spx_limit now = *otherwise;

	return (spx_sys_getlimit(RLIMIT_NOFILE, &now) < 0 ? *otherwise : now);
}

/*
 * What raises it may need privilege, and comes before the actions; what lowers
 * it comes after them, so that they have the room that the caller has.
 */
static void
divide(struct spx_request *r, const struct spx_limit *want)
{
	const struct spx_limit now = get_limit(want);

	r->req_nofile[0] = r->req_nofile[1] = *want;
	if (want->li_soft >= now.li_soft) {
		r->req_nofile_set[0] = true;
		return;
	}
	r->req_nofile_set[1] = true;
	if (want->li_hard > now.li_hard) {
		r->req_nofile[0].li_soft = now.li_soft;
		r->req_nofile_set[0] = true;
	}
}

void
spx_note_nofile(struct spx_request *r)
{
	const struct spx_ext *ext = r->req_ext;

	if (spx_ext_has(ext, SPAWNX_ATTR_RLIMIT) &&
	    (spx_ext_value(ext, SPAWNX_ATTR_RLIMIT)->va_limits >>
		    RLIMIT_NOFILE &
		1))
		divide(r, &ext->ex_limits[RLIMIT_NOFILE]);
}
