/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Systems that have no child which shares memory, has dropped the caught
 * handlers, and is not waited for: every start spawns and waits.  FreeBSD's
 * RFSPAWN comes with the wait, and can't be combined with another flag; so
 * does vfork().
 */
#include <sys/types.h>
#include <sys/mman.h>

#include <errno.h>

#include "os/start.h"

/* NetBSD and OpenBSD call them so. */
#if !defined(INHERIT_ZERO) && defined(MAP_INHERIT_ZERO)
#define INHERIT_COPY MAP_INHERIT_COPY
#define INHERIT_ZERO MAP_INHERIT_ZERO
#endif

void *
spx_start_map(size_t extra)
{
	const int saved = errno;
	void *p;

	p = mmap(
	    NULL, extra, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
	if (p == MAP_FAILED)
		p = NULL;
	errno = saved;
	return (p);
}

int
spx_start_wipe(void *p, size_t extra, bool wipe)
{
	const int saved = errno;
	int rc;

#if defined(INHERIT_ZERO)
	rc = minherit(p, extra, wipe ? INHERIT_ZERO : INHERIT_COPY);
#elif defined(MADV_WIPEONFORK)
	rc = madvise(p, extra, wipe ? MADV_WIPEONFORK : MADV_KEEPONFORK);
#else /* a fork finds what is there */
	(void)p;
	(void)extra;
	(void)wipe;
	errno = ENOTSUP;
	rc = -1;
#endif
	if (rc < 0)
		rc = -errno;
	errno = saved;
	return (rc);
}

void
spx_start_unmap(void *p, size_t extra)
{
	const int saved = errno;

	(void)munmap(p, extra);
	errno = saved;
}

long
spx_start(struct spx_request *r, void *p, _Atomic uint32_t *busy)
{
	(void)r;
	(void)p;
	(void)busy;
	return (-ENOTSUP);
}

void
spx_start_wait(_Atomic uint32_t *busy)
{
	(void)busy;
}

/* -- No child that waits: vfork() would wait for it ------------------------ */

long
spx_start_held(struct spx_request *r, struct spx_hold *h)
{
	(void)r;
	(void)h;
	return (-ENOTSUP);
}

void
spx_release_held(struct spx_hold *h, bool go)
{
	(void)h;
	(void)go;
}

void
spx_await_held(struct spx_request *r, struct spx_hold *h, pid_t pid)
{
	(void)r;
	(void)h;
	(void)pid;
}
