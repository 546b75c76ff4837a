/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory of a start: a guard, the child's stack, and what comes with it;
 * and that of a child which has a copy of the caller's.
 */
#include <sys/mman.h>

#include <errno.h>
#include <unistd.h>

#include "child/child.h"
#include "os/linux/clone.h"
#include "os/start.h"

/* Since Linux 4.14. */
#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18
#define MADV_KEEPONFORK 19
#endif

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
	return (p + page_size() + SPX_CHILD_STACK);
}

int
spx_start_wipe(void *p, size_t extra, bool wipe)
{
	const int saved = errno;
	int rc = 0;

	if (madvise(mapping_of(p), mapping_size(extra),
		wipe ? MADV_WIPEONFORK : MADV_KEEPONFORK) < 0)
		rc = -errno;
	errno = saved;
	return (rc);
}

void
spx_start_unmap(void *p, size_t extra)
{
	const int saved = errno;

	(void)munmap(mapping_of(p), mapping_size(extra));
	errno = saved;
}

void *
spx_map_common(size_t size)
{
	const int saved = errno;
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	errno = saved;
	return (p == MAP_FAILED ? NULL : p);
}

void
spx_unmap_common(void *p, size_t size)
{
	const int saved = errno;

	(void)munmap(p, size);
	errno = saved;
}
