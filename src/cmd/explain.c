/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --explain: the program, the attributes and the file actions, as they are in
 * the library's objects, a line each.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>

#include "cmd.h"

void
cmd_line(const char *format, ...)
{
	va_list args;

	(void)fputs("spawnx: ", stderr);
	va_start(args, format);
	(void)vfprintf(stderr, format, args);
	va_end(args);
}

void
cmd_quote(FILE *file, const char *text)
{
	(void)fputc('"', file);
	for (; *text != '\0'; text++) {
		const unsigned char c = (unsigned char)*text;

		if (c < ' ' || c == 0x7f || c == '"' || c == '\\')
			(void)fprintf(file, "\\x%02x", c);
		else
			(void)fputc(c, file);
	}
	(void)fputc('"', file);
}

/* Bits that have no name are shown as a number. */
static void
explain_flags(int oflag)
{
	int bit;

	(void)fprintf(stderr, ", %s", cmd_open_flag_name(oflag & O_ACCMODE));
	oflag &= ~O_ACCMODE;
	for (bit = 1; bit > 0 && bit <= oflag; bit <<= 1) {
		const char *name = cmd_open_flag_name(bit);

		if ((oflag & bit) == 0 || name == NULL)
			continue;
		(void)fprintf(stderr, ",%s", name);
		oflag &= ~bit;
	}
	if (oflag != 0)
		(void)fprintf(stderr, ",%#x", (unsigned)oflag);
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
	if (!cm->cm_no_search && strchr(cm->cm_file, '/') == NULL)
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
	for (i = 0;
	     spawnx_file_actions_get(&cm->cm_actions, i, &a, sizeof(a)) == 0;
	     i++) {
		cmd_line("action %zu: ", i);
		explain_action(&a);
		(void)fputc('\n', stderr);
	}
}
