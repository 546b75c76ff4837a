/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether a descriptor stands for a script whose interpreter could not open it:
 * the exec closes it.  Linux has an error for that, ENOENT; other kernels let
 * the interpreter find out.  Included by the sys_attr.h of a system, after its
 * spx_sys_pread().
 */
#ifndef SPX_SCRIPT_H
#define SPX_SCRIPT_H

static inline bool
spx_sys_hides_script(int fd)
{
	const long flags = spx_sys_fcntl(fd, F_GETFD, 0);
	char start[2];

	return (flags >= 0 && (flags & FD_CLOEXEC) != 0 &&
		spx_sys_pread(fd, start, sizeof(start)) == sizeof(start) &&
		start[0] == '#' && start[1] == '!');
}

#endif /* SPX_SCRIPT_H */
