/* SPDX-License-Identifier: BSD-2-Clause */
/* What a spawn has to come to, by what its system calls gave. */
#ifndef FAULT_JUDGE_H
#define FAULT_JUDGE_H

#include "fault.h"
#include "oracle/oracle.h"

#define MOST_ACTIONS 256

/* What was asked for, as the objects say it when the spawn is called. */
struct wanted {
	bool wa_known; /* the spawn was called */
	/* How: by clone() with signals to reset; with a pipe; without waiting,
	 * which is by a pipe that can be polled, or sharing the descriptors. */
	bool wa_reset, wa_report, wa_start, wa_share;
	bool wa_ready; /* it is known that a start by clone() need not wait */
	bool wa_handle;
	bool wa_apart;        /* it may not share the memory */
	uint64_t wa_late;     /* those that come after the actions */
	uint64_t wa_set;      /* a bit for each attribute that is set */
	uint64_t wa_optional; /* those that may fail */
	bool wa_policy;       /* SCHEDULER: not only the parameter */
	uint64_t wa_caught, wa_ignored;       /* bit 0: signal 1 */
	uint64_t wa_sigdefault, wa_sigignore; /* likewise */
	uint32_t wa_limits; /* RLIMIT: a bit for each resource */
	int wa_int[64];     /* of those that are one; as many as bits */
	unsigned long long wa_bounding, wa_ambient;
	size_t wa_nwrites;
	size_t wa_nsfds;
	pid_t wa_parent;   /* as its child sees it */
	bool wa_script;    /* EXECFD: what it stands for */
	int wa_paths;      /* that are to be tried; -1: not known */
	int wa_limit;      /* of descriptors */
	bool wa_nofile[2]; /* RLIMIT_NOFILE: before the actions, after them */
	size_t wa_actions;
	spawnx_file_action_t wa_action[MOST_ACTIONS];
};

/* wanted.c: just before the spawn. */
void fault_wanted(struct wanted *wa, struct run *run);
/* wanted_program.c: when all attributes are noted. */
void fault_wanted_program(struct wanted *wa, struct run *run);
/* wanted_memory.c: when all attributes are noted. */
void fault_wanted_memory(struct wanted *wa, const posix_spawnattr_t *at);

static inline bool
fault_wants(const struct wanted *wa, enum spawnx_attribute which)
{
	return ((wa->wa_set >> which & 1) != 0);
}

/* And what came of it, besides the outcome. */
struct seen {
	struct outcome se_outcome;
	spawnx_failure_t se_where; /* WHERE_UNTOUCHED unless it failed */
	int se_bad;                /* things that are not as they were */
	struct wanted se_wanted;
};

#define WHERE_UNTOUCHED 4711

/*
 * Holds the calls against the wanted, and both against the seen: each call
 * is one that the wanted takes, in its order; one that fails ends the child,
 * if it is not one that may fail; and error, step and index are those of that
 * call.  Returns NULL, or what is wrong, to be used before the next call.
 */
const char *fault_judge(const struct fault *f, const struct seen *seen);

/* -- Between judge.c, child.c and what these are made of -- */

/* walk.c: a walk along the calls of one child, or of the process. */
struct walk {
	const struct fault *wk_fault;
	const struct wanted *wk_wanted;
	unsigned wk_child;
	size_t wk_at; /* the next call to look at */
	bool wk_over; /* the walk has come to an end: */
	int wk_error; /* or what is to be told; 0: the program runs */
	enum spawnx_step wk_step;
	int wk_index;
	/* It resets signals; it has a pipe, and says so; it has to hide one;
	 * it has its parent's descriptors; a copy of the memory. */
	bool wk_reset, wk_report, wk_hello, wk_hidden, wk_shared, wk_copied;
	bool wk_tty;    /* it has remembered a terminal */
	bool wk_handle; /* a start has one */
	bool wk_mute;   /* it has failed, and can't tell */
	char wk_wrong[160];
};

/* Whether the attribute is set; what one that is an int is set to. */
bool walk_wants(const struct walk *wk, enum spawnx_attribute which);

static inline int
walk_value(const struct walk *wk, enum spawnx_attribute which)
{
	return (wk->wk_wanted->wa_int[which]);
}

const struct fault_call *walk_peek(struct walk *wk);
bool walk_is(struct walk *wk, long number);
/* The result of the next call, which has to be this one. */
long walk_take(struct walk *wk, long number);
/* The same of one that is repeated as often as it is interrupted. */
long walk_repeat(struct walk *wk, long number);
long walk_close(struct walk *wk);
/* The same, and whether it has been closed where it says that it has not. */
long walk_close_surely(struct walk *wk);
/* The result of the next call, if the argument, an int, is this one. */
long walk_take_of(struct walk *wk, long number, unsigned arg, int value);
/* The same as the first; a failure of it is what is to be told. */
long walk_need(struct walk *wk, long number, enum spawnx_step step, int index);
void walk_wrong(struct walk *wk, const char *why);
void walk_end(struct walk *wk, enum spawnx_step step, int index, int error);

/* fault_process.c: the calls of the process, and by which way they led. */
void walk_process(struct walk *wk);
void walk_settle(struct walk *wk);

/*
 * from.c: descriptors from `first` up are closed, or made
 * close-on-exec: by close_range(), else as /proc lists them, else by trying
 * each number.  0 or -errno.
 */
long walk_from(struct walk *wk, int first, bool cloexec);

/* child_attr.c: the attributes, those that are late, and the last of them. */
void walk_attributes(struct walk *wk);
void walk_late(struct walk *wk);
void walk_last(struct walk *wk);

/* child_ids.c: some of these, each 0 or -errno. */
long walk_capambient(struct walk *wk);
long walk_capbounding(struct walk *wk);
long walk_capset(struct walk *wk);
long walk_groups(struct walk *wk);
long walk_ids(struct walk *wk);
long walk_nsfds(struct walk *wk);
long walk_resetids(struct walk *wk);

/* child_more.c: likewise. */
long walk_ioprio(struct walk *wk);
long walk_landlock(struct walk *wk);
long walk_rlimit(struct walk *wk);
long walk_late_rlimit(struct walk *wk);
long walk_aslr(struct walk *wk);
long walk_dropctty(struct walk *wk);
long walk_write(struct walk *wk); /* child.c */
long walk_writes(struct walk *wk);
long walk_personality(struct walk *wk);
long walk_pidenv(struct walk *wk);
long walk_propagation(struct walk *wk);
long walk_seccomp(struct walk *wk);
long walk_timerslack(struct walk *wk);
long walk_traceme(struct walk *wk);

/* child_signals.c: likewise. */
long walk_signals(struct walk *wk);
long walk_sigignore(struct walk *wk);

/* child_exec.c: the program. */
void walk_program(struct walk *wk);

/* child.c: a child's way to its program, or to its end. */
void walk_child(struct walk *wk);

#endif /* FAULT_JUDGE_H */
