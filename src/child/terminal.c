/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The terminal's foreground group; see child/main.c for what runs in the child.
 */
#include <errno.h>
#include <signal.h>

#include "child/steps.h"
#include "os/sys.h"

/*
 * A process of a background group that calls this gets SIGTTOU, whose default
 * action would stop the child, and with it the parent, for good.  The call is
 * allowed while the signal is blocked.
 */
static long
set_foreground(int fd, int pgroup)
{
	spx_sigset_t ttou = { { 0 } }, old;
	long rc, restored;

	spx_sigset_add(&ttou, SIGTTOU);
	rc = spx_sys_sigmask(SIG_BLOCK, &ttou, &old);
	if (rc < 0)
		return (rc);
	rc = spx_sys_tcsetpgrp(fd, pgroup);
	restored = spx_sys_sigmask(SIG_SETMASK, &old, NULL);
	return (rc < 0 ? rc : restored);
}

/*
 * Remembers whose terminal it was, and the terminal, for later actions may put
 * something else under its number.  Without room for that the number has to do:
 * what is another file by then refuses the request, or is another terminal of
 * the session, of which there is one at most.
 */
static void
remember(struct spx_request *r, int fd)
{
	long pgroup = spx_sys_tcgetpgrp(fd);
	int hidden;

	if (r->req_tty_pgroup != 0 || pgroup <= 0)
		return;
	hidden = spx_child_hide(r, fd);
	r->req_tty = hidden < 0 ? fd : hidden;
	r->req_tty_hidden = hidden >= 0;
	r->req_tty_pgroup = (int)pgroup;
}

int
spx_child_tcsetpgrp(struct spx_request *r, int fd)
{
	long rc = spx_sys_getpgrp();

	if (rc < 0)
		return ((int)rc);
	remember(r, fd);
	return ((int)set_foreground(fd, (int)rc));
}

/*
 * Else the terminal would be left to the group of a process that is gone.  It
 * is somebody else's, if another one has got it meanwhile.
 */
void
spx_child_give_back(const struct spx_request *r)
{
	if (r->req_tty_pgroup != 0 &&
	    spx_sys_tcgetpgrp(r->req_tty) == spx_sys_getpgrp())
		(void)set_foreground(r->req_tty, r->req_tty_pgroup);
}
