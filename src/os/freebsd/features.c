/* SPDX-License-Identifier: BSD-2-Clause */
/* What spawnx_can() answers; see start.c for what can't be done here. */
#include <unistd.h>

#include "os/kernel.h"

/* The first release whose rfork() has RFSPAWN; 12.1's refuses it. */
#define RFSPAWN_SINCE 1202000

bool
spx_has(enum spawnx_feature feature)
{
	switch (feature) {
	case SPAWNX_CAN_HANDLE:
		return (true);
	case SPAWNX_CAN_CLEAR:
		return (getosreldate() >= RFSPAWN_SINCE);
	default:
		return (false);
	}
}
