/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The child of a held start, until it is released; see main.c for what runs
 * there, and held.c for how the caller does it.
 */
#include <errno.h>

#include "child/steps.h"
#include "os/linux/sys_held.h"

/* In a PID namespace of its own it sees no parent, and can't tell. */
static bool
is_orphan(const struct spx_hold *h)
{
	const long parent = spx_sys_getppid();

	return (parent != 0 && parent != h->ho_caller);
}

/* The byte, or the end of the pipe: 1, or 0. */
static bool
is_released(const struct spx_hold *h)
{
	char byte;
	long n;

	do
		n = spx_sys_read(h->ho_pipe[0], &byte, 1);
	while (n == -EINTR);
	return (n == 1);
}

/* The byte is there by then, or there is none. */
static bool
await_unlock(const struct spx_hold *h)
{
	return (h->ho_locked &&
		spx_sys_lock(h->ho_pipe[0], F_SETLKW, F_RDLCK) >= 0 &&
		spx_sys_fcntl(h->ho_pipe[0], F_SETFL, O_NONBLOCK) >= 0);
}

/*
 * What was released before the caller ended runs.  Where a filter refuses to
 * poll, the pipe alone is waited for.
 */
static bool
await_release(const struct spx_hold *h)
{
	const bool asks = h->ho_caller_fd < 0;
	struct spx_poll what[2] = {
		{ h->ho_pipe[0], SPX_POLLIN, 0 },
		{ h->ho_caller_fd, SPX_POLLIN, 0 },
	};
	long n;

	if (await_unlock(h))
		return (is_released(h));
	for (;;) {
		n = spx_sys_poll(what, 2, asks);
		if (n == -EINTR)
			continue;
		if (n < 0 || (n > 0 && what[0].po_revents != 0))
			return (is_released(h));
		if (n > 0 || (asks && is_orphan(h)))
			return (false);
	}
}

/*
 * Nobody is left to be told.  All of these are closed before an attribute or a
 * file action may meet their numbers.
 */
void
spx_child_hold(const struct spx_request *r)
{
	const struct spx_hold *h = r->req_hold;

	if (h == NULL)
		return;
	(void)spx_sys_close(h->ho_pipe[1]);
	if (!await_release(h))
		spx_sys_exit(127);
	(void)spx_sys_close(h->ho_pipe[0]);
	if (h->ho_caller_fd >= 0)
		(void)spx_sys_close(h->ho_caller_fd);
}
