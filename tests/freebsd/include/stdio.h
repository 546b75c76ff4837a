/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_STDIO_H
#define FACTS_STDIO_H

#include <stdarg.h>
#include <stddef.h>

typedef struct __sFILE FILE;

int snprintf(char *, size_t, const char *, ...);
int vsnprintf(char *, size_t, const char *, va_list);

#endif /* FACTS_STDIO_H */
