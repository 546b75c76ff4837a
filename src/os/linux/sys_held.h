/* SPDX-License-Identifier: BSD-2-Clause */
/* The calls of a start that is held, and of its child. */
#ifndef SPX_SYS_HELD_LINUX_H
#define SPX_SYS_HELD_LINUX_H

#include "os/sys.h"

#define SPX_POLLIN  1
#define SPX_POLLHUP 16

struct spx_poll {
	int po_fd; /* -1: none */
	short po_events, po_revents;
};

/* Readable once it has ended. */
static inline long
spx_sys_open_process(pid_t pid)
{
	return (spx_sys2(SYS_pidfd_open, pid, 0));
}

/* Without a limit of time, or until a moment has passed. */
static inline long
spx_sys_poll(struct spx_poll *what, size_t n, bool moment)
{
	struct {
		long sec, nsec;
	} limit = { 0, 200000000 };

	return (spx_syscall5(
	    SYS_ppoll, (long)what, (long)n, moment ? (long)&limit : 0, 0, 0));
}

#endif /* SPX_SYS_HELD_LINUX_H */
