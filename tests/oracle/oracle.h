/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Scenarios for test_oracle: what one says, and what a run of it gave.
 *
 * A scenario is a list of steps, each of them one call that prepares the
 * process, fills an object, or chooses the program.  Then the spawn is done,
 * unless GO did it.  In a string, @ stands for the test's directory with a
 * slash, and # for 4500 zeros, more than a path may have.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include "support.h"

#define MOST_STEPS 24

/* A row says what it is about; what it leaves out is 0. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

struct run;
struct step;

/* A call of the family gives its result, which is compared; a step that only
 * prepares gives 0, after no_step() if it could not. */
typedef int step_fn(struct run *run, const struct step *step);

struct step {
	step_fn *st_do;
	long st_a, st_b;
	const char *st_s;
};

/*
 * How libc differs from the library, and why that is right: the exact text
 * that oracle_compare() makes of it, "what: libc -> ours" a line.
 */
struct deviation {
	const char *dv_text; /* NULL: not at all */
	const char *dv_why;
	int dv_until; /* the glibc, 2.n, that has it no longer; 0: none yet */
	bool dv_by_clone3; /* only where that glibc has clone3() */
};

#define NEEDS_ROOT   1u
#define KEEPS_32_33  2u  /* compare these two signals as well */
#define NEEDS_CLONE3 4u  /* no run with clone3() refused */
#define NO_REPORT    8u  /* the program is another one */
#define DUMPS_CORE   16u /* libc's child does; see kernel.h */

struct scenario {
	const char *sc_name;
	struct step sc_steps[MOST_STEPS];
	struct deviation sc_libc;
	unsigned sc_flags;
	const char *sc_leave_out; /* a key of the report, as report_diff() */
	/* How it ends, where there is no libc to compare it with. */
	struct {
		int error;
		enum spawnx_step step;
		int index;
	} sc_fails;
};

struct scenario_table {
	const struct scenario *rows;
	size_t count;
	bool tells; /* its rows have sc_fails; or they don't fail */
};
extern const struct scenario_table oracle_actions, oracle_attrs,
    oracle_programs, oracle_signals;

/* What a run gave, in memory that its process shares with the test's. */
struct outcome {
	char oc_skip[160]; /* why it could not be run */
	int oc_died;       /* the signal that ended it; 0 */
	int oc_steps[MOST_STEPS + 1];
	int oc_error;  /* of the spawn */
	int oc_status; /* as waitpid() gave it; -1 if there was no child */
	bool oc_pid;   /* *pid was written to */
	int oc_errno;  /* 0 before the spawn */
	char
	    oc_terminal[48]; /* the run's, as a report has its id; "" if none */
};

struct run {
	const struct spawn_family *run_f;
	struct outcome *run_out;
	posix_spawn_file_actions_t run_fa;
	posix_spawnattr_t run_at;
	bool run_use_fa, run_use_at, run_search, run_done, run_no_pid;
	spawn_fn *run_spawn; /* NULL: posix_spawn() or posix_spawnp() */
	const char *run_path;
	char **run_argv, **run_envp;
	/* Just before the spawn, and when its child is gone; NULL: nothing. */
	void (*run_before)(struct run *run);
	void (*run_after)(struct run *run, pid_t pid);
	void *run_hook;
};

/* One run of a scenario: by whom, and what it gave. */
struct leg {
	const char *leg_name;
	const struct spawn_family *leg_f;
	bool leg_no_clone3;
	const struct scenario *leg_sc;
	struct outcome *leg_out;
	struct report *leg_report;
};

/* Does it, in a process of its own. */
void oracle_run_leg(struct leg *leg);
/* The same start for every run: 0 to 2, no more, and nothing dumps core. */
void oracle_clean_process(void);

/* Makes process numbers and such the same in every run's report. */
void oracle_normalise(const struct leg *leg);
/* The deviation as a text, "" if there is none; to be freed. */
char *oracle_compare(const struct leg *libc, const struct leg *ours);

/* The file that a run's program reports to, in the test's directory. */
#define ORACLE_REPORT "oracle.report"

/* Does a scenario in this process, which is the run's own and to be ended. */
void oracle_run(struct run *run, const struct scenario *sc);
/* What scenarios find in the test's directory; to be put back after each. */
void oracle_files(void);
/* In a step: the scenario can't be run here. */
int no_step(struct run *run, const char *why);

step_fn do_addclose, do_addclosefrom, do_addchdir, do_adddup2, do_addfchdir,
    do_addmany, do_addopen, do_addtcsetpgrp, do_again, do_argv, do_blocked,
    do_caught, do_cgroup, do_closed, do_copied, do_cwd, do_envp, do_flags,
    do_getflags, do_getparam, do_getpgroup, do_getpolicy, do_go, do_group,
    do_have, do_ids, do_ignored, do_limit, do_mode_of, do_nice, do_no_pid,
    do_null_chdir, do_null_open, do_offset, do_path, do_pgroup, do_pidfd,
    do_policy, do_priority, do_program, do_search, do_seek, do_sigdefault,
    do_sigmask, do_tty, do_umask, do_zeroed;

