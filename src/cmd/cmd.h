/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx(1): the library from a shell.  What its files share.
 */
#ifndef SPAWNX_CMD_H
#define SPAWNX_CMD_H

#include <sys/resource.h>

#include <stdbool.h>
#include <stdio.h>

#include "spawnx.h"

/*
 * A set of CPUs is an array of words, where the system has a cpu_set_t and
 * where it has none; so many are in each.
 */
#define CMD_CPUS (8 * sizeof(unsigned long))

extern char **environ;

/* As env(1) and nice(1) have them. */
#define EXIT_LATE      124 /* as timeout(1) has it */
#define EXIT_OURS      125
#define EXIT_NO_EXEC   126
#define EXIT_NOT_FOUND 127
#define EXIT_BY_SIGNAL 128

#define MAX_NSFDS      16
#define MAX_CANDIDATES 64
#define MAX_WRITES     64

/* SCHED_RESET_ON_FORK, which not every <sched.h> has. */
#define CMD_RESET_ON_FORK 0x40000000

/* What the program's time is, in seconds; 0: no limit. */
struct cmd_limit {
	double li_timeout, li_grace;
	int li_signal; /* the first one */
	bool li_group, li_kills_rest;
};

/* What the options come to. */
struct cmd {
	posix_spawn_file_actions_t cm_actions;
	posix_spawnattr_t cm_attr;
	spawnx_failure_t cm_failure;

	bool cm_start, cm_handle, cm_time, cm_explain, cm_preload;
	bool cm_detach;
	bool cm_no_search, cm_share_files, cm_tcsetpgrp;

	struct cmd_limit cm_limit;

	int cm_skipped[SPAWNX_ATTR_MOST]; /* error numbers */

	uid_t cm_uid;
	gid_t cm_gid;
	int cm_nsfds[MAX_NSFDS];
	size_t cm_nnsfds;
	const char *cm_candidates[MAX_CANDIDATES];
	size_t cm_ncandidates;
	const char *cm_writes[2 * MAX_WRITES]; /* path, text, ... */
	size_t cm_nwrites;

	char **cm_argv;      /* of the program, ended by NULL */
	const char *cm_file; /* to execute */
	char *cm_argv0;      /* NULL: the same */
};

/* One option; the table ends with a name of NULL. */
struct cmd_option {
	const char *op_name;
	const char *op_argument; /* NULL: it takes none */
	const char *op_help;
	void (*op_apply)(struct cmd *cm, char *argument);
};

/* actions.c, attrs.c, extensions.c, limit_options.c: parts of the table. */
extern const struct cmd_option cmd_action_options[];
extern const struct cmd_option cmd_attr_options[];
extern const struct cmd_option cmd_extension_options[];
extern const struct cmd_option cmd_limit_options[];

/* options.c: up to the program's name; --help and --version end here. */
void cmd_options(struct cmd *cm, int argc, char *argv[]);

/* values.c: these end the command if the text is not what they want. */
void cmd_die(const char *format, ...)
    __attribute__((noreturn, format(printf, 1, 2)));
/* A word of the command line that is wrong as a whole. */
void cmd_refuse(const char *word, const char *why) __attribute__((noreturn));
/* The option that is being done and all of its value, for messages. */
void cmd_set_option(const char *name, const char *value);
void cmd_bad(const char *value, const char *why) __attribute__((noreturn));
/* What a function of the library has returned for the option's value. */
void cmd_check(int error);

long long cmd_number(const char *text, long long min, long long max);
int cmd_fd(const char *text);
int cmd_on_off(const char *text);
mode_t cmd_mode(const char *text, mode_t max);
/* The text after the separator, which becomes a zero byte. */
char *cmd_split(char *text, char separator);
/* An absolute number for what the command itself opens. */
int cmd_open(const char *path, int oflag);

/* names.c */
int cmd_signal(const char *text);
void cmd_signals(char *list, sigset_t *set);
const char *cmd_signal_name(int signo);
int cmd_resource(const char *name);
const char *cmd_resource_name(int resource);
int cmd_policy(const char *name);
const char *cmd_policy_name(int policy);
int cmd_search_rule(const char *name);
const char *cmd_search_rule_name(int rule);
int cmd_namespace(const char *name);
const char *cmd_namespace_name(int flag);
int cmd_propagation(const char *name);
const char *cmd_propagation_name(int type);
int cmd_open_flag(const char *name);
const char *cmd_open_flag_name(int flag);
uid_t cmd_user(const char *text);
gid_t cmd_group(const char *text);

