/* SPDX-License-Identifier: BSD-2-Clause */
/* Of a system that has no such thing. */
#include "cmd/descendants.h"

#include <errno.h>
#include <string.h>

#include "cmd/cmd.h"

void
cmd_adopt(bool kills)
{
	if (kills)
		cmd_die("--rest kill: %s", strerror(ENOTSUP));
}

bool
cmd_kill_descendants(void)
{
	return (false);
}

bool
cmd_group_outlives(int handle)
{
	(void)handle;
	return (false);
}
