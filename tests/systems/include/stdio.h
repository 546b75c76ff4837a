/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_STDIO_H
#define FACTS_STDIO_H

#include <stdarg.h>
#include <stddef.h>

int snprintf(char *, size_t, const char *, ...)
    __attribute__((format(printf, 3, 4)));
int vsnprintf(char *, size_t, const char *, va_list)
    __attribute__((format(printf, 3, 0)));

#endif /* FACTS_STDIO_H */