/* clang-format off */

/* The process that spawns.  TTY: a new session, its terminal at fd. */
#define HAVE(fd, path, flags)    { do_have, fd, flags, path }
#define CLOSED(fd)               { do_closed, fd, 0, NULL }
#define SEEK(fd, to)             { do_seek, fd, to, NULL }
#define LIMIT(n)                 { do_limit, n, 0, NULL }
#define CWD(path)                { do_cwd, 0, 0, path }
#define UMASK(mask)              { do_umask, mask, 0, NULL }
#define NICE(n)                  { do_nice, n, 0, NULL }
#define IDS(real, effective)     { do_ids, real, effective, NULL }
#define GROUP                    { do_group, 0, 0, NULL }
#define TTY(fd)                  { do_tty, fd, 0, NULL }
#define CAUGHT(sig)              { do_caught, sig, 0, NULL }
#define IGNORED(sig)             { do_ignored, sig, 0, NULL }
#define BLOCKED(sig, sig2)       { do_blocked, sig, sig2, NULL }
#define PATH(dirs)               { do_path, 0, 0, dirs }

/* The objects.  ZEROED: not by init, but all zero bytes.  ADDMANY: n times
 * dup2(fd, fd + 1), dup2(fd + 1, fd + 2), ... */
#define ADDOPEN(fd, path, flags) { do_addopen, fd, flags, path }
#define ADDCLOSE(fd)             { do_addclose, fd, 0, NULL }
#define ADDDUP2(fd, newfd)       { do_adddup2, fd, newfd, NULL }
#define ADDCHDIR(path)           { do_addchdir, 0, 0, path }
#define ADDFCHDIR(fd)            { do_addfchdir, fd, 0, NULL }
#define ADDCLOSEFROM(from)       { do_addclosefrom, from, 0, NULL }
#define ADDTCSETPGRP(fd)         { do_addtcsetpgrp, fd, 0, NULL }
#define ADDMANY(fd, n)           { do_addmany, fd, n, NULL }
#define NULL_OPEN                { do_null_open, 0, 0, NULL }
#define NULL_CHDIR               { do_null_chdir, 0, 0, NULL }
#define FLAGS(flags)             { do_flags, flags, 0, NULL }
#define PGROUP(pgroup)           { do_pgroup, pgroup, 0, NULL }
#define POLICY(policy)           { do_policy, policy, 0, NULL }
#define PRIORITY(n)              { do_priority, n, 0, NULL }
#define CGROUP(fd)               { do_cgroup, fd, 0, NULL }
#define ZEROED                   { do_zeroed, 0, 0, NULL }
#define AGAIN                    { do_again, 0, 0, NULL }
#define GETFLAGS                 { do_getflags, 0, 0, NULL }
#define GETPGROUP                { do_getpgroup, 0, 0, NULL }
#define GETPOLICY                { do_getpolicy, 0, 0, NULL }
#define GETPARAM                 { do_getparam, 0, 0, NULL }
/* Two signals; 0 is none, FILLED sigfillset(), ALL_BITS every bit there is. */
#define SIGDEFAULT(sig, sig2)    { do_sigdefault, sig, sig2, NULL }
#define SIGMASK(sig, sig2)       { do_sigmask, sig, sig2, NULL }
#define FILLED                   (-1)
#define ALL_BITS                 (-2)
#define OWN_GROUP                (-1000)

/* The program: `report` unless it is said. */
#define PROGRAM(path)            { do_program, 0, 0, path }
#define SEARCH(file)             { do_search, 0, 0, file }
#define COPIED                   { do_copied, 0, 0, NULL }
#define ARGV_OF(n, arg)          { do_argv, n, 0, arg }
#define NO_ARGV                  { do_argv, -1, 0, NULL }
#define EMPTY_ARGV               { do_argv, -2, 0, NULL }
#define ENVP_OF(n, entry)        { do_envp, n, 0, entry }
#define NO_ENVP                  { do_envp, -1, 0, NULL }
#define NO_PID                   { do_no_pid, 0, 0, NULL }
#define PIDFD                    { do_pidfd, 0, 0, NULL }

/* Afterwards: what the spawn or the program did to a file. */
#define GO                       { do_go, 0, 0, NULL }
#define MODE_OF(path)            { do_mode_of, 0, 0, path }
#define OFFSET(fd)               { do_offset, fd, 0, NULL }

/* clang-format on */

#endif /* ORACLE_H */
