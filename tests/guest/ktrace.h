/* SPDX-License-Identifier: BSD-2-Clause */
/* The system calls of a spawn, as ktrace(2) records them. */
#ifndef GUEST_KTRACE_H
#define GUEST_KTRACE_H

#include "support.h"

#include <sys/param.h>
#include <sys/uio.h>
#include <sys/ktrace.h>
#include <sys/syscall.h>

/* FreeBSD marks a record that follows lost ones. */
#ifndef KTR_DROP
#define KTR_DROP 0
#endif

_Static_assert(offsetof(struct ktr_syscall, ktr_code) == 0, "the first of it");

#define KTRACE_WHAT (KTRFAC_SYSCALL | KTRFAC_INHERIT)

struct trace {
	int tr_codes[64]; /* the caller's calls; the test's own left out */
	size_t tr_caller, tr_child;
	size_t tr_to_exec; /* the child's, the first execve() included */
	bool tr_ended;     /* the call that ends the trace is in it */
};

static inline int
trace_stop(void)
{
	return (ktrace(NULL, KTROP_CLEAR, KTRACE_WHAT, getpid()));
}

/* A kernel that was built without the call sends SIGSYS. */
static inline void
trace_or_skip(void)
{
	int rc;

	(void)signal(SIGSYS, SIG_IGN);
	rc = trace_stop();
	(void)signal(SIGSYS, SIG_DFL);
	if (rc != 0)
		skip_because("ktrace: %s", strerror(errno));
}

/* Until trace_stop(), of this process and its children. */
static inline void
trace_begin(const char *path)
{
	trace_or_skip();
	assert_int_equal(ktrace(path, KTROP_SET, KTRACE_WHAT, getpid()), 0);
}

static inline void
trace_note(struct trace *trace, const struct ktr_header *head, int code)
{
	if (head->ktr_pid != getpid()) {
		trace->tr_child++;
		if (code == SYS_execve && trace->tr_to_exec == 0)
			trace->tr_to_exec = trace->tr_child;
		return;
	}
	trace->tr_ended |= code == SYS_ktrace;
	if (code == SYS_ktrace || code == SYS_getpid)
		return;
	assert_in_range(trace->tr_caller, 0, COUNT(trace->tr_codes) - 1);
	trace->tr_codes[trace->tr_caller++] = code;
}

static inline void
trace_read_once(struct trace *trace, const char *path)
{
	FILE *file = fopen(path, "r");
	struct ktr_syscall call = { .ktr_code = 0 };
	struct ktr_header head;
	char body[8192];

	memset(trace, 0, sizeof(*trace));
	assert_non_null(file);
	while (fread(&head, sizeof(head), 1, file) == 1) {
		assert_in_range(head.ktr_len, 0, sizeof(body));
		if (head.ktr_len > 0 &&
		    fread(body, (size_t)head.ktr_len, 1, file) != 1)
			break;
		if ((head.ktr_type & ~KTR_DROP) != KTR_SYSCALL)
			continue;
		memcpy(&call.ktr_code, body, sizeof(call.ktr_code));
		trace_note(trace, &head, call.ktr_code);
	}
	(void)fclose(file);
}

/* NetBSD writes the records when it finds the time: five seconds are enough. */
static inline void
trace_read(struct trace *trace, const char *path)
{
	for (int i = 0; i < 500; i++) {
		trace_read_once(trace, path);
		if (trace->tr_ended)
			break;
		(void)usleep(10000);
	}
	print_message("caller %zu, child until its exec %zu\n",
	    trace->tr_caller, trace->tr_to_exec);
}

/* How often the caller made a call. */
static inline int
trace_count(const struct trace *trace, int code)
{
	int n = 0;

	for (size_t i = 0; i < trace->tr_caller; i++)
		n += trace->tr_codes[i] == code;
	return (n);
}

#endif /* GUEST_KTRACE_H */
