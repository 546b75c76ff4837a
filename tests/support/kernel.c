/* SPDX-License-Identifier: BSD-2-Clause */
/* Which Linux this is; see kernel.h. */
#include "kernel.h"

#include <sys/utsname.h>

#include <stdio.h>

bool
kernel_since(unsigned major, unsigned minor)
{
	struct utsname name;
	unsigned is[2];

	return (uname(&name) == 0 &&
		sscanf(name.release, "%u.%u", &is[0], &is[1]) == 2 &&
		(is[0] > major || (is[0] == major && is[1] >= minor)));
}

bool
kernel_copies_parts(void)
{
	return (kernel_since(6, 11));
}

bool
kernel_dump_kills_all(void)
{
	return (!kernel_since(5, 16));
}

bool
kernel_has_cloexec_flag(void)
{
	return (kernel_since(5, 11));
}
