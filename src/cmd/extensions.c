/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options for the attributes that are extensions.
 */
#include <sys/resource.h>

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

#define MAX_GROUPS 1024
#define MAX_CPUS   8192

/* What sets the attribute of a row, by the type of its value. */
#define SETTER(name, ...)                                                    \
	static void do_##name(struct cmd *cm, char *argument)                \
	{                                                                    \
		cmd_check(spawnx_attr_set##name(&cm->cm_attr, __VA_ARGS__)); \
	}
#define DO_SWITCH(name, least, most) \
	SETTER(name, argument == NULL || cmd_on_off(argument))
#define DO_NUMBER(name, least, most) \
	SETTER(name, (int)cmd_number(argument, least, most))
#define DO_SIGNAL(name, least, most) SETTER(name, cmd_signal(argument))
#define DO_FD(name, least, most)     SETTER(name, cmd_fd(argument))
#define DO_MODE(name, least, most)   SETTER(name, cmd_mode(argument, most))
#define DO_STRING(name, least, most) SETTER(name, argument)
#define DO_PATH                      DO_STRING
#define DO_RULE(name, least, most)   SETTER(name, cmd_search_rule(argument))
#define DO_VARIABLE                  DO_STRING
#define DO_CAPS(name, least, most)   SETTER(name, cmd_capabilities(argument))
#define DO_FILTER(name, least, most)                      \
	static void do_##name(struct cmd *cm, char *path) \
	{                                                 \
		cmd_set_filter(cm, path);                 \
	}
#define DO_PROPAGATION(name, least, most) \
	SETTER(name, cmd_propagation(argument))
/* These are written out below. */
#define DO_IOPRIO(...)
#define DO_NAMESPACES(...)
#define DO_STRINGS(...)
#define DO_WRITES(...)
#define DO_GROUPS(...)
#define DO_CPUS(...)
#define DO_FDS(...)
#define DO_IDS(...)
#define DO_IDMAP(...)
#define DO_SIGNALS(...)
#define DO_LIMITS(...)
#define EXTENSION(NAME, name, type, least, most, ...) \
	DO_##type(name, least, most)
#include "base/attributes.def"

/* All are all that can be ignored. */
static void
do_sigignore(struct cmd *cm, char *argument)
{
	sigset_t set;

	cmd_signals(argument, &set);
	if (strcmp(argument, "all") == 0) {
		(void)sigdelset(&set, SIGKILL);
		(void)sigdelset(&set, SIGSTOP);
	}
	cmd_check(spawnx_attr_setsigignore(&cm->cm_attr, &set));
}

static rlim_t
read_limit(const char *text)
{
	if (strcmp(text, "unlimited") == 0)
		return (RLIM_INFINITY);
	return ((rlim_t)cmd_number(text, 0, LLONG_MAX));
}

/* RESOURCE=SOFT[:HARD] */
static void
do_rlimit(struct cmd *cm, char *argument)
{
	char *soft = cmd_split(argument, '=');
	char *hard = soft == NULL ? NULL : cmd_split(soft, ':');
	struct rlimit limit;

	if (soft == NULL)
		cmd_bad(argument, "not RESOURCE=SOFT[:HARD]");
	limit.rlim_cur = read_limit(soft);
	limit.rlim_max = hard == NULL ? limit.rlim_cur : read_limit(hard);
	cmd_check(spawnx_attr_setrlimit(
	    &cm->cm_attr, cmd_resource(argument), &limit));
}

static void
do_ids(struct cmd *cm, char *argument)
{
	cm->cm_uid = cmd_user(argument);
	cmd_check(spawnx_attr_setids(&cm->cm_attr, cm->cm_uid, cm->cm_gid));
}

static void
do_gid(struct cmd *cm, char *argument)
{
	cm->cm_gid = cmd_group(argument);
	cmd_check(spawnx_attr_setids(&cm->cm_attr, cm->cm_uid, cm->cm_gid));
}

static void
do_groups(struct cmd *cm, char *argument)
{
	gid_t groups[MAX_GROUPS];
	char *group = *argument == '\0' ? NULL : argument, *next;
	size_t n;

	for (n = 0; group != NULL; n++, group = next) {
		if (n == MAX_GROUPS)
			cmd_bad(group, "too many groups");
		next = cmd_split(group, ',');
		groups[n] = cmd_group(group);
	}
	cmd_check(spawnx_attr_setgroups(&cm->cm_attr, n, groups));
}

/* By the kernel's numbers. */
static const char *const io_classes[] = { "none", "realtime", "best-effort",
	"idle" };

/* CLASS[:LEVEL] */
static void
do_ioprio(struct cmd *cm, char *argument)
{
	const char *level = cmd_split(argument, ':');
	int class;

	for (class = 0; strcmp(io_classes[class], argument) != 0; class ++)
		if (class == 3)
			cmd_bad(argument, "no such class of I/O");
	cmd_check(spawnx_attr_setioprio(&cm->cm_attr,
	    class << 13 | (int)(level == NULL ? 0 : cmd_number(level, 0, 7))));
}

/* USER:GROUP */
static void
do_idmap(struct cmd *cm, char *argument)
{
	char *group = cmd_split(argument, ':');

	if (group == NULL)
		cmd_bad(argument, "not USER:GROUP");
	cmd_check(spawnx_attr_setidmap(
	    &cm->cm_attr, cmd_user(argument), cmd_group(group)));
}

/* FIRST[-LAST] */
static void
add_cpus(unsigned long *set, char *range)
{
	char *last = cmd_split(range, '-');
	int cpu = (int)cmd_number(range, 0, MAX_CPUS - 1);
	int end = last == NULL ? cpu : (int)cmd_number(last, cpu, MAX_CPUS - 1);

	for (; cpu <= end; cpu++)
		set[cpu / CMD_CPUS] |= 1UL << cpu % CMD_CPUS;
}

static void
do_affinity(struct cmd *cm, char *argument)
{
	unsigned long set[MAX_CPUS / CMD_CPUS] = { 0 };
	char *next;

	for (char *range = argument; range != NULL; range = next) {
		next = cmd_split(range, ',');
		add_cpus(set, range);
	}
	cmd_check(spawnx_attr_setaffinity(&cm->cm_attr, sizeof(set), set));
}

static void
do_namespaces(struct cmd *cm, char *argument)
{
	int flags = 0;
	char *next;

	for (char *name = argument; name != NULL; name = next) {
		next = cmd_split(name, ',');
		flags |= cmd_namespace(name);
	}
	cmd_check(spawnx_attr_setnamespaces(&cm->cm_attr, flags));
}

/* The library has the set as a whole. */
static void
do_nsfds(struct cmd *cm, char *argument)
{
	if (cm->cm_nnsfds == MAX_NSFDS)
		cmd_bad(argument, "too many namespaces");
	cm->cm_nsfds[cm->cm_nnsfds++] = cmd_open(argument, O_RDONLY);
	cmd_check(
	    spawnx_attr_setnsfds(&cm->cm_attr, cm->cm_nnsfds, cm->cm_nsfds));
}

/* Likewise. */
static void
do_candidates(struct cmd *cm, char *argument)
{
	if (cm->cm_ncandidates == MAX_CANDIDATES)
		cmd_bad(argument, "too many candidates");
	cm->cm_candidates[cm->cm_ncandidates++] = argument;
	cmd_check(spawnx_attr_setcandidates(
	    &cm->cm_attr, cm->cm_ncandidates, cm->cm_candidates));
}

/* Likewise.  PATH=TEXT */
static void
do_writes(struct cmd *cm, char *argument)
{
	char *text = cmd_split(argument, '=');

	if (text == NULL)
		cmd_bad(argument, "not PATH=TEXT");
	if (cm->cm_nwrites == MAX_WRITES)
		cmd_bad(argument, "too many writes");
	cm->cm_writes[2 * cm->cm_nwrites] = argument;
	cm->cm_writes[2 * cm->cm_nwrites + 1] = text;
	cm->cm_nwrites++;
	cmd_check(
	    spawnx_attr_setwrites(&cm->cm_attr, cm->cm_nwrites, cm->cm_writes));
}

const struct cmd_option cmd_extension_options[] = {
#define OPTION(name, option, argument, help) \
	{ option, argument, help, do_##name },
#define EXTENSION_ALSO OPTION
#define EXTENSION(NAME, name, type, least, most, applied, traits, ...) \
	OPTION(name, __VA_ARGS__)
#include "base/attributes.def"
	{ NULL, NULL, NULL, NULL },
};
