/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a child does before anything else, lest the library's own descriptors
 * be met by an attribute or a file action, or theirs be the parent's; see
 * child/main.c for what runs there.  All of the library's are close-on-exec:
 * where a filter refuses to close one, the exec does.
 */
#include <errno.h>

#include "child/child.h"
#include "child/steps.h"

/*
 * With CLONE_FILES the descriptor table is still the parent's.  One call
 * makes a copy of what is below the mark; the rest costs nothing.  Nothing may
 * touch the table before it.  No other child can take the place of one to which
 * that is refused: it would be seen.
 */
static void
leave_descriptors(struct spx_request *r)
{
	long rc = spx_sys_unshare_below(r->req_keep_below);

	if (rc < 0)
		spx_child_fail(r, SPAWNX_STEP_CLONE, 0, (int)-rc);
	/* Made together with the child, so it is in the parent's table. */
	if (r->req_handle >= 0)
		(void)spx_sys_close(r->req_handle);
}

static void
close_hidden(const struct spx_request *r)
{
	int i;

	for (i = 0; i < 2; i++)
		if (r->req_hidden[i] >= 0)
			(void)spx_sys_close(r->req_hidden[i]);
}

/* See os/launch.c for what becomes of it. */
static void
say_hello(const struct spx_request *r, int what)
{
	const struct spx_failure hello = { 0, SPAWNX_STEP_NONE, what };

	while (spx_sys_write(r->req_report, &hello, sizeof(hello)) == -EINTR)
		continue;
}

/* A child that shares the memory can do without the pipe, if this is one. */
static void
give_up_report(struct spx_request *r)
{
	if (!r->req_asking)
		spx_child_fail(r, SPAWNX_STEP_CLONE, 0, EMFILE);
	say_hello(r, SPX_HELLO_NO_ROOM);
	(void)spx_sys_close(r->req_report);
	r->req_report = -1;
}

/*
 * The pipe must not be met by any attribute or file action: its writing end
 * moves to a number that none of them names.  Whether the other is gone.
 */
static bool
move_report(struct spx_request *r)
{
	const int was = r->req_report;
	int fd;

	if (!spx_child_names(r, was) && !spx_child_paths_name(r, was))
		return (true);
	fd = spx_child_hide(r, was);
	if (fd < 0) {
		give_up_report(r);
		return (false);
	}
	r->req_report = fd;
	return (spx_sys_close(was) >= 0);
}

/* Likewise the pipe of a held child that is polled, whose exec closes it. */
static void
take_poll(struct spx_request *r, struct spx_hold *h)
{
	const int was = h->ho_poll;
	int fd;

	if (was < 0 ||
	    (!spx_child_names(r, was) && !spx_child_paths_name(r, was)))
		return;
	fd = spx_child_hide(r, was);
	if (fd < 0)
		spx_child_fail(r, SPAWNX_STEP_CLONE, 0, EMFILE);
	h->ho_poll = fd;
	(void)spx_sys_close(was);
}

/*
 * The lock would be lost as soon as any descriptor of the pipe is closed: where
 * a filter has kept another one open, an action might.
 */
static void
take_report(struct spx_request *r)
{
	const bool other_is_gone = spx_sys_close(r->req_report_other) >= 0;
	const bool is_alone = move_report(r) && other_is_gone;

	if (r->req_report < 0 || !r->req_hello)
		return;
	say_hello(
	    r, is_alone && spx_sys_lock(r->req_report, F_SETLK, F_WRLCK) >= 0
		   ? SPX_HELLO_LOCKED
		   : SPX_HELLO_NO_LOCK);
}

void
spx_child_own_table(struct spx_request *r)
{
	if (r->req_keep_below != 0)
		leave_descriptors(r);
	close_hidden(r);
	if (r->req_hold != NULL)
		take_poll(r, r->req_hold);
	if (r->req_report >= 0)
		take_report(r);
	/* A kernel that ignored CLONE_PIDFD: better no child than no handle. */
	else if (SPX_HANDLE_FIRST && r->req_want_handle && r->req_handle < 0 &&
		 !r->req_own_memory)
		spx_child_fail(
		    r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_HANDLE, ENOTSUP);
}
