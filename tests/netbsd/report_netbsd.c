/* SPDX-License-Identifier: BSD-2-Clause */
/* What NetBSD has to say of the program `report`; see support/report.c. */
#include "report.h"

#include <sys/resource.h>

#include <limits.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

static void
put_scheduler(void)
{
	struct sched_param param;

	memset(&param, 0, sizeof(param));
	(void)sched_getparam(0, &param);
	put("sched.policy=%d\n", sched_getscheduler(0));
	/* That of an ordinary process is what the kernel thinks of it now. */
	put("sched.priority=%d\n",
	    sched_getscheduler(0) == SCHED_OTHER ? 0 : param.sched_priority);
	put("nice=%d\n", getpriority(PRIO_PROCESS, 0));
}

void
put_system(void)
{
	char cwd[PATH_MAX];

	put_scheduler();
	if (getcwd(cwd, sizeof(cwd)) != NULL)
		put_string("cwd", cwd);
}
