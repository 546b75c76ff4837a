/* SPDX-License-Identifier: BSD-2-Clause */
/* --features: what a report of a fault should say of the machine. */
#include <sys/utsname.h>

#include "cmd.h"

static const struct {
	const char *name;
	int feature;
} rows[] = {
	{ "start", SPAWNX_CAN_START },
	{ "handle", SPAWNX_CAN_HANDLE },
	{ "cgroup", SPAWNX_CAN_CGROUP },
	{ "clear", SPAWNX_CAN_CLEAR },
	{ "unshare", SPAWNX_CAN_UNSHARE },
	{ "detached", SPAWNX_CAN_DETACHED },
	{ "autokill", SPAWNX_CAN_AUTOKILL },
	{ "held", SPAWNX_CAN_HELD },
#define EXTENSION(NAME, name, ...) \
	{ "attribute " #name, SPAWNX_CAN_ATTR(SPAWNX_ATTR_##NAME) },
#include "base/attributes.def"
};

void
cmd_features(void)
{
	const unsigned version = spawnx_version();
	struct utsname system;
	size_t i;

	(void)printf("libspawnx %u.%u.%u\n", version >> 16, version >> 8 & 0xff,
	    version & 0xff);
	if (uname(&system) == 0)
		(void)printf("system %s %s %s\n", system.sysname,
		    system.release, system.machine);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		(void)printf("%s %s\n", rows[i].name,
		    spawnx_can(rows[i].feature) ? "yes" : "no");
}
