/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options for the attributes that are governed by a flag.
 */
#include <fcntl.h>
#include <string.h>
#include <limits.h>
#include <stdlib.h>

#include "cmd.h"

static void
add_flag(struct cmd *cm, int flag)
{
	short flags = 0;

	cmd_check(spawnx_attr_getflags(&cm->cm_attr, &flags));
	cmd_check(spawnx_attr_setflags(&cm->cm_attr, (short)(flags | flag)));
}

static void
do_resetids(struct cmd *cm, char *argument)
{
	(void)argument;
	add_flag(cm, POSIX_SPAWN_RESETIDS);
}

static void
do_setsid(struct cmd *cm, char *argument)
{
	(void)argument;
	add_flag(cm, SPAWNX_SETSID);
}

static void
do_pgroup(struct cmd *cm, char *argument)
{
	pid_t pgroup = (pid_t)cmd_number(argument, 0, INT_MAX);

	cmd_check(spawnx_attr_setpgroup(&cm->cm_attr, pgroup));
	add_flag(cm, POSIX_SPAWN_SETPGROUP);
}

static void
do_sigdefault(struct cmd *cm, char *argument)
{
	sigset_t set;

	cmd_signals(argument, &set);
	cmd_check(spawnx_attr_setsigdefault(&cm->cm_attr, &set));
	add_flag(cm, POSIX_SPAWN_SETSIGDEF);
}

static void
do_sigmask(struct cmd *cm, char *argument)
{
	sigset_t set;

	cmd_signals(argument, &set);
	cmd_check(spawnx_attr_setsigmask(&cm->cm_attr, &set));
	add_flag(cm, POSIX_SPAWN_SETSIGMASK);
}

static void
set_priority(struct cmd *cm, const char *text)
{
	const struct sched_param param = {
		.sched_priority = (int)cmd_number(text, 0, 99),
	};

	cmd_check(spawnx_attr_setschedparam(&cm->cm_attr, &param));
}

/* The flag that follows it. */
static int
read_policy(char *text)
{
	const char *flag = cmd_split(text, '+');

	if (flag != NULL && strcmp(flag, "reset") != 0)
		cmd_bad(flag, "not reset");
	return (cmd_policy(text) | (flag == NULL ? 0 : CMD_RESET_ON_FORK));
}

/* POLICY[+reset][:PRIORITY] */
static void
do_scheduler(struct cmd *cm, char *argument)
{
	char *priority = cmd_split(argument, ':');

	cmd_check(
	    spawnx_attr_setschedpolicy(&cm->cm_attr, read_policy(argument)));
	if (priority != NULL)
		set_priority(cm, priority);
	add_flag(cm, POSIX_SPAWN_SETSCHEDULER);
}

static void
do_priority(struct cmd *cm, char *argument)
{
	set_priority(cm, argument);
	add_flag(cm, POSIX_SPAWN_SETSCHEDPARAM);
}

static void
do_cgroup(struct cmd *cm, char *argument)
{
	int fd = cmd_open(argument, O_RDONLY | O_DIRECTORY);

	cmd_check(spawnx_attr_setcgroup(&cm->cm_attr, fd));
	add_flag(cm, SPAWNX_SETCGROUP);
}

static void
do_cloexec(struct cmd *cm, char *argument)
{
	(void)argument;
	add_flag(cm, SPAWNX_CLOEXEC_DEFAULT);
}

const struct cmd_option cmd_attr_options[] = {
#define OPTION(name, option, argument, help) \
	{ option, argument, help, do_##name },
#define FLAGGED_ALSO OPTION
#define FLAGGED(NAME, name, word, applied, traits, ...) \
	OPTION(name, __VA_ARGS__)
#include "base/attributes.def"
	{ NULL, NULL, NULL, NULL },
};
