/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Acting on every descriptor of the child from a number up.  Runs in the
 * child: see child.c for what that forbids.
 *
 * close_range() came with Linux 5.9, its CLOEXEC flag with 5.11, and some
 * sandboxes refuse it.  Then /proc/self/fd says which descriptors there are;
 * without /proc every number up to the limit is tried.
 */
#include <sys/resource.h>

#include <errno.h>
#include <stdatomic.h>

#include "spx.h"
#include "sys_linux.h"

/* What a refusal costs is paid once: the child writes the parent's memory. */
static _Atomic bool no_close_range[2];

struct dirent_head {
	uint64_t d_ino;
	int64_t d_off;
	uint16_t d_reclen;
	uint8_t d_type;
	char d_name[];
};

static void
treat(int fd, bool cloexec)
{
	if (cloexec)
		(void)spx_sys_fcntl(fd, F_SETFD, FD_CLOEXEC);
	else
		(void)spx_sys_close(fd);
}

/* The number that a name of /proc/self/fd stands for; -1 for . and .. */
static int
number(const char *name)
{
	int n = 0;

	for (; *name != '\0'; name++) {
		if (*name < '0' || *name > '9')
			return (-1);
		n = n * 10 + (*name - '0');
	}
	return (n);
}

static long
walk_block(const char *buf, long len, unsigned from, int dir, bool cloexec)
{
	const struct dirent_head *d;
	long at;
	int fd;

	for (at = 0; at < len; at += d->d_reclen) {
		d = (const struct dirent_head *)(const void *)(buf + at);
		fd = number(d->d_name);
		if (fd >= 0 && fd != dir && (unsigned)fd >= from)
			treat(fd, cloexec);
	}
	return (len);
}

/* The kernel lists by number, so closing what was listed skips nothing. */
static long
walk_proc(unsigned from, bool cloexec)
{
	union {
		char bytes[256];
		uint64_t align;
	} buf;
	long dir, len;

	dir = spx_sys_open(
	    "/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (dir < 0)
		return (dir);
	do {
		len = spx_sys3(
		    SYS_getdents64, dir, (long)buf.bytes, sizeof(buf.bytes));
		if (len > 0)
			len =
			    walk_block(buf.bytes, len, from, (int)dir, cloexec);
	} while (len > 0);
	(void)spx_sys_close((int)dir);
	return (len);
}

static long
walk_numbers(unsigned from, bool cloexec)
{
	struct {
		uint64_t cur, max;
	} limit;
	uint64_t fd;
	long rc;

	rc = spx_sys4(SYS_prlimit64, 0, RLIMIT_NOFILE, 0, (long)&limit);
	if (rc < 0)
		return (rc);
	for (fd = from; fd < limit.cur && fd <= INT32_MAX; fd++)
		treat((int)fd, cloexec);
	return (0);
}

static int
from_up(unsigned from, bool cloexec)
{
	long rc = -ENOSYS;

	if (!atomic_load_explicit(
		&no_close_range[cloexec], memory_order_relaxed)) {
		rc = spx_sys3(SYS_close_range, from, (long)~0U,
		    cloexec ? SPX_CLOSE_RANGE_CLOEXEC : 0);
		if (rc == 0)
			return (0);
		atomic_store_explicit(
		    &no_close_range[cloexec], true, memory_order_relaxed);
	}
	rc = walk_proc(from, cloexec);
	if (rc < 0)
		rc = walk_numbers(from, cloexec);
	return ((int)rc);
}

int
spx_close_from(unsigned from)
{
	return (from_up(from, false));
}

int
spx_cloexec_from(unsigned from)
{
	return (from_up(from, true));
}
