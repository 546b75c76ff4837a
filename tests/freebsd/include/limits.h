/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_LIMITS_H
#define FACTS_LIMITS_H

#define CHAR_BIT        __CHAR_BIT__
#define INT_MAX         __INT_MAX__
#define INT_MIN         (-INT_MAX - 1)
#define UINT_MAX        (INT_MAX * 2U + 1U)
#define LONG_MAX        __LONG_MAX__
#define SHRT_MAX        __SHRT_MAX__

#define _POSIX_OPEN_MAX 20
#ifdef __LP64__
#define ARG_MAX (2 * 256 * 1024)
#else
#define ARG_MAX (256 * 1024)
#endif
#define NAME_MAX    255
#define NGROUPS_MAX 1023
#define PATH_MAX    1024

#endif /* FACTS_LIMITS_H */
