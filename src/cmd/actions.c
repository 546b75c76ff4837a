/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options that add file actions.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

#define MAX_PAIRS 1024

/* FD=PATH: the path, and the number before it in *fd. */
static char *
fd_and_path(char *argument, int *fd)
{
	char *path = cmd_split(argument, '=');

	if (path == NULL)
		cmd_bad(argument, "not FD=PATH");
	*fd = cmd_fd(argument);
	return (path);
}

static void
add_open(struct cmd *cm, char *argument, int oflag)
{
	int fd;
	char *path = fd_and_path(argument, &fd);

	cmd_check(spawnx_file_actions_addopen(
	    &cm->cm_actions, fd, path, oflag, 0666));
}

static void
do_read(struct cmd *cm, char *argument)
{
	add_open(cm, argument, O_RDONLY);
}

static void
do_write(struct cmd *cm, char *argument)
{
	add_open(cm, argument, O_WRONLY | O_CREAT | O_TRUNC);
}

static void
do_append(struct cmd *cm, char *argument)
{
	add_open(cm, argument, O_WRONLY | O_CREAT | O_APPEND);
}

static int
read_flags(char *list)
{
	int oflag = 0;
	char *next;

	for (; list != NULL; list = next) {
		next = cmd_split(list, ',');
		oflag |= cmd_open_flag(list);
	}
	return (oflag);
}

/* FD[:FLAGS[:MODE]]=PATH */
static void
do_open(struct cmd *cm, char *argument)
{
	char *path = cmd_split(argument, '=');
	char *flags = cmd_split(argument, ':');
	char *mode = flags == NULL ? NULL : cmd_split(flags, ':');

	if (path == NULL)
		cmd_bad(argument, "not FD[:FLAGS[:MODE]]=PATH");
	cmd_check(spawnx_file_actions_addopen(&cm->cm_actions, cmd_fd(argument),
	    path, flags == NULL ? O_RDONLY : read_flags(flags),
	    mode == NULL ? 0666 : cmd_mode(mode, 07777)));
}

static void
do_close(struct cmd *cm, char *argument)
{
	cmd_check(
	    spawnx_file_actions_addclose(&cm->cm_actions, cmd_fd(argument)));
}

/* FROM:TO */
static void
read_pair(char *argument, int *from, int *to)
{
	char *second = cmd_split(argument, ':');

	if (second == NULL)
		cmd_bad(argument, "not FD:NEWFD");
	*from = cmd_fd(argument);
	*to = cmd_fd(second);
}

static void
do_dup2(struct cmd *cm, char *argument)
{
	int from, to;

	read_pair(argument, &from, &to);
	cmd_check(spawnx_file_actions_adddup2(&cm->cm_actions, from, to));
}

static void
do_remap(struct cmd *cm, char *argument)
{
	int from[MAX_PAIRS], to[MAX_PAIRS];
	char *pair = argument, *next;
	int error;
	size_t n;

	for (n = 0; pair != NULL; n++, pair = next) {
		if (n == MAX_PAIRS)
			cmd_bad(pair, "too many pairs");
		next = cmd_split(pair, ',');
		read_pair(pair, &from[n], &to[n]);
	}
	error = spawnx_file_actions_addremap(&cm->cm_actions, n, from, to);
	switch (error) {
	case 0:
		return;
	case EINVAL:
		cmd_bad(NULL, "the same new number twice");
	case EBADF:
		cmd_bad(NULL, "a number beyond the limit of descriptors");
	default:
		cmd_bad(NULL, strerror(error));
	}
}

/* PATH=TEXT */
static void
do_write_text(struct cmd *cm, char *argument)
{
	char *text = cmd_split(argument, '=');

	if (text == NULL)
		cmd_bad(argument, "not PATH=TEXT");
	cmd_check(spawnx_file_actions_addwrite(
	    &cm->cm_actions, argument, text, strlen(text)));
}

static void
do_chdir(struct cmd *cm, char *argument)
{
	cmd_check(spawnx_file_actions_addchdir(&cm->cm_actions, argument));
}

static void
do_fchdir(struct cmd *cm, char *argument)
{
	cmd_check(
	    spawnx_file_actions_addfchdir(&cm->cm_actions, cmd_fd(argument)));
}

static void
do_closefrom(struct cmd *cm, char *argument)
{
	cmd_check(spawnx_file_actions_addclosefrom(
	    &cm->cm_actions, cmd_fd(argument)));
}

static void
do_cloexecfrom(struct cmd *cm, char *argument)
{
	cmd_check(spawnx_file_actions_addcloexecfrom(
	    &cm->cm_actions, cmd_fd(argument)));
}

static void
do_inheritopen(struct cmd *cm, char *argument)
{
	cmd_check(spawnx_file_actions_addinheritopen(
	    &cm->cm_actions, cmd_fd(argument)));
}

static void
do_inherit(struct cmd *cm, char *argument)
{
	cmd_check(
	    spawnx_file_actions_addinherit(&cm->cm_actions, cmd_fd(argument)));
}

static void
do_tcsetpgrp(struct cmd *cm, char *argument)
{
	cm->cm_tcsetpgrp = true;
	cmd_check(spawnx_file_actions_addtcsetpgrp(
	    &cm->cm_actions, cmd_fd(argument)));
}

const struct cmd_option cmd_action_options[] = {
	{ "read", "FD=PATH", "open for reading", do_read },
	{ "write", "FD=PATH", "create, or empty, for writing", do_write },
	{ "append", "FD=PATH", "create, for writing at the end", do_append },
	{ "open", "FD[:FLAGS[:MODE]]=PATH", "FLAGS: rdwr,creat,...", do_open },
	{ "close", "FD", "close", do_close },
	{ "dup2", "FD:NEWFD", "duplicate", do_dup2 },
	{ "remap", "FD:NEWFD,...", "new numbers for several, at once",
	    do_remap },
	{ "inherit", "FD", "the program gets it", do_inherit },
	{ "inheritopen", "FD", "likewise, if it is open", do_inheritopen },
	{ "closefrom", "FD", "close all from FD up", do_closefrom },
	{ "cloexecfrom", "FD", "all from FD up close-on-exec", do_cloexecfrom },
	{ "write-text", "PATH=TEXT", "write it to an existing file",
	    do_write_text },
	{ "chdir", "DIR", "change the working directory", do_chdir },
	{ "fchdir", "FD", "to the one that is open as FD", do_fchdir },
	{ "tcsetpgrp", "FD", "be the terminal's foreground group",
	    do_tcsetpgrp },
	{ NULL, NULL, NULL, NULL },
};
