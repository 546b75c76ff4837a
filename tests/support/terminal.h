/* SPDX-License-Identifier: BSD-2-Clause */
/* Terminals for tests; -1 and errno where there are none. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "support.h"

#include <sys/ioctl.h>

/* A new one's master, close-on-exec; ptsname() is what to open. */
static inline int
open_master(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
		return (-1);
	return (master);
}

/* Its other side; the master stays open: it is what keeps it alive. */
static inline int
open_terminal(void)
{
	int master = open_master();

	if (master < 0)
		return (-1);
	return (open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC));
}

/* Becomes the leader of a session that has one; its descriptor. */
static inline int
own_terminal(void)
{
	int fd = open_terminal();

	if (fd < 0 || setsid() < 0 || ioctl(fd, TIOCSCTTY, 0) != 0)
		return (-1);
	return (fd);
}

#endif /* TERMINAL_H */
