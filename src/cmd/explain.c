/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --explain: the program, the attributes and the file actions, as they are in
 * the library's objects, a line each.
 */
#include <fcntl.h>

#include "cmd.h"

/*
 * The access mode is a number, not bits: O_RDONLY is 0, and O_WRONLY | O_RDWR a
 * mode of Linux's that has no name.  Bits without a name are shown as a number.
 */
static void
explain_flags(int oflag)
{
	const char *separator = ", ", *name;
	unsigned left = (unsigned)oflag;

	if ((oflag & (O_RDWR | O_WRONLY)) == 0) {
		(void)fprintf(stderr, ", rdonly");
		separator = ",";
	}
	for (unsigned bit = 1; bit != 0; bit <<= 1) {
		name = cmd_open_flag_name((int)bit);
		if ((left & bit) == 0 || name == NULL)
			continue;
		(void)fprintf(stderr, "%s%s", separator, name);
		separator = ",";
		left &= ~bit;
	}
	if (left != 0)
		(void)fprintf(stderr, "%s%#x", separator, left);
}

static void
explain_open(const spawnx_file_action_t *a)
{
	(void)fprintf(stderr, "open ");
	cmd_quote(stderr, a->path);
	(void)fprintf(stderr, " as %d", a->fd);
	explain_flags(a->oflag);
	if (a->oflag & O_CREAT)
		(void)fprintf(stderr, ", mode %#o", (unsigned)a->mode);
}

static void
explain_remap(const spawnx_file_action_t *a)
{
	(void)fprintf(stderr, "remap");
	for (size_t i = 0; i < a->count; i++)
		(void)fprintf(stderr, "%s %d to %d", i == 0 ? "" : ",",
		    a->from[i], a->to[i]);
}

static void
explain_action(const spawnx_file_action_t *a)
{
	switch (a->kind) {
	case SPAWNX_ACTION_OPEN:
		explain_open(a);
		break;
	case SPAWNX_ACTION_CLOSE:
		(void)fprintf(stderr, "close %d", a->fd);
		break;
	case SPAWNX_ACTION_DUP2:
		(void)fprintf(stderr, "dup2 %d to %d", a->fd, a->newfd);
		break;
	case SPAWNX_ACTION_CHDIR:
		(void)fprintf(stderr, "chdir ");
		cmd_quote(stderr, a->path);
		break;
	case SPAWNX_ACTION_FCHDIR:
		(void)fprintf(stderr, "fchdir %d", a->fd);
		break;
	case SPAWNX_ACTION_CLOSEFROM:
		(void)fprintf(stderr, "closefrom %d", a->fd);
		break;
	case SPAWNX_ACTION_TCSETPGRP:
		(void)fprintf(stderr, "tcsetpgrp %d", a->fd);
		break;
	case SPAWNX_ACTION_INHERIT:
		(void)fprintf(stderr, "inherit %d", a->fd);
		break;
	case SPAWNX_ACTION_CLOEXECFROM:
		(void)fprintf(stderr, "cloexecfrom %d", a->fd);
		break;
	case SPAWNX_ACTION_INHERITOPEN:
		(void)fprintf(stderr, "inheritopen %d", a->fd);
		break;
	case SPAWNX_ACTION_WRITE:
		(void)fprintf(stderr, "write %zu bytes to ", a->size);
		cmd_quote(stderr, a->path);
		break;
	case SPAWNX_ACTION_REMAP:
		explain_remap(a);
		break;
	default:
		(void)fprintf(stderr, "kind %d", (int)a->kind);
	}
}

static void
explain_program(const struct cmd *cm)
{
	cmd_line("program ");
	cmd_quote(stderr, cm->cm_file);
	if (cmd_is_searched(cm))
		(void)fprintf(stderr, ", searched for");
	for (char **arg = cm->cm_argv; *arg != NULL; arg++) {
		(void)fprintf(stderr, arg == cm->cm_argv ? ", argv " : " ");
		cmd_quote(stderr, *arg);
	}
	(void)fputc('\n', stderr);
}

void
cmd_explain(const struct cmd *cm)
{
	spawnx_file_action_t a;
	size_t i;

	explain_program(cm);
	cmd_explain_attr(&cm->cm_attr);
	cmd_explain_optional(&cm->cm_attr);
	for (i = 0;
	     spawnx_file_actions_get(&cm->cm_actions, i, &a, sizeof(a)) == 0;
	     i++) {
		cmd_line("action %zu: ", i);
		explain_action(&a);
		(void)fputc('\n', stderr);
	}
	cmd_limit_explain(&cm->cm_limit);
}

void
cmd_explain_propagation(const posix_spawnattr_t *attr, const char *name)
{
	int type;

	if (spawnx_attr_getpropagation(attr, &type) == 0)
		cmd_line("attribute %s %s\n", name, cmd_propagation_name(type));
}

void
cmd_explain_idmap(const posix_spawnattr_t *attr, const char *name)
{
	uid_t uid;
	gid_t gid;

	if (spawnx_attr_getidmap(attr, &uid, &gid) == 0)
		cmd_line("attribute %s %lu:%lu\n", name, (unsigned long)uid,
		    (unsigned long)gid);
}
