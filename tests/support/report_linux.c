/* SPDX-License-Identifier: BSD-2-Clause */
/* What only Linux has to say of the program `report`; see report.c. */
#include "report.h"

#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#ifndef PR_GET_NO_NEW_PRIVS
#define PR_GET_NO_NEW_PRIVS 39
#endif

#define WIDTH (8 * sizeof(unsigned long))

/* The line of a /proc file that starts with the prefix. */
static void
put_proc(const char *path, const char *prefix, const char *key)
{
	static char text[65536];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	char *line, *save;

	if (fd >= 0)
		(void)close(fd);
	if (n < 0)
		return;
	text[n] = '\0';
	for (line = strtok_r(text, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save)) {
		if (strncmp(line, prefix, strlen(prefix)) == 0)
			put_string(key, line + strlen(prefix));
	}
}

static void
put_path(const char *key, const char *link)
{
	char path[PATH_MAX + 1];
	ssize_t n = readlink(link, path, sizeof(path) - 1);

	if (n < 0)
		return;
	path[n] = '\0';
	put_string(key, path);
}

static void
put_more_limits(void)
{
	put_limit("locks", RLIMIT_LOCKS);
	put_limit("msgqueue", RLIMIT_MSGQUEUE);
	put_limit("nice", RLIMIT_NICE);
	put_limit("rtprio", RLIMIT_RTPRIO);
	put_limit("rttime", RLIMIT_RTTIME);
	put_limit("sigpending", RLIMIT_SIGPENDING);
}

/* By the raw calls: musl's scheduler functions only say ENOSYS. */
static void
put_scheduler(void)
{
	unsigned long cpus[1024 / WIDTH] = { 0 };
	struct sched_param param;
	long n;

	memset(&param, 0, sizeof(param));
	(void)syscall(SYS_sched_getparam, 0, &param);
	put("sched.policy=%ld\n", (long)syscall(SYS_sched_getscheduler, 0));
	put("sched.priority=%d\n", param.sched_priority);
	put("nice=%d\n", getpriority(PRIO_PROCESS, 0));
	n = syscall(SYS_sched_getaffinity, 0, sizeof(cpus), cpus);
	put_bits("affinity", cpus, n > 0 ? 8 * (unsigned)n : 0, 0);
}

static void
put_flags(void)
{
	int pdeathsig = -1;

	(void)prctl(PR_GET_PDEATHSIG, &pdeathsig);
	put("no_new_privs=%d\n", prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L));
	put("pdeathsig=%d\n", pdeathsig);
	put("ioprio=%ld\n", (long)syscall(SYS_ioprio_get, 1, 0));
	put("timer_slack=%d\n", prctl(PR_GET_TIMERSLACK, 0L, 0L, 0L, 0L));
	put("personality=0x%lx\n", (unsigned long)personality(0xffffffff));
}

void
put_system(void)
{
	put_scheduler();
	put_more_limits();
	put_flags();
	put_path("cwd", "/proc/self/cwd");
	put_path("exe", "/proc/self/exe");
	put_proc("/proc/self/status", "SigBlk:\t", "status.SigBlk");
	put_proc("/proc/self/status", "SigIgn:\t", "status.SigIgn");
	put_proc("/proc/self/status", "SigCgt:\t", "status.SigCgt");
	put_proc("/proc/self/status", "ShdPnd:\t", "status.ShdPnd");
	put_proc("/proc/self/status", "Seccomp:\t", "status.Seccomp");
	put_proc("/proc/self/status", "CapInh:\t", "status.CapInh");
	put_proc("/proc/self/status", "CapPrm:\t", "status.CapPrm");
	put_proc("/proc/self/status", "CapEff:\t", "status.CapEff");
	put_proc("/proc/self/status", "CapBnd:\t", "status.CapBnd");
	put_proc("/proc/self/status", "CapAmb:\t", "status.CapAmb");
	put_proc("/proc/self/cgroup", "0::", "cgroup");
	put_proc("/proc/self/oom_score_adj", "", "oom_score_adj");
}
