/* SPDX-License-Identifier: BSD-2-Clause */
/* What spawnx_can() answers: nothing of what it asks about is POSIX. */
#include "os/kernel.h"

bool
spx_has(enum spawnx_feature feature)
{
	(void)feature;
	return (false);
}
