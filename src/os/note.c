/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What every system's parent notes for the child: of what is to come before the
 * file actions, and what after them.
 */
#include "base/extension.h"
#include "os/kernel.h"
#include SPX_SYSTEM_ATTR_H

/* -- The limit of descriptors, which the file actions would meet ----------- */

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

/* -- The nice value ------------------------------------------------------- */

/*
 * What needs no privilege comes last: the caller waits for the child, and the
 * child for its turn.  What is not known comes early.
 */
void
spx_note_nice(struct spx_request *r)
{
	int now;

	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_NICE) &&
	    spx_sys_getnice(&now) == 0 &&
	    spx_ext_int(r->req_ext, SPAWNX_ATTR_NICE, -20) >= now)
		r->req_late |= SPX_ATTR_BIT(SPAWNX_ATTR_NICE);
}
