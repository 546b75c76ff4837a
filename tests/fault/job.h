/* SPDX-License-Identifier: BSD-2-Clause */
/* A scenario's spawn with a fault in it, in a process of its own. */
#ifndef FAULT_JOB_H
#define FAULT_JOB_H

#include "judge.h"

/* How the library is to make the child, and what is refused for that. */
struct way {
	const char *wy_name;
	bool wy_no_clone3, wy_no_sharing, wy_no_close_range;
	bool wy_start; /* spawnx_start() and spawnx_finish() */
	bool wy_ready; /* it is known that these need not wait by clone() */
	unsigned wy_flags;
};

#define FAULT_WAYS 8
extern const struct way fault_ways[FAULT_WAYS];

/* One run: what for, and, in memory that is shared with it, what it saw. */
struct fault_job {
	const struct scenario *fj_scenario;
	const struct way *fj_way;
	struct seen *fj_seen;
};

/* The process; called by fault_run() with a struct fault_job. */
int fault_process(void *job);

/* errors.c: for f_error, of calls of the child, and of the process. */
int fault_child_error(const struct fault_call *call, size_t turn);
int fault_process_error(const struct fault_call *call, size_t turn);

/*
 * The same file: what a call that is passed over may leave as it was, as
 * report_diff() takes it.
 */
const char *fault_leaves(long number);

#endif /* FAULT_JOB_H */
