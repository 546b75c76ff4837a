/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How a child ends that runs no program, and what it says of what it has passed
 * over; see child/main.c for what runs there.
 */
#include <errno.h>

#include "child/steps.h"

static void
report(const struct spx_request *r, const struct spx_failure *record)
{
	while (spx_sys_write(r->req_report, record, sizeof(*record)) == -EINTR)
		continue;
}

/*
 * The parent reads the answer where it is, unless the child may have only a
 * copy of its memory: then it gave a pipe, or a page that both share.  What is
 * written to memory comes first: a filter may kill for a call.
 */
void
spx_child_fail(
    struct spx_request *r, enum spawnx_step step, int index, int error)
{
	const struct spx_failure failure = { error, step, index };

	r->req_failure = failure;
	if (r->req_answer != NULL)
		r->req_answer->an_failure = failure;
	spx_child_give_back(r);
	if (r->req_report >= 0)
		report(r, &failure);
	spx_sys_exit(127);
}

/*
 * A pipe that is polled is for the end alone, and the child of that one shares
 * the memory.
 */
void
spx_child_skip(struct spx_request *r, enum spawnx_attribute which, int error)
{
	const struct spx_failure record = { error, SPAWNX_STEP_NONE,
		(int)which };

	r->req_skipped[which] = (uint16_t)error;
	if (r->req_answer != NULL)
		r->req_answer->an_skipped[which] = (uint16_t)error;
	if (r->req_report >= 0 && r->req_hello)
		report(r, &record);
}
