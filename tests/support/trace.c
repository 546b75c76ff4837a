/* SPDX-License-Identifier: BSD-2-Clause */
/* Tracing system calls; see trace.h. */
#include "trace.h"

#include "calls.h"
#include "traced.h"

#define MARK (-4711)

struct tracer {
	struct traced tr_traced;
	struct trace *tr_trace;
	bool tr_on;
};

void
trace_mark(void)
{
	int saved = errno;

	(void)syscall(SYS_close, MARK);
	errno = saved;
}

static void
note(struct tracer *tr, pid_t pid)
{
	const bool child = pid != tr->tr_traced.td_pid;
	struct trace *t = tr->tr_trace;
	struct traced_info info;

	tr->tr_traced.td_error = traced_info(pid, &info);
	if (info.ti_op != TRACED_ENTRY)
		return;
	if (!child && info.ti_number == SYS_close &&
	    (int)info.ti_args[0] == MARK)
		tr->tr_on = !tr->tr_on;
	else if (tr->tr_on && t->t_n < TRACE_MOST) {
		t->t_calls[t->t_n].t_child = child;
		t->t_calls[t->t_n++].t_number = (long)info.ti_number;
	}
}

static void
stopped(void *tracer, pid_t pid, int status)
{
	struct tracer *tr = tracer;

	if (WSTOPSIG(status) == TRACED_STOP)
		note(tr, pid);
	traced_go_on(&tr->tr_traced, pid, status, PTRACE_SYSCALL);
}

int
trace_run(struct trace *t, int (*fn)(void *), void *arg)
{
	struct tracer tr = { .tr_trace = t };
	struct traced *traced = &tr.tr_traced;
	int error;

	memset(t, 0, sizeof(*t));
	error = traced_start(traced, fn, arg);
	if (error != 0)
		return (error);
	(void)traced_request(PTRACE_SYSCALL, traced->td_pid, 0);
	error = traced_follow(traced, &tr, stopped);
	if (error != 0)
		traced_kill(traced->td_pid);
	t->t_status = traced->td_status;
	return (error);
}

/* -- As text -- */

#define NAME(call)                \
	{                         \
		SYS_##call, #call \
	}

static const struct {
	long number;
	const char *name;
} names[] = {
	NAME(clone),
	{ SYS_clone3, "clone3" },
	{ SYS_faccessat, "faccessat" },
	{ SYS_getdents64, "getdents64" },
	{ SYS_pipe2, "pipe2" },
	{ SYS_prlimit64, "prlimit64" },
	{ SYS_read, "read" },
	{ CALL_setfsuid, "setfsuid" },
	{ CALL_setfsgid, "setfsgid" },
	NAME(getpriority),
	NAME(sched_getparam),
	NAME(sched_getscheduler),
	NAME(fstatfs),
	NAME(unshare),
	{ SYS_uname, "uname" },
	{ SYS_waitid, "waitid" },
	{ SYS_ppoll, "ppoll" },
	{ SYS_munmap, "munmap" },
	{ CALL_mmap, "mmap" },
	{ SYS_close_range, "close_range" },
	NAME(chdir),
	NAME(close),
	NAME(dup3),
	NAME(execve),
	NAME(exit_group),
	NAME(fchdir),
	NAME(getpgid),
	NAME(ioctl),
	NAME(openat),
	NAME(rt_sigaction),
	NAME(rt_sigprocmask),
	NAME(sched_setaffinity),
	NAME(sched_setparam),
	NAME(sched_setscheduler),
	NAME(setpgid),
	NAME(setpriority),
	NAME(setsid),
	NAME(wait4),
	NAME(write),
	{ CALL_fcntl, "fcntl" },
	{ CALL_getresgid, "getresgid" },
	{ CALL_getresuid, "getresuid" },
	{ CALL_setresgid, "setresgid" },
	{ CALL_setresuid, "setresuid" },
};

static const char *
name_of(long number)
{
	static char other[32];

	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i].number == number)
			return (names[i].name);
	}
	(void)snprintf(other, sizeof(other), "#%ld", number);
	return (other);
}

static size_t
put_calls(char *to, size_t size, const char *name, unsigned times)
{
	if (times == 1)
		return ((size_t)snprintf(to, size, "%s ", name));
	return ((size_t)snprintf(to, size, "%s*%u ", name, times));
}

const char *
trace_text(const struct trace *t, bool child)
{
	static char texts[4][4096];
	static unsigned next;
	char *text = texts[next++ % COUNT(texts)];
	unsigned times = 0;
	size_t len = 0;
	long last = -1;

	for (size_t i = 0; i <= t->t_n; i++) {
		long number = i < t->t_n ? t->t_calls[i].t_number : -1;

		if (i < t->t_n && t->t_calls[i].t_child != child)
			continue;
		if (times > 0 && number != last && len < sizeof(texts[0])) {
			len += put_calls(text + len, sizeof(texts[0]) - len,
			    name_of(last), times);
			times = 0;
		}
		last = number;
		times++;
	}
	text[len > 0 && len < sizeof(texts[0]) ? len - 1 : len] = '\0';
	return (text);
}
