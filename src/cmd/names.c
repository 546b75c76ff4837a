/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names for numbers, both ways.
 */
#include <sys/resource.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cmd.h"

struct name {
	const char *na_name;
	int na_value;
};

#define SIG(name)                \
	{                        \
#name, SIG##name \
	}
static const struct name signals[] = {
	SIG(HUP),
	SIG(INT),
	SIG(QUIT),
	SIG(ILL),
	SIG(TRAP),
	SIG(ABRT),
	SIG(BUS),
	SIG(FPE),
	SIG(KILL),
	SIG(USR1),
	SIG(SEGV),
	SIG(USR2),
	SIG(PIPE),
	SIG(ALRM),
	SIG(TERM),
	SIG(CHLD),
	SIG(CONT),
	SIG(STOP),
	SIG(TSTP),
	SIG(TTIN),
	SIG(TTOU),
	SIG(URG),
	SIG(XCPU),
	SIG(XFSZ),
	SIG(VTALRM),
	SIG(PROF),
	SIG(WINCH),
	SIG(IO),
	SIG(SYS),
#ifdef SIGSTKFLT
	SIG(STKFLT),
#endif
#ifdef SIGPWR
	SIG(PWR),
#endif
	{ NULL, 0 },
};

static const struct name resources[] = {
	{ "as", RLIMIT_AS },
	{ "core", RLIMIT_CORE },
	{ "cpu", RLIMIT_CPU },
	{ "data", RLIMIT_DATA },
	{ "fsize", RLIMIT_FSIZE },
	{ "memlock", RLIMIT_MEMLOCK },
	{ "nofile", RLIMIT_NOFILE },
	{ "nproc", RLIMIT_NPROC },
	{ "rss", RLIMIT_RSS },
	{ "stack", RLIMIT_STACK },
#ifdef RLIMIT_RTTIME
	{ "locks", RLIMIT_LOCKS },
	{ "msgqueue", RLIMIT_MSGQUEUE },
	{ "nice", RLIMIT_NICE },
	{ "rtprio", RLIMIT_RTPRIO },
	{ "rttime", RLIMIT_RTTIME },
	{ "sigpending", RLIMIT_SIGPENDING },
#endif
	{ NULL, 0 },
};

static const struct name policies[] = {
	{ "other", SCHED_OTHER },
	{ "fifo", SCHED_FIFO },
	{ "rr", SCHED_RR },
#ifdef SCHED_BATCH
	{ "batch", SCHED_BATCH },
#endif
#ifdef SCHED_IDLE
	{ "idle", SCHED_IDLE },
#endif
	{ NULL, 0 },
};

static const struct name search_rules[] = {
	{ "host", SPAWNX_SEARCH_HOST },
	{ "portable", SPAWNX_SEARCH_PORTABLE },
	{ "any", SPAWNX_SEARCH_ANY },
	{ NULL, 0 },
};

static const struct name namespaces[] = {
#ifdef CLONE_NEWNS
	{ "cgroup", CLONE_NEWCGROUP },
	{ "ipc", CLONE_NEWIPC },
	{ "mnt", CLONE_NEWNS },
	{ "net", CLONE_NEWNET },
	{ "pid", CLONE_NEWPID },
	{ "user", CLONE_NEWUSER },
	{ "uts", CLONE_NEWUTS },
#endif
	{ NULL, 0 },
};

/* MS_UNBINDABLE and so on, from <sys/mount.h> of Linux. */
static const struct name propagations[] = {
	{ "private", 0x40000 },
	{ "shared", 0x100000 },
	{ "slave", 0x80000 },
	{ "unbindable", 0x20000 },
	{ NULL, 0 },
};

static const struct name open_flags[] = {
	{ "rdonly", O_RDONLY },
	{ "wronly", O_WRONLY },
	{ "rdwr", O_RDWR },
	{ "append", O_APPEND },
	{ "cloexec", O_CLOEXEC },
	{ "creat", O_CREAT },
	{ "directory", O_DIRECTORY },
	{ "excl", O_EXCL },
	{ "noctty", O_NOCTTY },
	{ "nofollow", O_NOFOLLOW },
	{ "nonblock", O_NONBLOCK },
#ifdef O_PATH
	{ "path", O_PATH },
#endif
	{ "trunc", O_TRUNC },
	{ NULL, 0 },
};

static int
value_of(const struct name *names, const char *name, const char *what)
{
	for (; names->na_name != NULL; names++)
		if (strcasecmp(names->na_name, name) == 0)
			return (names->na_value);
	cmd_bad(name, what);
}

static const char *
name_of(const struct name *names, int value)
{
	for (; names->na_name != NULL; names++)
		if (names->na_value == value)
			return (names->na_name);
	return (NULL);
}

int
cmd_resource(const char *name)
{
	return (value_of(resources, name, "no such resource"));
}

const char *
cmd_resource_name(int resource)
{
	return (name_of(resources, resource));
}

int
cmd_policy(const char *name)
{
	return (value_of(policies, name, "no such scheduling policy"));
}

const char *
cmd_policy_name(int policy)
{
	return (name_of(policies, policy));
}

int
cmd_search_rule(const char *name)
{
	return (value_of(search_rules, name, "no such rule"));
}

const char *
cmd_search_rule_name(int rule)
{
	return (name_of(search_rules, rule));
}

int
cmd_propagation(const char *name)
{
	return (value_of(propagations, name, "no such propagation"));
}

const char *
cmd_propagation_name(int type)
{
	return (name_of(propagations, type));
}

int
cmd_namespace(const char *name)
{
	return (value_of(namespaces, name, "no such kind of namespace"));
}

const char *
cmd_namespace_name(int flag)
{
	return (name_of(namespaces, flag));
}

int
cmd_open_flag(const char *name)
{
	return (value_of(open_flags, name, "no such flag of open()"));
}

const char *
cmd_open_flag_name(int flag)
{
	return (name_of(open_flags, flag));
}

const char *
cmd_signal_name(int signo)
{
	return (name_of(signals, signo));
}

/* By name, with SIG or without, or by number. */
int
cmd_signal(const char *text)
{
	if (*text >= '0' && *text <= '9')
		return ((int)cmd_number(text, 1, 64));
	if (strncasecmp(text, "SIG", 3) == 0)
		text += 3;
	return (value_of(signals, text, "no such signal"));
}

void
cmd_signals(char *list, sigset_t *set)
{
	char *next;

	(void)sigemptyset(set);
	if (strcmp(list, "none") == 0)
		return;
	if (strcmp(list, "all") == 0) {
		(void)sigfillset(set);
		return;
	}
	for (; list != NULL; list = next) {
		next = cmd_split(list, ',');
		if (sigaddset(set, cmd_signal(list)) != 0)
			cmd_bad(list, "the C library keeps that signal");
	}
}

uid_t
cmd_user(const char *text)
{
	struct passwd *user;

	if (*text >= '0' && *text <= '9')
		return ((uid_t)cmd_number(text, 0, UINT_MAX - 1));
	user = getpwnam(text);
	if (user == NULL)
		cmd_bad(text, "no such user");
	return (user->pw_uid);
}

gid_t
cmd_group(const char *text)
{
	struct group *group;

	if (*text >= '0' && *text <= '9')
		return ((gid_t)cmd_number(text, 0, UINT_MAX - 1));
	group = getgrnam(text);
	if (group == NULL)
		cmd_bad(text, "no such group");
	return (group->gr_gid);
}
