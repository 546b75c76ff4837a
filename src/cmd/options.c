/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options: the table of getopt_long() is made of our own ones, which also
 * make the help.
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

#define MAX_OPTIONS 96
#define FIRST_VALUE 256 /* above the characters of short options */

static void
set_start(struct cmd *cm, char *argument)
{
	(void)argument;
	cm->cm_start = true;
}

static void
set_share_files(struct cmd *cm, char *argument)
{
	(void)argument;
	cm->cm_share_files = true;
}

static void
set_handle(struct cmd *cm, char *argument)
{
	(void)argument;
	cm->cm_handle = true;
}

static void
set_detach(struct cmd *cm, char *argument)
{
	(void)argument;
	cm->cm_detach = true;
}

static void
set_time(struct cmd *cm, char *argument)
{
	(void)argument;
	cm->cm_time = true;
}

static void
set_explain(struct cmd *cm, char *argument)
{
	(void)argument;
	cm->cm_explain = true;
}

static void
set_preload(struct cmd *cm, char *argument)
{
	(void)argument;
	cm->cm_preload = true;
}

static void
set_no_search(struct cmd *cm, char *argument)
{
	(void)argument;
	cm->cm_no_search = true;
}

static void
set_argv0(struct cmd *cm, char *argument)
{
	cm->cm_argv0 = argument;
}

static void
set_env(struct cmd *cm, char *argument)
{
	char *value = cmd_split(argument, '=');

	(void)cm;
	if (value == NULL || *argument == '\0')
		cmd_bad(argument, "not NAME=VALUE");
	if (setenv(argument, value, 1) != 0)
		cmd_bad(argument, "no memory");
}

static void
unset_env(struct cmd *cm, char *argument)
{
	(void)cm;
	if (unsetenv(argument) != 0)
		cmd_bad(argument, "no name of a variable");
}

static void
clear_env(struct cmd *cm, char *argument)
{
	static char *none[] = { NULL };

	(void)cm;
	(void)argument;
	environ = none;
}

/* A text that could not be written is a failure. */
static void __attribute__((noreturn)) printed(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		cmd_die("standard output: %s", strerror(errno));
	exit(EXIT_SUCCESS);
}

static void help(struct cmd *cm, char *argument) __attribute__((noreturn));

static void
version(struct cmd *cm, char *argument)
{
	(void)cm;
	(void)argument;
	(void)printf("spawnx %d.%d.%d\n", SPAWNX_VERSION_MAJOR,
	    SPAWNX_VERSION_MINOR, SPAWNX_VERSION_PATCH);
	printed();
}

static void
features(struct cmd *cm, char *argument)
{
	(void)cm;
	(void)argument;
	cmd_features();
	printed();
}

static const struct cmd_option own_options[] = {
	{ "optional", "NAME,...", "these attributes may fail", cmd_optional },
	{ "argv0", "NAME", "the program's argv[0]", set_argv0 },
	{ "env", "NAME=VALUE", "set a variable of the environment", set_env },
	{ "unset", "NAME", "remove one", unset_env },
	{ "clear-env", NULL, "remove all", clear_env },
	{ "no-search", NULL, "the program's name is a path", set_no_search },
	{ "start", NULL, "spawnx_start(), then spawnx_finish()", set_start },
	{ "share-files", NULL, "with --start: SPAWNX_SHAREFILES",
	    set_share_files },
	{ "handle", NULL, "wait by a descriptor of the process", set_handle },
	{ "detach", NULL, "do not wait for the program: nobody does",
	    set_detach },
	{ "preload", NULL, "LD_PRELOAD the library into the program",
	    set_preload },
	{ "time", NULL, "say where the time went", set_time },
	{ "explain", NULL, "say what is going to be done", set_explain },
	{ "help", NULL, "this text", help },
	{ "features", NULL, "what the library can do here", features },
	{ "version", NULL, "the library's version", version },
	{ NULL, NULL, NULL, NULL },
};

static const struct {
	const char *title;
	const struct cmd_option *options;
} parts[] = {
	{ "File actions, done in the order in which they are given",
	    cmd_action_options },
	{ "Attributes", cmd_attr_options },
	{ "Attributes that no other posix_spawn has", cmd_extension_options },
	{ "The program's time", cmd_limit_options },
	{ "Of the command", own_options },
};

