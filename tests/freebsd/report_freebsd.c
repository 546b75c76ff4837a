/* SPDX-License-Identifier: BSD-2-Clause */
/* What FreeBSD has to say of the program `report`; see support/report.c. */
#include "report.h"

#include <sys/param.h>
#include <sys/cpuset.h>
#include <sys/procctl.h>
#include <sys/resource.h>

#include <limits.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

static void
put_scheduler(void)
{
	struct sched_param param;
	cpuset_t cpus;

	memset(&param, 0, sizeof(param));
	CPU_ZERO(&cpus);
	(void)sched_getparam(0, &param);
	/* Of SCHED_OTHER that says how much the thread has run of late. */
	if (sched_getscheduler(0) == SCHED_OTHER)
		param.sched_priority = 0;
	put("sched.policy=%d\n", sched_getscheduler(0));
	put("sched.priority=%d\n", param.sched_priority);
	put("nice=%d\n", getpriority(PRIO_PROCESS, 0));
	(void)cpuset_getaffinity(
	    CPU_LEVEL_WHICH, CPU_WHICH_PID, -1, sizeof(cpus), &cpus);
	put_bits("affinity", (unsigned long *)(void *)&cpus, 64, 0);
}

static void
put_flags(void)
{
	int signo = 0, status = 0;

	(void)procctl(P_PID, 0, PROC_PDEATHSIG_STATUS, &signo);
	put("pdeathsig=%d\n", signo);
	if (procctl(P_PID, getpid(), PROC_NO_NEW_PRIVS_STATUS, &status) == 0)
		put("no_new_privs=%d\n", status == PROC_NO_NEW_PRIVS_ENABLE);
	if (procctl(P_PID, getpid(), PROC_ASLR_STATUS, &status) == 0)
		put("aslr=%d\n", status & ~PROC_ASLR_ACTIVE);
}

void
put_system(void)
{
	char cwd[PATH_MAX];

	put_scheduler();
	put_flags();
	if (getcwd(cwd, sizeof(cwd)) != NULL)
		put_string("cwd", cwd);
}