/* capabilities.c */
unsigned long long cmd_capabilities(char *list);
void cmd_explain_caps(const posix_spawnattr_t *attr, const char *name,
    int (*get)(const posix_spawnattr_t *, unsigned long long *));

/* filter.c: of system calls. */
void cmd_set_filter(struct cmd *cm, char *path);
void cmd_explain_filter(const posix_spawnattr_t *attr, const char *name);

/* explain.c: the plan, on the standard error; explain_attr.c: a part of it. */
void cmd_explain(const struct cmd *cm);
void cmd_explain_attr(const posix_spawnattr_t *attr);
/* explain_search.c: parts of that. */
void cmd_explain_candidates(const posix_spawnattr_t *attr, const char *name);
void cmd_explain_idmap(const posix_spawnattr_t *attr, const char *name);
void cmd_explain_writes(const posix_spawnattr_t *attr, const char *name);
void cmd_explain_rule(const posix_spawnattr_t *attr, const char *name);

/* optional.c: --optional; what --explain says of it; what was left out. */
void cmd_optional(struct cmd *cm, char *list);
void cmd_explain_optional(const posix_spawnattr_t *attr);
void cmd_tell_skipped(const struct cmd *cm);
void cmd_explain_propagation(const posix_spawnattr_t *attr, const char *name);

/* quote.c: on the standard error, after the command's name. */
void cmd_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * The same file: text as a terminal can show it, in quotes or without: bytes of
 * control characters (C1 too), quotes, backslashes, and what is not UTF-8, as
 * \xHH.
 */
void cmd_escape(FILE *file, const char *text);
void cmd_quote(FILE *file, const char *text);

/* features.c: --features, to the standard output. */
void cmd_features(void);

/* preload.c */
void cmd_preload(void);

/* failed.c: says why the spawn has failed; the exit status. */
int cmd_failed(const struct cmd *cm);
/* Whether directories are looked through for the program. */
bool cmd_is_searched(const struct cmd *cm);

/* times.c: of a spawn, in seconds of the monotonic clock, for --time. */
struct cmd_times {
	double ti_begin;   /* before the spawn */
	double ti_started; /* spawnx_start() has returned */
	double ti_spawned; /* the program runs, or the spawn has failed */
	double ti_ended;   /* its end was noticed */
	double ti_reaped;  /* so it is, and what --group and --rest end too */
	struct rusage ti_usage;
};

double cmd_now(void);
void cmd_times_failed(const struct cmd_times *ti);
void cmd_times_spawned(const struct cmd *cm, const struct cmd_times *ti);
void cmd_times_ended(const struct cmd_times *ti);

/* run.c: the exit status. */
int cmd_run(struct cmd *cm);

/*
 * forward.c: signals that are sent to the command reach the program: before the
 * spawn, once it runs, and until it is reaped.
 */
void cmd_forward_before(struct cmd *cm);
void cmd_forward_add(int signo);
void cmd_forward_stop(bool to_program); /* SIGTSTP, from now on */
void cmd_forward_to(pid_t pid);
void cmd_forward_end(void);

/* limit_options.c: what --explain says; what does not go together. */
void cmd_limit_explain(const struct cmd_limit *li);
void cmd_limit_check(struct cmd *cm);

/*
 * limit.c: the time limit, at the same times; handle may be -1.  The last one
 * is for when the program is reaped, and returns whether its time was up.
 */
void cmd_limit_before(const struct cmd *cm);
void cmd_limit_began(pid_t pid, int handle);
void cmd_limit_ended(void);
bool cmd_limit_after(void);
/* A signal that came after the program had ended. */
void cmd_limit_pass_on(int signo);

/* job.c: the terminal and its stops, at the same times. */
void cmd_job_before(const struct cmd *cm);
void cmd_job_failed(const struct cmd *cm);
/* Whether ^Z is for a program of another group, and stops us after it. */
bool cmd_job_began(pid_t pid);
/* By that signal, as waitid() says; returns when the wait may go on. */
void cmd_job_stopped(int signo);
void cmd_job_ended(void);

#endif /* SPAWNX_CMD_H */
