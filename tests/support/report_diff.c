/* SPDX-License-Identifier: BSD-2-Clause */
/* The difference of two reports. */
#include "support.h"

#define MOST_KEYS 64

struct diff {
	FILE *d_out;
	size_t d_nkeys;
	const char *d_keys[MOST_KEYS]; /* left out */
};

static bool
matches(const char *pattern, const char *key)
{
	size_t n = strlen(pattern);

	if (n > 0 && pattern[n - 1] == '*')
		return strncmp(pattern, key, n - 1) == 0;
	return strcmp(pattern, key) == 0;
}

static void
tell(struct diff *d, const char *key, const char *a, const char *b)
{
	if (a != NULL && b != NULL && strcmp(a, b) == 0)
		return;
	for (size_t i = 0; i < d->d_nkeys; i++) {
		if (matches(d->d_keys[i], key))
			return;
	}
	(void)fprintf(d->d_out, "%s: %s -> %s\n", key, a == NULL ? "(none)" : a,
	    b == NULL ? "(none)" : b);
}

/* Both are sorted by key. */
static void
merge(struct diff *d, const struct report *a, const struct report *b)
{
	size_t i = 0, j = 0;

	while (i < a->rep_n || j < b->rep_n) {
		int order;

		if (i == a->rep_n)
			order = 1;
		else if (j == b->rep_n)
			order = -1;
		else
			order = strcmp(a->rep_keys[i], b->rep_keys[j]);
		tell(d, order <= 0 ? a->rep_keys[i] : b->rep_keys[j],
		    order <= 0 ? a->rep_values[i] : NULL,
		    order >= 0 ? b->rep_values[j] : NULL);
		i += order <= 0;
		j += order >= 0;
	}
}

char *
report_diff(const struct report *a, const struct report *b, ...)
{
	struct diff d = { NULL, 4, { "pid", "ppid", "argv[1]", "status.*" } };
	const char *key;
	char *text = NULL;
	size_t size = 0;
	va_list list;

	va_start(list, b);
	while ((key = va_arg(list, const char *)) != NULL) {
		if (d.d_nkeys < MOST_KEYS)
			d.d_keys[d.d_nkeys++] = key;
	}
	va_end(list);
	d.d_out = open_memstream(&text, &size);
	if (d.d_out == NULL)
		abort();
	merge(&d, a, b);
	(void)fclose(d.d_out);
	if (size > 0)
		return text;
	free(text);
	return NULL;
}
