/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What every part of the library may use.  Functions return 0 or more, or
 * -errno, unless they say otherwise; nothing here touches errno.
 */
#ifndef SPX_H
#define SPX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "spawnx.h"

/* Haiku's <spawn.h> has neither. */
#ifndef POSIX_SPAWN_SETSCHEDPARAM
#define POSIX_SPAWN_SETSCHEDPARAM 0x04
#define POSIX_SPAWN_SETSCHEDULER  0x08
#endif

/* In libspawnx-core.a nothing is: see meson_options.txt. */
#ifndef SPX_PUBLIC
#define SPX_PUBLIC __attribute__((visibility("default")))
#endif

/*
 * Adds the bytes of n elements to a size; false if it can't be so large.  Each
 * size that grows with the caller's input is made by it: what has room in an
 * address space once may not have room twice, least of all in 32 bits.
 */
static inline bool
spx_size_add(size_t *total, size_t n, size_t element)
{
	size_t bytes;

	return (!__builtin_mul_overflow(n, element, &bytes) &&
		!__builtin_add_overflow(*total, bytes, total));
}

/* memory.c: as realloc() and free(), without touching errno. */
void *spx_realloc(void *p, size_t size);
void spx_free(void *p);

#endif /* SPX_H */
