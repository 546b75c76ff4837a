/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Acting on every descriptor of the child from a number up.  Runs in the
 * child: see child.c for what that forbids.
 *
 * close_range() came with Linux 5.9, its CLOEXEC flag with 5.11, and some
 * sandboxes refuse it.  Then /proc/self/fd says which descriptors there are;
 * without /proc every number up to the limit is tried.
 */
#include <errno.h>
#include <stdatomic.h>

#include "spx.h"
#include "sys.h"

/* What sysctl fs.nr_open is by default: no descriptor is above. */
#define USUAL_NR_OPEN (1U << 20)

/* What a refusal costs is paid once: the child writes the parent's memory. */
static _Atomic bool no_close_range[2];

struct dirent_head {
	uint64_t d_ino;
	int64_t d_off;
	uint16_t d_reclen;
	uint8_t d_type;
	char d_name[];
};

/* What is to be done to every descriptor from fr_first up, but fr_spare. */
struct from {
	unsigned fr_first;
	int fr_spare; /* -1: none */
	bool fr_cloexec;
	uint64_t fr_below; /* they are, whatever the limit has become */
};

/* One that is not open is no error. */
static long
treat(const struct from *from, int fd)
{
	long rc = 0;

	if (fd < 0 || (unsigned)fd < from->fr_first || fd == from->fr_spare)
		return (0);
	if (from->fr_cloexec)
		rc = spx_sys_fcntl(fd, F_SETFD, FD_CLOEXEC);
	else
		(void)spx_sys_close(fd);
	return (rc == -EBADF ? 0 : rc);
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

/* Returns len, or the first error. */
static long
walk_block(const struct from *from, const char *buf, long len, int dir)
{
	const struct dirent_head *d;
	long at, rc = 0;
	int fd;

	for (at = 0; at < len && rc == 0; at += d->d_reclen) {
		d = (const struct dirent_head *)(const void *)(buf + at);
		fd = number(d->d_name);
		if (fd != dir)
			rc = treat(from, fd);
	}
	return (rc < 0 ? rc : len);
}

static long
open_listing(void)
{
	return (spx_sys_open(
	    "/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0));
}

/*
 * In a full table, one of those that are to be closed anyway makes room.  With
 * a lowered limit it may be above that; there may be none at all, and to try
 * every number takes minutes.
 */
static long
open_listing_by_force(const struct from *from)
{
	unsigned fd = from->fr_first;
	long dir = open_listing();

	for (; dir == -EMFILE && !from->fr_cloexec && fd < USUAL_NR_OPEN; fd++)
		if ((int)fd != from->fr_spare && spx_sys_close((int)fd) == 0)
			dir = open_listing();
	return (dir);
}

/* The kernel lists by number, so closing what was listed skips nothing. */
static long
walk_proc(const struct from *from)
{
	union {
		char bytes[256];
		uint64_t align;
	} buf;
	long dir, len;

	dir = open_listing_by_force(from);
	if (dir < 0)
		return (dir);
	do {
		len = spx_sys3(
		    SYS_getdents64, dir, (long)buf.bytes, sizeof(buf.bytes));
		len = walk_block(from, buf.bytes, len, (int)dir);
	} while (len > 0);
	(void)spx_sys_close((int)dir);
	return (len);
}

static long
walk_numbers(const struct from *from)
{
	uint64_t fd, limit;
	long rc;

	rc = spx_sys_descriptor_limit(&limit);
	if (rc == 0 && limit < from->fr_below)
		limit = from->fr_below;
	for (fd = from->fr_first; rc == 0 && fd < limit && fd <= INT32_MAX;
	     fd++)
		rc = treat(from, (int)fd);
	return (rc);
}

/* One range, or the two around the descriptor to be spared. */
static long
ranges(const struct from *from)
{
	const unsigned flags = from->fr_cloexec ? SPX_CLOSE_RANGE_CLOEXEC : 0;
	unsigned first = from->fr_first;
	long rc = 0;

	if (from->fr_spare >= 0 && (unsigned)from->fr_spare >= first) {
		if ((unsigned)from->fr_spare > first)
			rc = spx_sys_close_range(
			    first, (unsigned)from->fr_spare - 1, flags);
		first = (unsigned)from->fr_spare + 1;
	}
	return (rc < 0 ? rc : spx_sys_close_range(first, ~0U, flags));
}

static int
all(const struct from *from)
{
	_Atomic bool *refused = &no_close_range[from->fr_cloexec];
	long rc;

	if (!atomic_load_explicit(refused, memory_order_relaxed)) {
		if (ranges(from) == 0)
			return (0);
		atomic_store_explicit(refused, true, memory_order_relaxed);
	}
	rc = walk_proc(from);
	if (rc < 0)
		rc = walk_numbers(from);
	return ((int)rc);
}

int
spx_close_from(const struct spx_request *r, unsigned first)
{
	return (
	    all(&(struct from){ first, r->req_report, false, r->req_limit }));
}

int
spx_cloexec_all(const struct spx_request *r)
{
	return (all(&(struct from){ 0, -1, true, r->req_limit }));
}
