/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_STRING_H
#define FACTS_STRING_H

#include <stddef.h>

void *memcpy(void *, const void *, size_t);
void *memset(void *, int, size_t);
char *strchr(const char *, int);
int strcmp(const char *, const char *);
size_t strcspn(const char *, const char *);
int strerror_r(int, char *, size_t);
size_t strlen(const char *);
int strncmp(const char *, const char *, size_t);
size_t strnlen(const char *, size_t);

#endif /* FACTS_STRING_H */
