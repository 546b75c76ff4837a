/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the command says of itself, and text from outside in it, so that a
 * terminal only shows it.
 */
#include <stdarg.h>

#include "cmd.h"

void
cmd_line(const char *format, ...)
{
	va_list args;

	(void)fputs("spawnx: ", stderr);
	va_start(args, format);
	(void)vfprintf(stderr, format, args);
	va_end(args);
}

/* By its length; of two bytes, the first after the C1 control characters. */
static const unsigned long first[] = { 0, 0, 0xa0, 0x800, 0x10000 };

/*
 * How many bytes the character at p has; 0 if it is not UTF-8, a control
 * character, or one that needs escaping in quotes.
 */
static size_t
shown(const unsigned char *p)
{
	size_t n = *p >= 0xf0 ? 4 : *p >= 0xe0 ? 3 : 2;
	unsigned long c = *p & (0x7fU >> n);

	if (*p < 0x80)
		return (*p >= ' ' && *p != 0x7f && *p != '"' && *p != '\\');
	if (*p < 0xc2 || *p > 0xf4)
		return (0);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return (0);
		c = c << 6 | (p[i] & 0x3fU);
	}
	if (c < first[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return (0);
	return (n);
}

void
cmd_escape(FILE *file, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t n;

	while (*p != '\0') {
		n = shown(p);
		if (n == 0)
			(void)fprintf(file, "\\x%02x", *p++);
		for (; n > 0; n--)
			(void)fputc(*p++, file);
	}
}

void
cmd_quote(FILE *file, const char *text)
{
	(void)fputc('"', file);
	cmd_escape(file, text);
	(void)fputc('"', file);
}
