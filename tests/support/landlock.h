/* SPDX-License-Identifier: BSD-2-Clause */
/* Landlock rulesets; a musl toolchain comes without <linux/landlock.h>. */
#ifndef LANDLOCK_H
#define LANDLOCK_H

#include "support.h"

#include "calls.h"

#define LANDLOCK_EXECUTE  (1ULL << 0)
#define LANDLOCK_MAKE_DIR (1ULL << 7)
#define LANDLOCK_MAKE_REG (1ULL << 8)

/* One that allows none of these rights anywhere; -1 where there are none. */
static inline int
make_ruleset(uint64_t rights)
{
	return ((int)syscall(
	    SYS_landlock_create_ruleset, &rights, sizeof(rights), 0U));
}

#endif /* LANDLOCK_H */
