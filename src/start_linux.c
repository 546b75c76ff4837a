/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * clone3() without CLONE_VFORK: the child has a stack that is not in a frame
 * of the caller's, and CLONE_CHILD_CLEARTID says when it is done with it.
 */
#include <sys/mman.h>

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clone_linux.h"
#include "start.h"

/* Since Linux 4.14. */
#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18
#define MADV_KEEPONFORK 19
#endif

#define FUTEX_WAIT_SHARED 0 /* the kernel's wake is not a private one */

/* Set once clone3() was refused: no need to ask it again. */
static atomic_bool no_clone3;

/* What a child has told of close_range(CLOSE_RANGE_UNSHARE). */
static atomic_int unsharing; /* enum unsharing */

enum unsharing {
	UNSHARING_UNKNOWN,
	UNSHARING_WORKS,
	UNSHARING_REFUSED
};

/*
 * A debugger takes this child for the copy that a fork makes, and removes its
 * breakpoints from it: from memory that is the caller's as well.  It knows
 * vfork, so a traced process spawns and waits.  Seen with gdb 13.
 */
static bool
read_traced(void)
{
	static const char key[] = "TracerPid:\t";
	char buf[1024];
	const char *p;
	long fd, n;

	fd = spx_sys_open("/proc/self/status", O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0)
		return (false);
	n = spx_sys_read((int)fd, buf, sizeof(buf) - 1);
	(void)spx_sys_close((int)fd);
	buf[n > 0 ? n : 0] = '\0';
	p = strstr(buf, key);
	return (p != NULL && p[sizeof(key) - 1] != '0');
}

/* Asked at most every 100 ms, by the clock that needs no system call. */
static bool
is_traced(void)
{
	static _Atomic uint32_t asked; /* in 100 ms, and the answer in bit 0 */
	struct timespec ts;
	uint32_t now, last;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
	now = ((uint32_t)ts.tv_sec * 10 + (uint32_t)ts.tv_nsec / 100000000 + 1)
	      << 1;
	last = atomic_load_explicit(&asked, memory_order_relaxed);
	if ((last & ~1u) != now) {
		last = now | read_traced();
		atomic_store_explicit(&asked, last, memory_order_relaxed);
	}
	return ((last & 1u) != 0);
}

static size_t
page_size(void)
{
	return ((size_t)sysconf(_SC_PAGESIZE));
}

/* The guard, and the pages for the stack and `extra`. */
static size_t
mapping_size(size_t extra)
{
	const size_t page = page_size();

	return (page + (SPX_CHILD_STACK + extra + page - 1) / page * page);
}

static char *
mapping_of(void *p)
{
	return ((char *)p - SPX_CHILD_STACK - page_size());
}

void *
spx_start_map(size_t extra)
{
	const int saved = errno;
	const size_t size = mapping_size(extra);
	char *p;

	p = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED) {
		errno = saved;
		return (NULL);
	}
	if (mprotect(p, page_size(), PROT_NONE) < 0) {
		(void)munmap(p, size);
		errno = saved;
		return (NULL);
	}
	errno = saved;
	p += page_size() + SPX_CHILD_STACK;
	spx_start_wipe(p, extra, true);
	return (p);
}

void
spx_start_wipe(void *p, size_t extra, bool wipe)
{
	const int saved = errno;

	(void)madvise(mapping_of(p), mapping_size(extra),
	    wipe ? MADV_WIPEONFORK : MADV_KEEPONFORK);
	errno = saved;
}

void
spx_start_unmap(void *p, size_t extra)
{
	const int saved = errno;

	(void)munmap(mapping_of(p), mapping_size(extra));
	errno = saved;
}

/*
 * Whether a child that shares the table could make its copy.  It can't be
 * replaced by another one, for its process ID has been given away, so that a
 * child with a table of its own has to have tried the call before.  Since
 * then a filter may have come, as in a process that has forked and confined
 * itself; where the call is at hand, a range of nothing is EINVAL.
 */
static bool
can_unshare(struct spx_request *r)
{
	switch (atomic_load_explicit(&unsharing, memory_order_relaxed)) {
	case UNSHARING_UNKNOWN:
		r->req_try_unshare = true;
		return (false);
	case UNSHARING_WORKS:
		return (spx_sys_can_unshare() == -EINVAL);
	default:
		return (false);
	}
}

/*
 * A child that is not waited for would see what its parent does to its
 * descriptors meanwhile: it shares them only if the caller has allowed that.
 * The exec makes a copy before it closes any.  Who closes one sooner, or opens
 * one, makes it first.
 */
static uint64_t
share_descriptors(struct spx_request *r)
{
	if (!r->req_share_files)
		return (0);
	if (!spx_leaves_descriptors(r)) {
		if (!can_unshare(r))
			return (0);
		r->req_keep_below = spx_keep_below(r);
		if (r->req_keep_below == 0)
			r->req_keep_below = SPX_KEEP_ALL;
	}
	return (SPX_CLONE_FILES);
}

/* Nothing of it is for who launches the request in another way. */
static void
share_nothing(struct spx_request *r)
{
	r->req_keep_below = 0;
	r->req_try_unshare = false;
}

static void
learn(const struct spx_request *r)
{
	if (r->req_can_unshare)
		atomic_store_explicit(
		    &unsharing, UNSHARING_WORKS, memory_order_relaxed);
	else if (spx_is_refusal(r->req_refused))
		atomic_store_explicit(
		    &unsharing, UNSHARING_REFUSED, memory_order_relaxed);
}

long
spx_start(struct spx_request *r, void *p, _Atomic uint32_t *busy)
{
	struct spx_clone_args args = {
		.ca_flags = SPX_CLONE_VM | SPX_CLONE_CHILD_CLEARTID,
		.ca_child_tid = (uintptr_t)busy,
		.ca_stack = (uintptr_t)p - SPX_CHILD_STACK,
		.ca_stack_size = SPX_CHILD_STACK,
	};
	size_t size;
	long rc;

	if (atomic_load_explicit(&no_clone3, memory_order_relaxed) ||
	    is_traced())
		return (-ENOTSUP);
	args.ca_flags |= share_descriptors(r);
	size = spx_clone3_request(&args, r);
	atomic_store_explicit(busy, 1, memory_order_relaxed);
	rc = spx_rfork_thread(&args, p, spx_child_main, r, size);
	if (rc > 0)
		return (rc);
	atomic_store_explicit(busy, 0, memory_order_relaxed);
	share_nothing(r);
	if (!spx_is_refusal(rc))
		return (rc == -E2BIG ? -ENOTSUP : rc);
	/* These may be refused where the rest is not. */
	if (!(r->req_flags & SPAWNX_SETCGROUP) &&
	    !spx_more_has(r->req_more, SPAWNX_ATTR_NAMESPACES) &&
	    !spx_more_has(r->req_more, SPAWNX_ATTR_IDMAP))
		atomic_store_explicit(&no_clone3, true, memory_order_relaxed);
	return (-ENOTSUP);
}

void
spx_start_wait(const struct spx_request *r, _Atomic uint32_t *busy)
{
	uint32_t now;

	while ((now = atomic_load_explicit(busy, memory_order_acquire)) != 0)
		(void)spx_sys4(
		    SYS_futex, (long)busy, FUTEX_WAIT_SHARED, (long)now, 0);
	learn(r);
}
