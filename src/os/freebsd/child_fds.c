/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Acting on every descriptor of the child from a number up.  Runs in the
 * child: see child.c for what that forbids.
 *
 * close_range() came with FreeBSD 12.2, its CLOEXEC flag with 13.1.  A kernel
 * that lacks a call kills whoever makes it by SIGSYS, so that it is asked for
 * its release first.  Before, closefrom() closes; what is to be close-on-exec
 * is found by trying numbers until as many were seen as the kernel says are
 * open.  (/dev/fd would not do: without fdescfs it has 0, 1 and 2 only.)
 */
#include <sys/types.h>
#include <sys/sysctl.h>

#include <errno.h>
#include <stdatomic.h>

#include "child/steps.h"
#include "os/sys.h"

#define RELEASE_WITH_CLOSE_RANGE 1202000

/* What is learnt is learnt once: the child writes the parent's memory. */
static atomic_int release; /* __FreeBSD_version of the kernel; 0: not known */
static atomic_bool no_cloexec_flag;

static long
get_int(int *mib, unsigned length, int *out)
{
	size_t size = sizeof(*out);

	return (spx_syscall6(SYS___sysctl, (long)mib, (long)length, (long)out,
	    (long)&size, 0, 0));
}

/* In a jail it may be set lower than it is; then the older call is there. */
static bool
has_close_range(void)
{
	int mib[] = { CTL_KERN, KERN_OSRELDATE };
	int is = atomic_load_explicit(&release, memory_order_relaxed);

	if (is == 0) {
		(void)get_int(mib, 2, &is);
		atomic_store_explicit(&release, is, memory_order_relaxed);
	}
	return (is >= RELEASE_WITH_CLOSE_RANGE);
}

/* One range, or those around the library's own descriptors. */
static long
close_ranges(const struct spx_request *r, unsigned first)
{
	long rc = 0;
	int own;

	while (rc >= 0 && (own = spx_child_own(r, first)) >= 0) {
		if ((unsigned)own > first)
			rc = spx_sys_close_range(first, (unsigned)own - 1, 0);
		first = (unsigned)own + 1;
	}
	return (rc < 0 ? rc : spx_sys_close_range(first, ~0U, 0));
}

static long
close_from(const struct spx_request *r, unsigned first)
{
	int own;

	while ((own = spx_child_own(r, first)) >= 0) {
		if ((unsigned)own != first)
			(void)spx_sys_close((int)first);
		first++;
	}
	return (spx_sys1(SPX_SYS_closefrom, (long)first));
}

int
spx_close_from(const struct spx_request *r, unsigned first)
{
	if (has_close_range())
		return ((int)close_ranges(r, first));
	return ((int)close_from(r, first));
}

static long
cloexec_by_flag(unsigned first)
{
	long rc = -ENOSYS;

	if (!has_close_range() ||
	    atomic_load_explicit(&no_cloexec_flag, memory_order_relaxed))
		return (rc);
	rc = spx_sys_close_range(first, ~0U, SPX_CLOSE_RANGE_CLOEXEC);
	if (rc < 0)
		atomic_store_explicit(
		    &no_cloexec_flag, true, memory_order_relaxed);
	return (rc);
}

/* Descriptors above the limit, opened before it was lowered, count too. */
static int
cloexec_by_number(unsigned first)
{
	int mib[] = { CTL_KERN, KERN_PROC, KERN_PROC_NFDS, 0 };
	int fd, left;
	long flags, rc;

	rc = get_int(mib, 4, &left);
	if (rc < 0)
		return ((int)rc);
	for (fd = 0; left > 0; fd++) {
		flags = spx_sys_fcntl(fd, F_GETFD, 0);
		if (flags < 0)
			continue;
		left--;
		if ((unsigned)fd >= first)
			(void)spx_sys_fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return (0);
}

int
spx_cloexec_from(const struct spx_request *r, unsigned first)
{
	(void)r;
	if (cloexec_by_flag(first) == 0)
		return (0);
	return (cloexec_by_number(first));
}
