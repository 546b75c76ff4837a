/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_STDLIB_H
#define FACTS_STDLIB_H

#include <stddef.h>

void *bsearch(const void *, const void *, size_t, size_t,
    int (*)(const void *, const void *));
void free(void *);
char *getenv(const char *);
void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
void *realloc(void *, size_t);

#endif /* FACTS_STDLIB_H */
