/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How a child ends that runs no program; see child/main.c for what runs there.
 */
#include <errno.h>

#include "child/steps.h"

/*
 * The parent reads the answer where it is, unless the child may have only a
 * copy of its memory: then it gave a pipe, or a page that both share.  What is
 * written to memory comes first: a filter may kill who makes a call.
 */
void
spx_child_fail(
    struct spx_request *r, enum spawnx_step step, int index, int error)
{
	const struct spx_failure failure = { error, step, index };

	r->req_failure = failure;
	if (r->req_answer != NULL)
		*r->req_answer = failure;
	spx_child_give_back(r);
	if (r->req_report >= 0)
		while (spx_sys_write(
			   r->req_report, &failure, sizeof(failure)) == -EINTR)
			continue;
	spx_sys_exit(127);
}
