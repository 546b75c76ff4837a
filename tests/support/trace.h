/* SPDX-License-Identifier: BSD-2-Clause */
/* The system calls of a process and of the child that it starts, by ptrace. */
#ifndef TRACE_H
#define TRACE_H

#include "support.h"

#define TRACE_MOST 1024

struct trace {
	size_t t_n;
	struct {
		bool t_child; /* who made it */
		long t_number;
	} t_calls[TRACE_MOST];
	int t_status; /* the process's, as waitpid() gave it */
};

/*
 * Calls fn(arg) in a forked child that is traced, and exits with the result.
 * What is kept are the calls between two of trace_mark(), and those that its
 * own children make before their programs run.  Returns 0, or an error number
 * if there can be no tracing here.
 */
int trace_run(struct trace *t, int (*fn)(void *), void *arg);
void trace_mark(void);

/*
 * The calls of the process, or of its children, as words in a row; one that is
 * made n times on end is "name*n".  In one of 4 buffers that are used in turn.
 */
const char *trace_text(const struct trace *t, bool child);

#endif /* TRACE_H */
