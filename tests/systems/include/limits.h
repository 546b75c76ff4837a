/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_LIMITS_H
#define FACTS_LIMITS_H

#include <facts.h>

#define _POSIX_OPEN_MAX 20

#define CHAR_BIT        8
#define INT_MAX         __INT_MAX__
#define INT_MIN         (-__INT_MAX__ - 1)
#define LONG_MAX        __LONG_MAX__
#define SHRT_MAX        __SHRT_MAX__
#define UINT_MAX        (2U * __INT_MAX__ + 1)
#define ULONG_MAX       (2UL * __LONG_MAX__ + 1)

#endif /* FACTS_LIMITS_H */
