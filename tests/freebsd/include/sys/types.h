/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_TYPES_H
#define FACTS_SYS_TYPES_H

#include <stddef.h>
#include <stdint.h>

typedef unsigned int u_int;
typedef int32_t pid_t;
typedef uint32_t uid_t;
typedef uint32_t gid_t;
typedef uint16_t mode_t;
typedef int64_t off_t;
typedef int64_t id_t;
#ifdef __i386__
typedef int32_t time_t;
#else
typedef int64_t time_t;
#endif
#ifdef __LP64__
typedef int64_t ssize_t;
#else
typedef int32_t ssize_t;
#endif

#endif /* FACTS_SYS_TYPES_H */
