/* SPDX-License-Identifier: BSD-2-Clause */
/* There are no handles here, so that nothing of this is ever of use. */
#include <errno.h>

#include "os/handle.h"

int
spx_handle_look(int handle, bool keep, struct spx_ended *out, void *usage)
{
	(void)handle;
	(void)keep;
	(void)out;
	(void)usage;
	return (-ENOTSUP);
}

bool
spx_handle_await(int handle, int ms)
{
	(void)handle;
	(void)ms;
	return (false);
}

int
spx_handle_kill(int handle, int signo, bool group)
{
	(void)handle;
	(void)signo;
	(void)group;
	return (-ENOTSUP);
}
