/* SPDX-License-Identifier: BSD-2-Clause */
/* Which library this is, and what it can do here. */
#include "base/extension.h"
#include "os/kernel.h"

SPX_PUBLIC unsigned
spawnx_version(void)
{
	return (SPAWNX_VERSION_NUMBER);
}

/* A value that no setter takes is another answer than ENOTSUP. */
static bool
has_attribute(int which)
{
	if (which == SPAWNX_ATTR_CGROUP)
		return (spx_has(SPAWNX_CAN_CGROUP));
	if (which == SPAWNX_ATTR_HANDLE)
		return (spx_has(SPAWNX_CAN_HANDLE));
	return (which >= 0 && which <= SPX_ATTR_LAST &&
		spx_can((enum spawnx_attribute)which, -1) != -ENOTSUP);
}

SPX_PUBLIC int
spawnx_can(int feature)
{
	if (feature >= SPAWNX_CAN_ATTR(0))
		return (has_attribute(feature - SPAWNX_CAN_ATTR(0)));
	return (spx_has((enum spawnx_feature)feature));
}
