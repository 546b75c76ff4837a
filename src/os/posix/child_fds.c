/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Acting on every descriptor of the child from a number up.  Runs in the
 * child: see main.c for what that forbids.
 *
 * POSIX knows no better than to try every number up to the limit, which is the
 * highest that a descriptor has now; one that was opened before the limit was
 * lowered is not found, except where there is a closefrom().
 */
#include <sys/resource.h>

#include <errno.h>

#include "child/steps.h"
#include "os/sys.h"

/* One above the highest number to try; no system has more than this. */
#define MOST (1U << 30)

static unsigned
end_of_numbers(const struct spx_request *r)
{
	struct rlimit limit;
	uint64_t end = r->req_limit;

	if (end == 0 && getrlimit(RLIMIT_NOFILE, &limit) == 0)
		end = limit.rlim_cur;
	return (end == 0 || end > MOST ? MOST : (unsigned)end);
}

static void
close_until(const struct spx_request *r, unsigned first, unsigned end)
{
	int own;

	while ((own = spx_child_own(r, first)) >= 0 && (unsigned)own < end) {
		for (; first < (unsigned)own; first++)
			(void)spx_sys_close((int)first);
		first++;
	}
	for (; first < end; first++)
		(void)spx_sys_close((int)first);
}

int
spx_close_from(const struct spx_request *r, unsigned first)
{
#if SPX_HAVE_CLOSEFROM
	int own;

	while ((own = spx_child_own(r, first)) >= 0) {
		close_until(r, first, (unsigned)own);
		first = (unsigned)own + 1;
	}
	closefrom((int)first);
#else
	close_until(r, first, end_of_numbers(r));
#endif
	return (0);
}

int
spx_cloexec_all(const struct spx_request *r)
{
	const unsigned end = end_of_numbers(r);
	unsigned fd;

	for (fd = 0; fd < end; fd++)
		(void)spx_sys_fcntl((int)fd, F_SETFD, FD_CLOEXEC);
	return (0);
}
