/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD has no child that shares memory, has dropped the caught handlers,
 * and is not waited for: RFSPAWN comes with the wait, and can't be had
 * together with another flag.  Every start spawns and waits.
 */
#include <sys/types.h>
#include <sys/mman.h>

#include <errno.h>

#include "os/start.h"

void *
spx_start_map(size_t extra)
{
	const int saved = errno;
	void *p;

	p = mmap(
	    NULL, extra, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
	if (p == MAP_FAILED)
		p = NULL;
	else
		spx_start_wipe(p, extra, true);
	errno = saved;
	return (p);
}

void
spx_start_wipe(void *p, size_t extra, bool wipe)
{
	const int saved = errno;

	(void)minherit(p, extra, wipe ? INHERIT_ZERO : INHERIT_COPY);
	errno = saved;
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
