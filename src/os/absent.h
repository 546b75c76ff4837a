/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Calls that attributes need which only Linux has, for the sys_attr.h of other
 * systems: their can.c lets none of these attributes be set.
 */
#ifndef SPX_ABSENT_H
#define SPX_ABSENT_H

#include <errno.h>
#include <stddef.h>

static inline long
spx_sys_setns(int fd)
{
	(void)fd;
	return (-ENOTSUP);
}

static inline long
spx_sys_landlock(int ruleset)
{
	(void)ruleset;
	return (-ENOTSUP);
}

static inline long
spx_sys_ioprio(int value)
{
	(void)value;
	return (-ENOTSUP);
}

static inline long
spx_sys_timerslack(int nanoseconds)
{
	(void)nanoseconds;
	return (-ENOTSUP);
}

static inline long
spx_sys_personality(int persona)
{
	(void)persona;
	return (-ENOTSUP);
}

static inline long
spx_sys_stealctty(int fd)
{
	(void)fd;
	return (-ENOTSUP);
}

static inline long
spx_sys_leave_ctty(void)
{
	return (-ENOTSUP);
}

static inline long
spx_sys_traceme(void)
{
	return (-ENOTSUP);
}

static inline long
spx_sys_seccomp(size_t n, const void *filter)
{
	(void)n;
	(void)filter;
	return (-ENOTSUP);
}

#endif /* SPX_ABSENT_H */
