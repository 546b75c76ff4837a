/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Acting on every descriptor of the child from a number up.  Runs in the
 * child: see main.c for what that forbids.
 *
 * POSIX knows no better than to try every number up to the limit, which is the
 * highest that a descriptor has now; one that was opened before the limit was
 * lowered is not found.  So close_range() or closefrom() does it where the
 * library has one; glibc's closefrom() is not used: it aborts if it fails.
 * Where fcntl() tells which is the highest (NetBSD), that is the end.
 */
#include <sys/resource.h>

#include <errno.h>

#include "child/steps.h"
#include "os/sys.h"

/* One above the highest number to try; no system has more than this. */
#define MOST (1U << 30)

static unsigned
end_of_numbers(void)
{
	struct rlimit limit;
#ifdef F_MAXFD
	const long last = spx_sys_fcntl(0, F_MAXFD, 0);

	if (last >= 0)
		return ((unsigned)last + 1);
#endif
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > MOST)
		return (MOST);
	return ((unsigned)limit.rlim_cur);
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

/*
 * From `first` up, where there are none of the library's own: whether it did.
 */
static bool
close_rest(unsigned first)
{
#if SPX_HAVE_CLOSE_RANGE
	const int saved = errno;

	return (spx_answer(saved, close_range(first, ~0U, 0)) == 0);
#elif SPX_HAVE_CLOSEFROM && !defined(__GLIBC__)
	const int saved = errno;

	closefrom((int)first);
	errno = saved;
	return (true);
#else
	(void)first;
	return (false);
#endif
}

int
spx_close_from(const struct spx_request *r, unsigned first)
{
	int own;

	while ((own = spx_child_own(r, first)) >= 0) {
		close_until(r, first, (unsigned)own);
		first = (unsigned)own + 1;
	}
	if (!close_rest(first))
		close_until(r, first, end_of_numbers());
	return (0);
}

/* Linux's libcs and FreeBSD's have this flag, where they have the function. */
static bool
cloexec_by_flag(unsigned first)
{
#if SPX_HAVE_CLOSE_RANGE && defined(CLOSE_RANGE_CLOEXEC)
	const int saved = errno;

	return (spx_answer(
		    saved, close_range(first, ~0U, CLOSE_RANGE_CLOEXEC)) == 0);
#else
	(void)first;
	return (false);
#endif
}

int
spx_cloexec_from(const struct spx_request *r, unsigned first)
{
	const unsigned end = end_of_numbers();

	(void)r;
	if (cloexec_by_flag(first))
		return (0);
	for (; first < end; first++)
		(void)spx_sys_fcntl((int)first, F_SETFD, FD_CLOEXEC);
	return (0);
}
