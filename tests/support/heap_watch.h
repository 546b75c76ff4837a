/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Counts what the program and the library linked into it ask of the heap, and
 * has a request fail.  Needs the linker's --wrap; see meson.build.
 */
#ifndef HEAP_WATCH_H
#define HEAP_WATCH_H

#include "support.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void __real_free(void *p);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);
void __wrap_free(void *p);

/*
 * Since heap_watch(): the requests, the one to fail, up to which all fail, and
 * what is not freed.
 */
static bool watching;
static unsigned requests, fails_at, fails_to;
static int live;

static bool
refuse(void)
{
	if (!watching || (++requests != fails_at && requests > fails_to))
		return (false);
	errno = ENOMEM;
	return (true);
}

static void *
given(void *p)
{
	if (watching && p != NULL)
		live++;
	return (p);
}

void *
__wrap_malloc(size_t size)
{
	return (refuse() ? NULL : given(__real_malloc(size)));
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return (refuse() ? NULL : given(__real_calloc(n, size)));
}

void *
__wrap_realloc(void *p, size_t size)
{
	if (refuse())
		return (NULL);
	return (p == NULL ? given(__real_realloc(p, size))
			  : __real_realloc(p, size));
}

/* An errno of its own, to see that the library's callers don't. */
void
__wrap_free(void *p)
{
	if (watching && p != NULL) {
		live--;
		errno = EDOM;
	}
	__real_free(p);
}

/* The n-th request from now on fails; 0: none does. */
static inline void
heap_watch(unsigned n)
{
	requests = 0;
	fails_at = n;
	errno = 4711;
	watching = true;
}

static inline unsigned
heap_leave(void)
{
	int left = errno;

	watching = false;
	assert_int_equal(left, 4711);
	return (requests);
}

#endif /* HEAP_WATCH_H */
