/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --explain: the attributes that are set, by the names of their options, in the
 * order in which the child applies them.
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
	for (int signo = 1; signo <= SIGRTMAX; signo++) {
		if (sigismember(set, signo) != 1)
			continue;
		print_name(separator, cmd_signal_name(signo), signo);
		separator = ",";
	}
	(void)fputc('\n', stderr);
}

static void
print_line(const char *name)
{
	cmd_line("attribute %s\n", name);
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
explain_int(const posix_spawnattr_t *attr, const char *name,
    int (*get)(const posix_spawnattr_t *, int *))
{
	int value;

	if (get(attr, &value) == 0)
		print_ints(name, 1, &value);
}

static void
explain_mode(const posix_spawnattr_t *attr, const char *name,
    int (*get)(const posix_spawnattr_t *, mode_t *))
{
	mode_t mode;

	if (get(attr, &mode) == 0)
		cmd_line("attribute %s %#o\n", name, (unsigned)mode);
}

static void
explain_string(const posix_spawnattr_t *attr, const char *name,
    int (*get)(const posix_spawnattr_t *, const char **))
{
	const char *string;

	if (get(attr, &string) == 0)
		print_string(name, string);
}

static void
explain_fds(const posix_spawnattr_t *attr, const char *name,
    int (*get)(const posix_spawnattr_t *, size_t *, const int **))
{
	const int *fds;
	size_t n;

	if (get(attr, &n, &fds) == 0)
		print_ints(name, n, fds);
}

static void
explain_signals(const posix_spawnattr_t *attr, const char *name,
    int (*get)(const posix_spawnattr_t *, sigset_t *))
{
	sigset_t set;

	if (get(attr, &set) == 0)
		print_signals(name, &set);
}

static void
explain_groups(const posix_spawnattr_t *attr, const char *name)
{
	const gid_t *groups;
	size_t n;

	if (spawnx_attr_getgroups(attr, &n, &groups) != 0)
		return;
	cmd_line("attribute %s", name);
	for (size_t i = 0; i < n; i++)
		(void)fprintf(stderr, "%c%lu", i == 0 ? ' ' : ',',
		    (unsigned long)groups[i]);
	(void)fputc('\n', stderr);
}

/* The option for each half is another one. */
static void
explain_ids(const posix_spawnattr_t *attr, const char *name)
{
	uid_t uid;
	gid_t gid;

	if (spawnx_attr_getids(attr, &uid, &gid) != 0)
		return;
	if (uid != (uid_t)-1)
		cmd_line("attribute %s %lu\n", name, (unsigned long)uid);
	if (gid != (gid_t)-1)
		cmd_line("attribute gid %lu\n", (unsigned long)gid);
}

static bool
has_cpu(const unsigned long *set, size_t cpu)
{
	return (set[cpu / CMD_CPUS] >> cpu % CMD_CPUS & 1);
}

/* First to last, as --affinity has them. */
static void
explain_cpus(const posix_spawnattr_t *attr, const char *name)
{
	const char *separator = " ";
	const void *p;
	size_t size, cpu, last;

	if (spawnx_attr_getaffinity(attr, &size, &p) != 0)
		return;
	cmd_line("attribute %s", name);
	for (cpu = 0; cpu < size * CHAR_BIT; cpu = last + 1) {
		last = cpu;
		if (!has_cpu(p, cpu))
			continue;
		while (last + 1 < size * CHAR_BIT && has_cpu(p, last + 1))
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
explain_limits(const posix_spawnattr_t *attr, const char *name)
{
	struct rlimit limit;

	for (int i = 0; i < MAX_RESOURCES; i++) {
		if (cmd_resource_name(i) == NULL ||
		    spawnx_attr_getrlimit(attr, i, &limit) != 0)
			continue;
		cmd_line("attribute %s %s=", name, cmd_resource_name(i));
		print_limit(limit.rlim_cur);
		(void)fputc(':', stderr);
		print_limit(limit.rlim_max);
		(void)fputc('\n', stderr);
	}
}

static void
explain_namespaces(const posix_spawnattr_t *attr, const char *name)
{
	const char *separator = " ";
	int flags;

	if (spawnx_attr_getnamespaces(attr, &flags) != 0)
		return;
	cmd_line("attribute %s", name);
	for (int bit = 0; bit < 31; bit++) {
		if ((flags & (1 << bit)) == 0)
			continue;
		print_name(separator, cmd_namespace_name(1 << bit), 1 << bit);
		separator = ",";
	}
	(void)fputc('\n', stderr);
}

/* Those that have a flag, each one if it is set. */
#define EXPLAIN_FLAGGED(attribute, flag, ...)                             \
	static void explain_##attribute(                                  \
	    const posix_spawnattr_t *attr, short flags, const char *name) \
	{                                                                 \
		(void)attr;                                               \
		if (flags & (flag))                                       \
			__VA_ARGS__;                                      \
	}

EXPLAIN_FLAGGED(
    cgroup, SPAWNX_SETCGROUP, explain_int(attr, name, spawnx_attr_getcgroup))
EXPLAIN_FLAGGED(sigdefault, POSIX_SPAWN_SETSIGDEF,
    explain_signals(attr, name, spawnx_attr_getsigdefault))
EXPLAIN_FLAGGED(resetids, POSIX_SPAWN_RESETIDS, print_line(name))
EXPLAIN_FLAGGED(setsid, SPAWNX_SETSID, print_line(name))
EXPLAIN_FLAGGED(pgroup, POSIX_SPAWN_SETPGROUP,
    explain_int(attr, name, spawnx_attr_getpgroup))
EXPLAIN_FLAGGED(sigmask, POSIX_SPAWN_SETSIGMASK,
    explain_signals(attr, name, spawnx_attr_getsigmask))
EXPLAIN_FLAGGED(cloexec, SPAWNX_CLOEXEC_DEFAULT, print_line(name))

/* The priority alone is another option. */
static void
explain_scheduler(const posix_spawnattr_t *attr, short flags, const char *name)
{
	struct sched_param param = { .sched_priority = 0 };
	int policy = 0;

	(void)spawnx_attr_getschedparam(attr, &param);
	(void)spawnx_attr_getschedpolicy(attr, &policy);
	if (flags & POSIX_SPAWN_SETSCHEDULER) {
		cmd_line("attribute %s", name);
		print_name(
		    " ", cmd_policy_name(policy & ~CMD_RESET_ON_FORK), policy);
		(void)fprintf(stderr, "%s:%d\n",
		    policy & CMD_RESET_ON_FORK ? "+reset" : "",
		    param.sched_priority);
	} else if (flags & POSIX_SPAWN_SETSCHEDPARAM)
		cmd_line("attribute priority %d\n", param.sched_priority);
}

/* The extensions, by the type of the value. */
#define EXPLAIN_SWITCH(option, get)      explain_int(attr, option, get);
#define EXPLAIN_NUMBER                   EXPLAIN_SWITCH
#define EXPLAIN_SIGNAL                   EXPLAIN_SWITCH
#define EXPLAIN_IOPRIO                   EXPLAIN_SWITCH
#define EXPLAIN_FD                       EXPLAIN_SWITCH
#define EXPLAIN_PROPAGATION(option, get) cmd_explain_propagation(attr, option);
#define EXPLAIN_NAMESPACES(option, get)  explain_namespaces(attr, option);
#define EXPLAIN_MODE(option, get)        explain_mode(attr, option, get);
#define EXPLAIN_STRING(option, get)      explain_string(attr, option, get);
#define EXPLAIN_PATH                     EXPLAIN_STRING
#define EXPLAIN_VARIABLE                 EXPLAIN_STRING
#define EXPLAIN_GROUPS(option, get)      explain_groups(attr, option);
#define EXPLAIN_CAPS(option, get)        cmd_explain_caps(attr, option, get);
#define EXPLAIN_CPUS(option, get)        explain_cpus(attr, option);
#define EXPLAIN_FDS(option, get)         explain_fds(attr, option, get);
#define EXPLAIN_FILTER(option, get)      cmd_explain_filter(attr, option);
#define EXPLAIN_IDS(option, get)         explain_ids(attr, option);
#define EXPLAIN_IDMAP(option, get)       cmd_explain_idmap(attr, option);
#define EXPLAIN_SIGNALS(option, get)     explain_signals(attr, option, get);
#define EXPLAIN_LIMITS(option, get)      explain_limits(attr, option);
#define EXPLAIN_STRINGS(option, get)     cmd_explain_candidates(attr, option);
#define EXPLAIN_WRITES(option, get)      cmd_explain_writes(attr, option);
#define EXPLAIN_RULE(option, get)        cmd_explain_rule(attr, option);

void
cmd_explain_attr(const posix_spawnattr_t *attr)
{
	short flags = 0;

	(void)spawnx_attr_getflags(attr, &flags);
#define FLAGGED(NAME, name, word, applied, traits, option, ...) \
	explain_##name(attr, flags, option);
#define EXTENSION(NAME, name, type, least, most, applied, traits, option, ...) \
	EXPLAIN_##type(option, spawnx_attr_get##name)
#include "base/attributes.def"
}
