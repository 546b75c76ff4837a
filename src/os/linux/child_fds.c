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

#include "child/steps.h"
#include "os/sys.h"

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

/*
 * What is to be done to every descriptor from fr_first up, except the
 * library's own: these are close-on-exec already.
 */
struct from {
	const struct spx_request *fr_request;
	unsigned fr_first;
	bool fr_cloexec;
};

static bool
is_spared(const struct from *from, unsigned fd)
{
	return (!from->fr_cloexec &&
		spx_child_own(from->fr_request, fd) == (int)fd);
}

/*
 * One that is not open is no error; nor is what a file says when it is closed,
 * but a descriptor that is open afterwards is.
 */
static long
treat(const struct from *from, int fd)
{
	long rc;

	if (fd < 0 || (unsigned)fd < from->fr_first ||
	    is_spared(from, (unsigned)fd))
		return (0);
	if (from->fr_cloexec)
		rc = spx_sys_fcntl(fd, F_SETFD, FD_CLOEXEC);
	else
		rc = spx_sys_close(fd);
	if (rc < 0 && !from->fr_cloexec && rc != -EBADF &&
	    spx_sys_fcntl(fd, F_GETFD, 0) == -EBADF)
		rc = 0;
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

/*
 * A directory of that name on another file system would hide descriptors.  Not
 * inlined: what it asks for that is large, and the listing has its own buffer.
 */
static __attribute__((noinline)) long
open_listing(void)
{
	long dir = spx_sys_open(
	    "/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

	if (dir < 0 || spx_sys_is_proc((int)dir))
		return (dir);
	(void)spx_sys_close((int)dir);
	return (-ENOENT);
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
		if (!is_spared(from, fd) && spx_sys_close((int)fd) == 0)
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
	uint64_t fd, limit = 0; /* gcc -Os can't see that it is set */
	long rc;

	rc = spx_sys_descriptor_limit(&limit);
	for (fd = from->fr_first; rc == 0 && fd < limit && fd <= INT32_MAX;
	     fd++)
		rc = treat(from, (int)fd);
	return (rc);
}

/* One range, or those around the descriptors to be spared. */
static long
ranges(const struct from *from)
{
	const unsigned flags = from->fr_cloexec ? SPX_CLOSE_RANGE_CLOEXEC : 0;
	unsigned first = from->fr_first;
	long rc = 0;
	int own = -1;

	while (rc >= 0 && !from->fr_cloexec &&
	       (own = spx_child_own(from->fr_request, first)) >= 0) {
		if ((unsigned)own > first)
			rc = spx_sys_close_range(
			    first, (unsigned)own - 1, flags);
		first = (unsigned)own + 1;
	}
	return (rc < 0 ? rc : spx_sys_close_range_from(first, flags));
}

/*
 * In another root or mount namespace, what is called /proc is what its owner
 * has put there: it can be that of another process.
 */
static bool
is_proc_known(const struct spx_request *r)
{
	return (!spx_ext_has(r->req_ext, SPAWNX_ATTR_CHROOT) &&
		!spx_ext_has(r->req_ext, SPAWNX_ATTR_NSFDS));
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
	rc = is_proc_known(from->fr_request) ? walk_proc(from) : -ENOENT;
	if (rc < 0)
		rc = walk_numbers(from);
	return ((int)rc);
}

int
spx_close_from(const struct spx_request *r, unsigned first)
{
	return (all(&(struct from){ r, first, false }));
}

int
spx_cloexec_from(const struct spx_request *r, unsigned first)
{
	return (all(&(struct from){ r, first, true }));
}
