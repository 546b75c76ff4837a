/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A process whose n-th system call fails, or that of the children which it
 * spawns, by ptrace: the kernel is made to do no call and the result is
 * written over.  What is counted are the calls of a child before its program
 * runs, and those of the process between two of fault_mark().
 */
#ifndef FAULT_H
#define FAULT_H

#include "support.h"

#include "calls.h"

#define FAULT_MOST 8192

struct fault_call {
	unsigned fc_child; /* 0: the process; its children are 1, 2, ... */
	long fc_number;
	uint64_t fc_args[4];
	long fc_result; /* as the kernel gives it; FAULT_NONE if it gave none */
	bool fc_injected;
};

#define FAULT_NONE LONG_MIN

struct fault {
	/* What is to be done. */
	unsigned f_nth;      /* from 1; 0: nothing is to fail */
	bool f_in_parent;    /* a call of the process, not of a child */
	bool f_hide_tracing; /* the process can open no file */
	/* The error for a call; 0: it is not one of those that are counted. */
	int (*f_error)(const struct fault_call *call, size_t turn);
	size_t f_turn;

	/* What was done. */
	unsigned f_children;
	struct fault_call *f_fired; /* the one that failed; NULL: none */
	size_t f_n;
	struct fault_call f_calls[FAULT_MOST];
	int f_status; /* the process's, as waitpid() gave it */
};

/* Whether calls can be made to fail on this CPU. */
bool fault_can(void);

/*
 * Calls fn(arg) in a forked child, which exits with the result.  Returns 0, or
 * an error number if there can be no tracing here.
 */
int fault_run(struct fault *f, int (*fn)(void *), void *arg);
void fault_mark(void);

#endif /* FAULT_H */
