/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The functions of child/implicit.h.  By volatile, lest the compiler take a
 * loop for the function that it is in.
 */
#include "child/implicit.h"

__attribute__((no_instrument_function)) void
spx_ignore(void)
{
}

void *
spx_memmove(void *to, const void *from, size_t size)
{
	volatile unsigned char *t = to;
	const volatile unsigned char *f = from;
	size_t i;

	if (t <= f)
		for (i = 0; i < size; i++)
			t[i] = f[i];
	else
		for (i = size; i > 0; i--)
			t[i - 1] = f[i - 1];
	return (to);
}

void *
spx_memset(void *to, int byte, size_t size)
{
	volatile unsigned char *t = to;
	size_t i;

	for (i = 0; i < size; i++)
		t[i] = (unsigned char)byte;
	return (to);
}
