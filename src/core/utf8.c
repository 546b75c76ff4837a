/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Characters of a path or a sentence, which is UTF-8 or any bytes at all.  The
 * C library's functions go by the locale, which is the program's.
 */
#include "core/core.h"

static bool
continues(unsigned char c)
{
	return ((c & 0xc0) == 0x80);
}

/* 0: no character begins with it. */
static size_t
length_by_first(unsigned char c)
{
	if (c < 0x80)
		return (1);
	if (c >= 0xc2 && c <= 0xdf)
		return (2);
	if (c >= 0xe0 && c <= 0xef)
		return (3);
	return (c >= 0xf0 && c <= 0xf4 ? 4 : 0);
}

/* RFC 3629: neither longer than need be, nor a surrogate, nor above 10FFFF. */
static bool
go_together(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xe0:
		return (second >= 0xa0);
	case 0xed:
		return (second <= 0x9f);
	case 0xf0:
		return (second >= 0x90);
	case 0xf4:
		return (second <= 0x8f);
	default:
		return (true);
	}
}

size_t
spx_utf8_char(const char *s, size_t n)
{
	const unsigned char *c = (const unsigned char *)s;
	size_t i, len;

	len = n == 0 ? 0 : length_by_first(c[0]);
	if (len > n)
		return (0);
	for (i = 1; i < len; i++)
		if (!continues(c[i]))
			return (0);
	return (len > 1 && !go_together(c[0], c[1]) ? 0 : len);
}

size_t
spx_utf8_whole(const char *s, size_t len)
{
	size_t back = 1;

	while (
	    back < 4 && back < len && continues((unsigned char)s[len - back]))
		back++;
	if (back > len || length_by_first((unsigned char)s[len - back]) <= back)
		return (len);
	return (len - back);
}
