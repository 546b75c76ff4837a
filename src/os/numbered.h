/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls of fewer arguments than spx_sys4() has.  Included by the sys.h
 * of systems whose numbers of system calls are part of their ABI.
 */
#ifndef SPX_NUMBERED_H
#define SPX_NUMBERED_H

static inline long
spx_sys0(long nr)
{
	return (spx_sys4(nr, 0, 0, 0, 0));
}

static inline long
spx_sys1(long nr, long a)
{
	return (spx_sys4(nr, a, 0, 0, 0));
}

static inline long
spx_sys2(long nr, long a, long b)
{
	return (spx_sys4(nr, a, b, 0, 0));
}

static inline long
spx_sys3(long nr, long a, long b, long c)
{
	return (spx_sys4(nr, a, b, c, 0));
}

#endif /* SPX_NUMBERED_H */
