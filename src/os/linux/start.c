/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * clone3() without CLONE_VFORK: the child has a stack that is not in a frame
 * of the caller's, and CLONE_CHILD_CLEARTID says when it is done with it.
 */
#include <sys/mman.h>

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "child/child.h"
#include "object/extension.h"
#include "os/kernel.h"
#include "os/launch.h"
#include "os/linux/clone.h"
#include "os/linux/descriptors.h"
#include "os/start.h"

/* Since Linux 4.14. */
#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18
#define MADV_KEEPONFORK 19
#endif

#define FUTEX_WAIT_SHARED 0 /* the kernel's wake is not a private one */

/* Set once clone3() was refused: no need to ask it again. */
static atomic_bool no_clone3;

/*
 * A debugger takes this child for the copy that a fork makes, and removes its
 * breakpoints from it: from memory that is the caller's as well.  It knows
 * vfork, so a traced process spawns and waits.  Seen with gdb 13.
 */
static bool
read_traced(void)
{
	/* The name before it can't have a newline: that is escaped. */
	static const char key[] = "\nTracerPid:\t";
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
 * A child that is not waited for would see what its parent does to its
 * descriptors meanwhile: it shares them only if the caller has allowed that.
 * The exec makes a copy before it closes any.  Who closes one sooner, or opens
 * one, makes it first; and so does a child that looks up a number, lest it find
 * the descriptor that its own start has made.
 */
static uint64_t
share_descriptors(struct spx_request *r)
{
	if (!r->req_share_files)
		return (0);
	if (!spx_leaves_descriptors(r) || spx_names_descriptors(r)) {
		if (!spx_sys_can_unshare())
			return (0);
		r->req_keep_below = spx_keep_below(r);
		if (r->req_keep_below == 0 || !spx_copies_parts_well())
			r->req_keep_below = SPX_KEEP_ALL;
	}
	return (SPX_CLONE_FILES);
}

/*
 * A child that is not waited for is no vfork child to the kernel:
 *
 * - the killer of a group that is out of memory spares vfork children, and
 *   takes all who share the memory of any other one;
 * - a score for that killer becomes the score of all who share the memory;
 * - PDEATHSIG is about the thread that made the child, which might end before
 *   the child has asked for the signal.
 */
static bool
has_to_wait(struct spx_request *r)
{
	return ((r->req_flags & SPAWNX_SETCGROUP) != 0 ||
		spx_ext_any(r->req_ext, spx_attrs_with(SPX_WAITS)) ||
		!spx_may_share_memory(r));
}

/*
 * Always with a descriptor of the process: the child may fail, be reaped by
 * whoever waits for any child, and its process ID become another child's.  In a
 * full table it is not to be had, and who did not ask for it does without.
 */
static long
start_child(struct spx_clone_args *args, struct spx_request *r, void *top)
{
	const size_t size = spx_clone3_request(args, r);
	long rc;

	args->ca_flags |= SPX_CLONE_PIDFD;
	args->ca_pidfd = (uintptr_t)&r->req_handle;
	do {
		rc = spx_rfork_thread(args, top, spx_child_main, r, size);
		if (!r->req_want_handle && (rc == -EMFILE || rc == -ENFILE) &&
		    (args->ca_flags & SPX_CLONE_PIDFD)) {
			args->ca_flags &= ~(uint64_t)SPX_CLONE_PIDFD;
			rc = -EINTR;
		}
	} while (rc == -EINTR);
	return (rc);
}

/* These may be refused where the rest is not. */
static bool
asks_for_more(const struct spx_request *r)
{
	return (spx_ext_has(r->req_ext, SPAWNX_ATTR_NAMESPACES) ||
		spx_ext_has(r->req_ext, SPAWNX_ATTR_IDMAP));
}

static long
start(struct spx_request *r, void *p, _Atomic uint32_t *busy)
{
	struct spx_clone_args args = {
		.ca_flags = SPX_CLONE_VM | SPX_CLONE_CHILD_CLEARTID,
		.ca_child_tid = (uintptr_t)busy,
		.ca_stack = (uintptr_t)p - SPX_CHILD_STACK,
		.ca_stack_size = SPX_CHILD_STACK,
	};
	spx_sigset_t old;
	long rc;

	rc = spx_block_early(r, &old);
	if (rc < 0)
		return (rc);
	args.ca_flags |= share_descriptors(r);
	atomic_store_explicit(busy, 1, memory_order_relaxed);
	rc = start_child(&args, r, p);
	spx_unblock_early(r, &old);
	if (rc > 0)
		return (rc);
	atomic_store_explicit(busy, 0, memory_order_relaxed);
	r->req_keep_below = 0;
	if (!spx_is_refusal(rc))
		return (rc == -E2BIG ? -ENOTSUP : rc);
	if (!asks_for_more(r))
		atomic_store_explicit(&no_clone3, true, memory_order_relaxed);
	return (-ENOTSUP);
}

long
spx_start(struct spx_request *r, void *p, _Atomic uint32_t *busy)
{
	if (atomic_load_explicit(&no_clone3, memory_order_relaxed) ||
	    has_to_wait(r) || is_traced())
		return (-ENOTSUP);
	return (start(r, p, busy));
}

void
spx_start_wait(_Atomic uint32_t *busy)
{
	uint32_t now;

	while ((now = atomic_load_explicit(busy, memory_order_acquire)) != 0)
		(void)spx_sys4(
		    SYS_futex, (long)busy, FUTEX_WAIT_SHARED, (long)now, 0);
}