#define PARTS (sizeof(parts) / sizeof(parts[0]))

static void
help(struct cmd *cm, char *argument)
{
	const struct cmd_option *op;
	char left[80];

	(void)cm;
	(void)argument;
	(void)printf("usage: spawnx [option...] [--] program [argument...]\n");
	for (size_t i = 0; i < PARTS; i++) {
		(void)printf("\n%s:\n", parts[i].title);
		for (op = parts[i].options; op->op_name != NULL; op++) {
			(void)snprintf(left, sizeof(left), "--%s %s",
			    op->op_name,
			    op->op_argument == NULL ? "" : op->op_argument);
			(void)printf("  %-33s %s\n", left, op->op_help);
		}
	}
	(void)printf("\nThe exit status is the program's, 128+N if signal N "
		     "ended it, 127 if there is\nno such program, 126 if it "
		     "can't be run, 124 after --timeout, 125 for any other\n"
		     "failure.\n");
	printed();
}

static size_t
make_table(struct option *table, const struct cmd_option **ours)
{
	const struct cmd_option *op;
	size_t n = 0;

	for (size_t i = 0; i < PARTS; i++) {
		for (op = parts[i].options; op->op_name != NULL; op++) {
			if (n == MAX_OPTIONS)
				abort();
			ours[n] = op;
			table[n].name = op->op_name;
			table[n].has_arg = op->op_argument == NULL
					       ? no_argument
					       : required_argument;
			table[n].flag = NULL;
			table[n].val = FIRST_VALUE + (int)n;
			n++;
		}
	}
	memset(&table[n], 0, sizeof(table[n]));
	return (n);
}

/* getopt_long() has found something wrong. */
static void __attribute__((noreturn)) misused(int found, const char *word)
{
	if (found == ':')
		cmd_refuse(word, "needs an argument");
	if (optopt >= FIRST_VALUE)
		cmd_refuse(word, "takes no argument");
	if (word[1] != '-')
		cmd_refuse(word, "no such option");
	cmd_refuse(word, "no such option, or not clear which");
}

static void
read_options(struct cmd *cm, int argc, char *argv[])
{
	const struct cmd_option *ours[MAX_OPTIONS];
	struct option table[MAX_OPTIONS + 1];
	const char *word;
	int found;

	(void)make_table(table, ours);
	opterr = 0;
	for (;;) {
		/* In the middle of a word like -xy, optind does not move on. */
		word = argv[optind];
		/* +: the program's own options are not ours; :: what's wrong */
		found = getopt_long(argc, argv, "+:hV", table, NULL);
		if (found == -1)
			break;
		if (found == 'h')
			help(cm, NULL);
		if (found == 'V')
			version(cm, NULL);
		if (found < FIRST_VALUE)
			misused(found, word);
		cmd_set_option(ours[found - FIRST_VALUE]->op_name, optarg);
		ours[found - FIRST_VALUE]->op_apply(cm, optarg);
	}
	cmd_set_option(NULL, NULL);
}

/* The library refuses these without a word which of them it is. */
static void
check_detach(const struct cmd *cm)
{
	int value;

	if (cm->cm_start)
		cmd_die("--detach does not go with --start");
	if (spawnx_attr_getpdeathsig(&cm->cm_attr, &value) == 0)
		cmd_die("--detach does not go with --pdeathsig");
	if (spawnx_attr_gettraceme(&cm->cm_attr, &value) == 0)
		cmd_die("--detach does not go with --trace-me");
}

void
cmd_options(struct cmd *cm, int argc, char *argv[])
{
	read_options(cm, argc, argv);
	if (optind == argc)
		cmd_die("no program is named");
	if (cm->cm_share_files && !cm->cm_start)
		cmd_die("--share-files goes with --start only");
	if (cm->cm_detach)
		check_detach(cm);
	cmd_limit_check(cm);
	cm->cm_argv = argv + optind;
	cm->cm_file = argv[optind];
	if (cm->cm_argv0 != NULL)
		cm->cm_argv[0] = cm->cm_argv0;
}
