/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether this process may dump core and be traced by its user: the kernel
 * keeps that with the memory, which a child shares.
 */
#ifndef DUMPABLE_H
#define DUMPABLE_H

#ifdef __linux__

#include <sys/prctl.h>

static inline int
get_dumpable(void)
{
	return (prctl(PR_GET_DUMPABLE, 0L, 0L, 0L, 0L));
}

static inline void
set_dumpable(int on)
{
	(void)prctl(PR_SET_DUMPABLE, (long)on, 0L, 0L, 0L);
}

#else

static inline int
get_dumpable(void)
{
	return (0);
}

static inline void
set_dumpable(int on)
{
	(void)on;
}

#endif

#endif /* DUMPABLE_H */
