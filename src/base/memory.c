/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The heap, without its side effect: POSIX lets malloc() and, before 2024,
 * free() change errno, and the functions of this library return their errors.
 */
#include <errno.h>
#include <stdlib.h>

#include "base/spx.h"

void *
spx_realloc(void *p, size_t size)
{
	int saved = errno;

	p = realloc(p, size);
	errno = saved;
	return (p);
}

void
spx_free(void *p)
{
	int saved = errno;

	free(p);
	errno = saved;
}
