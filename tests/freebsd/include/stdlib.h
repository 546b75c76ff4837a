/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_STDLIB_H
#define FACTS_STDLIB_H

#include <stddef.h>

void *malloc(size_t);
void *calloc(size_t, size_t);
void *realloc(void *, size_t);
void free(void *);
char *getenv(const char *);
void *bsearch(const void *, const void *, size_t, size_t,
    int (*)(const void *, const void *));
void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
void abort(void) __attribute__((noreturn));

#endif /* FACTS_STDLIB_H */
