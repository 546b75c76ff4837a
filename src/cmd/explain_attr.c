/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --explain: the attributes that are set, by the names of their options.
 */
#include <limits.h>
#include <stdlib.h>

#include "cmd.h"

#define MAX_RESOURCES 32

/* The name, or the number of what has none. */
static void
print_name(const char *separator, const char *name, int number)
{
	if (name != NULL)
		(void)fprintf(stderr, "%s%s", separator, name);
	else
		(void)fprintf(stderr, "%s%d", separator, number);
}

static void
print_signals(const char *name, const sigset_t *set)
{
	const char *separator = " ";

	cmd_line("attribute %s", name);
	for (int signo = 1; signo <= 64; signo++) {
		if (sigismember(set, signo) != 1)
			continue;
		print_name(separator, cmd_signal_name(signo), signo);
		separator = ",";
	}
	(void)fputc('\n', stderr);
}

static void
print_string(const char *name, const char *text)
{
	cmd_line("attribute %s ", name);
	cmd_quote(stderr, text);
	(void)fputc('\n', stderr);
}

static void
print_ints(const char *name, size_t n, const int *list)
{
	cmd_line("attribute %s", name);
	for (size_t i = 0; i < n; i++)
		(void)fprintf(stderr, "%c%d", i == 0 ? ' ' : ',', list[i]);
	(void)fputc('\n', stderr);
}

static void
explain_signals(const posix_spawnattr_t *attr, short flags)
{
	sigset_t set;

	if ((flags & POSIX_SPAWN_SETSIGDEF) &&
	    spawnx_attr_getsigdefault(attr, &set) == 0)
		print_signals("sigdefault", &set);
	if (spawnx_attr_getsigignore(attr, &set) == 0)
		print_signals("sigignore", &set);
	if ((flags & POSIX_SPAWN_SETSIGMASK) &&
	    spawnx_attr_getsigmask(attr, &set) == 0)
		print_signals("sigmask", &set);
}

static void
explain_scheduler(const posix_spawnattr_t *attr, short flags)
{
	struct sched_param param = { .sched_priority = 0 };
	int policy = 0;

	(void)spawnx_attr_getschedparam(attr, &param);
	(void)spawnx_attr_getschedpolicy(attr, &policy);
	if (flags & POSIX_SPAWN_SETSCHEDULER) {
		cmd_line("attribute scheduler");
		print_name(" ", cmd_policy_name(policy), policy);
		(void)fprintf(stderr, ":%d\n", param.sched_priority);
	} else if (flags & POSIX_SPAWN_SETSCHEDPARAM)
		cmd_line("attribute priority %d\n", param.sched_priority);
}

/* First to last, as --affinity has them. */
static void
explain_affinity(const posix_spawnattr_t *attr)
{
	const char *separator = " ";
	const void *p;
	size_t size, cpu, last;

	if (spawnx_attr_getaffinity(attr, &size, &p) != 0)
		return;
	cmd_line("attribute affinity");
	for (cpu = 0; cpu < size * CHAR_BIT; cpu = last + 1) {
		last = cpu;
		if (!CPU_ISSET_S(cpu, size, (const cpu_set_t *)p))
			continue;
		while (last + 1 < size * CHAR_BIT &&
		       CPU_ISSET_S(last + 1, size, (const cpu_set_t *)p))
			last++;
		(void)fprintf(stderr, "%s%zu", separator, cpu);
		if (last > cpu)
			(void)fprintf(stderr, "-%zu", last);
		separator = ",";
	}
	(void)fputc('\n', stderr);
}

static void
print_limit(rlim_t limit)
{
	if (limit == RLIM_INFINITY)
		(void)fprintf(stderr, "unlimited");
	else
		(void)fprintf(stderr, "%llu", (unsigned long long)limit);
}

static void
explain_limits(const posix_spawnattr_t *attr)
{
	struct rlimit limit;

	for (int i = 0; i < MAX_RESOURCES; i++) {
		if (cmd_resource_name(i) == NULL ||
		    spawnx_attr_getrlimit(attr, i, &limit) != 0)
			continue;
		cmd_line("attribute rlimit %s=", cmd_resource_name(i));
		print_limit(limit.rlim_cur);
		(void)fputc(':', stderr);
		print_limit(limit.rlim_max);
		(void)fputc('\n', stderr);
	}
}

