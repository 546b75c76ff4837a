/* SPDX-License-Identifier: BSD-2-Clause */
/* For the tests of who is in the foreground of a terminal. */
#ifndef FOREGROUND_H
#define FOREGROUND_H

#include "check.h"

#include "terminal.h"

#define TTY 20 /* the child's descriptor of it */

static char tty[64];

/* A terminal for the children of a test, as long as its master is open. */
static inline void
make_terminal(int *master)
{
	*master = open_master();
	if (*master < 0)
		skip_because("no pseudo-terminals: %s", strerror(errno));
	(void)snprintf(tty, sizeof(tty), "%s", ptsname(*master));
}

/*
 * For a child: a new session with the terminal, in which nobody ignores
 * SIGTTOU; it ends with the process.
 */
static inline int
take_terminal(void)
{
	(void)alarm(20);
	close_all();
	CHECK(setsid() == getpid());
	CHECK(signal(SIGHUP, SIG_IGN) != SIG_ERR);
	CHECK(open_as(TTY, tty, O_RDWR | O_CLOEXEC) == TTY);
	/* On FreeBSD an open is not enough. */
	CHECK(ioctl(TTY, TIOCSCTTY, 0) == 0);
	CHECK(tcgetpgrp(TTY) == getpgrp());
	return (0);
}

#endif /* FOREGROUND_H */
