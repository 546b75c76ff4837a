/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a child does before anything else, lest the library's own descriptors
 * be met by an attribute or a file action, or theirs be the parent's; see
 * child.c for what runs there.
 */
#include <errno.h>

#include "attr_more.h"

/*
 * With CLONE_FILES the descriptor table is still the parent's.  One call
 * makes a copy of what is below the mark; the rest costs nothing.  Nothing may
 * touch the table before it, and if it is refused, the child has done nothing
 * that another one could not do again.  Where there can't be another one, the
 * failure is the spawn's.
 */
static void
leave_descriptors(struct spx_request *r)
{
	long rc = spx_sys_unshare_below(r->req_keep_below);

	if (rc < 0) {
		r->req_refused = (int)rc;
		spx_child_fail(r, SPAWNX_STEP_CLONE, 0, (int)-rc);
	}
	/* Made together with the child, so it is in the parent's table. */
	if (r->req_handle >= 0)
		(void)spx_sys_close(r->req_handle);
}

/* The same call, in a table of the child's own, where it does nothing. */
static void
try_unshare(struct spx_request *r)
{
	long rc = spx_sys_unshare_below(SPX_KEEP_ALL);

	r->req_can_unshare = rc == 0;
	r->req_refused = (int)rc;
}

static void
hide(const struct spx_request *r)
{
	int i;

	for (i = 0; i < 2; i++)
		if (r->req_hidden[i] >= 0)
			(void)spx_sys_close(r->req_hidden[i]);
}

/*
 * The pipe must not be met by any attribute or file action: its reading end
 * goes, its writing end moves to a number that none of them names.  Without
 * room for it above it stays, if it can.
 */
static void
move_report(struct spx_request *r)
{
	const int above =
	    spx_more_larger(spx_actions_above(r), spx_more_above(r->req_more));
	long fd;

	(void)spx_sys_close(r->req_report_other);
	if (!spx_actions_name(r, r->req_report) &&
	    r->req_report >= spx_more_above(r->req_more))
		return;
	fd = spx_sys_fcntl(r->req_report, F_DUPFD_CLOEXEC, above);
	if (fd < 0)
		spx_child_fail(r, SPAWNX_STEP_CLONE, 0, EMFILE);
	(void)spx_sys_close(r->req_report);
	r->req_report = (int)fd;
}

void
spx_child_own_table(struct spx_request *r)
{
	if (r->req_keep_below != 0)
		leave_descriptors(r);
	if (r->req_try_unshare)
		try_unshare(r);
	hide(r);
	if (r->req_report >= 0)
		move_report(r);
	/* A kernel that ignored CLONE_PIDFD: better no child than no handle. */
	else if (SPX_HANDLE_FIRST && r->req_want_handle && r->req_handle < 0)
		spx_child_fail(
		    r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_HANDLE, ENOTSUP);
}
