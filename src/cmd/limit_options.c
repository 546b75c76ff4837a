/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options of the program's time, and what --explain says of them; limit.c
 * does it.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

#define LONGEST 1e9 /* seconds; some time_t have 32 bits */

/* As timeout(1) takes them. */
static double
duration(const char *text)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = { { "", 1 }, { "s", 1 }, { "m", 60 }, { "h", 3600 },
		{ "d", 86400 } };
	double value = -1;
	char *end = NULL;

	if ((*text >= '0' && *text <= '9') || *text == '.')
		value = strtod(text, &end);
	for (size_t i = 0; end != NULL && i < sizeof(units) / sizeof(units[0]);
	     i++)
		if (end != text && strcmp(end, units[i].name) == 0)
			return (value * units[i].seconds < LONGEST
				    ? value * units[i].seconds
				    : LONGEST);
	cmd_bad(text, "not a number of seconds, or one with s, m, h or d");
}

static void
set_timeout(struct cmd *cm, char *argument)
{
	cm->cm_limit.li_timeout = duration(argument);
}

static void
set_grace(struct cmd *cm, char *argument)
{
	cm->cm_limit.li_grace = duration(argument);
}

static void
set_signal(struct cmd *cm, char *argument)
{
	cm->cm_limit.li_signal = cmd_signal(argument);
}

static void
set_group(struct cmd *cm, char *argument)
{
	(void)argument;
	cm->cm_limit.li_group = true;
	cm->cm_handle = true;
	cmd_check(spawnx_attr_setpgroup(&cm->cm_attr, 0));
}

static void
set_rest(struct cmd *cm, char *argument)
{
	cm->cm_limit.li_kills_rest = strcmp(argument, "kill") == 0;
	if (!cm->cm_limit.li_kills_rest && strcmp(argument, "leave") != 0)
		cmd_bad(argument, "neither kill nor leave");
}

const struct cmd_option cmd_limit_options[] = {
	{ "timeout", "TIME", "signal the program after that time",
	    set_timeout },
	{ "kill-after", "TIME", "and kill it that time later", set_grace },
	{ "signal", "SIGNAL", "the first signal, instead of TERM", set_signal },
	{ "group", NULL, "a group of its own, signalled as a whole",
	    set_group },
	{ "rest", "kill|leave", "what becomes of its descendants", set_rest },
	{ NULL, NULL, NULL, NULL },
};

/* Without --timeout there is no first signal that another could follow. */
static void
explain_time(const struct cmd_limit *li)
{
	const char *name = cmd_signal_name(li->li_signal);

	cmd_line("limit timeout %.10g s, signal ", li->li_timeout);
	if (name != NULL)
		(void)fprintf(stderr, "%s\n", name);
	else
		(void)fprintf(stderr, "%d\n", li->li_signal);
	if (li->li_grace > 0)
		cmd_line("limit kill-after %.10g s\n", li->li_grace);
}

void
cmd_limit_explain(const struct cmd_limit *li)
{
	if (li->li_timeout > 0)
		explain_time(li);
	if (li->li_group)
		cmd_line("limit group\n");
	if (li->li_kills_rest)
		cmd_line("limit rest kill\n");
}

/* The leader of a session leads a group, and can't make another one. */
static bool
leads_session(const struct cmd *cm)
{
	short flags = 0;
	int fd;

	(void)spawnx_attr_getflags(&cm->cm_attr, &flags);
	return ((flags & POSIX_SPAWN_SETPGROUP) == 0 &&
		((flags & SPAWNX_SETSID) != 0 ||
		    spawnx_attr_getctty(&cm->cm_attr, &fd) == 0));
}

/* --group is about a group of the program's number. */
void
cmd_limit_check(struct cmd *cm)
{
	const struct cmd_limit *li = &cm->cm_limit;
	pid_t pgid = 0;

	if (cm->cm_detach && li->li_timeout > 0)
		cmd_die("--detach does not go with --timeout");
	if (cm->cm_detach && li->li_kills_rest)
		cmd_die("--detach does not go with --rest kill");
	if (li->li_group && spawnx_attr_getpgroup(&cm->cm_attr, &pgid) == 0 &&
	    pgid != 0)
		cmd_die("--group does not go with --pgroup %ld", (long)pgid);
	if (li->li_group && leads_session(cm))
		cmd_check(spawnx_attr_unset(&cm->cm_attr, SPAWNX_ATTR_PGROUP));
}