static void
explain_namespaces(const posix_spawnattr_t *attr)
{
	const char *separator = " ";
	int flags;

	if (spawnx_attr_getnamespaces(attr, &flags) != 0)
		return;
	cmd_line("attribute unshare");
	for (int bit = 0; bit < 31; bit++) {
		if ((flags & (1 << bit)) == 0)
			continue;
		print_name(separator, cmd_namespace_name(1 << bit), 1 << bit);
		separator = ",";
	}
	(void)fputc('\n', stderr);
}

static void
explain_map(const posix_spawnattr_t *attr)
{
	uid_t uid;
	gid_t gid;

	if (spawnx_attr_getidmap(attr, &uid, &gid) == 0)
		cmd_line("attribute map-ids %lu:%lu\n", (unsigned long)uid,
		    (unsigned long)gid);
}

static void
explain_ids(const posix_spawnattr_t *attr)
{
	const gid_t *groups;
	size_t n;
	uid_t uid;
	gid_t gid;

	if (spawnx_attr_getgroups(attr, &n, &groups) == 0) {
		cmd_line("attribute groups");
		for (size_t i = 0; i < n; i++)
			(void)fprintf(stderr, "%c%lu", i == 0 ? ' ' : ',',
			    (unsigned long)groups[i]);
		(void)fputc('\n', stderr);
	}
	if (spawnx_attr_getids(attr, &uid, &gid) != 0)
		return;
	if (uid != (uid_t)-1)
		cmd_line("attribute uid %lu\n", (unsigned long)uid);
	if (gid != (gid_t)-1)
		cmd_line("attribute gid %lu\n", (unsigned long)gid);
}

/* The attributes that are one number. */
static void
explain_numbers(const posix_spawnattr_t *attr)
{
	static const struct {
		const char *name;
		int (*get)(const posix_spawnattr_t *attr, int *value);
	} numbers[] = {
		{ "nice", spawnx_attr_getnice },
		{ "no-aslr", spawnx_attr_getnoaslr },
		{ "ctty", spawnx_attr_getctty },
		{ "pdeathsig", spawnx_attr_getpdeathsig },
		{ "no-new-privs", spawnx_attr_getnonewprivs },
		{ "execfd", spawnx_attr_getexecfd },
		{ "shell", spawnx_attr_getshell },
		{ "oom-score-adj", spawnx_attr_getoomscoreadj },
	};
	int value;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (numbers[i].get(attr, &value) == 0)
			print_ints(numbers[i].name, 1, &value);
}

static void
explain_flags(const posix_spawnattr_t *attr, short flags)
{
	pid_t pgroup = 0;
	int fd;

	if ((flags & SPAWNX_SETCGROUP) && spawnx_attr_getcgroup(attr, &fd) == 0)
		print_ints("cgroup", 1, &fd);
	if (flags & POSIX_SPAWN_RESETIDS)
		cmd_line("attribute reset-ids\n");
	if (flags & SPAWNX_SETSID)
		cmd_line("attribute setsid\n");
	(void)spawnx_attr_getpgroup(attr, &pgroup);
	if (flags & POSIX_SPAWN_SETPGROUP)
		cmd_line("attribute pgroup %ld\n", (long)pgroup);
	if (flags & SPAWNX_CLOEXEC_DEFAULT)
		cmd_line("attribute cloexec-default\n");
}

void
cmd_explain_attr(const posix_spawnattr_t *attr)
{
	const char *path;
	const int *fds;
	short flags = 0;
	mode_t mask;
	size_t n;

	(void)spawnx_attr_getflags(attr, &flags);
	explain_namespaces(attr);
	explain_signals(attr, flags);
	explain_scheduler(attr, flags);
	explain_map(attr);
	explain_affinity(attr);
	explain_limits(attr);
	if (spawnx_attr_getnsfds(attr, &n, &fds) == 0)
		print_ints("setns", n, fds);
	if (spawnx_attr_getchroot(attr, &path) == 0)
		print_string("chroot", path);
	explain_ids(attr);
	explain_flags(attr, flags);
	explain_numbers(attr);
	if (spawnx_attr_getumask(attr, &mask) == 0)
		cmd_line("attribute umask %#o\n", (unsigned)mask);
	if (spawnx_attr_getsearchpath(attr, &path) == 0)
		print_string("searchpath", path);
}
