/* SPDX-License-Identifier: BSD-2-Clause */
/* Following a process that is traced; see traced.h. */
#include "traced.h"

int
traced_start(struct traced *t, int (*fn)(void *), void *arg)
{
	int status;

	*t = (struct traced){ .td_error = 0 };
	(void)fflush(NULL);
	t->td_pid = fork();
	if (t->td_pid == 0) {
		if (traced_request(PTRACE_TRACEME, 0, 0) != 0)
			_exit(errno);
		(void)raise(SIGSTOP);
		_exit(fn(arg));
	}
	if (t->td_pid < 0 || waitpid(t->td_pid, &status, 0) < 0)
		return (errno);
	if (!WIFSTOPPED(status))
		return (WIFEXITED(status) ? WEXITSTATUS(status) : EPERM);
	if (traced_request(PTRACE_SETOPTIONS, t->td_pid, TRACED_OPTIONS) == 0)
		return (0);
	status = errno;
	traced_kill(t->td_pid);
	return (status);
}

int
traced_follow(struct traced *t, void *tracer,
    void (*stopped)(void *tracer, pid_t, int status))
{
	int status;
	pid_t pid;

	while (t->td_error == 0) {
		pid = waitpid(-1, &status, __WALL);
		if (pid < 0)
			return (errno);
		if (WIFSTOPPED(status)) {
			stopped(tracer, pid, status);
		} else if (pid == t->td_pid) {
			t->td_status = status;
			return (0);
		}
	}
	return (t->td_error);
}

bool
traced_begins_program(const struct traced *t, pid_t pid, int status)
{
	return (status >> 16 == PTRACE_EVENT_EXEC && pid != t->td_pid);
}

/* A child starts by a SIGSTOP that is not for it. */
void
traced_go_on(const struct traced *t, pid_t pid, int status, int request)
{
	int signo = WSTOPSIG(status), event = status >> 16;

	if (traced_begins_program(t, pid, status))
		request = PTRACE_DETACH;
	if (signo == TRACED_STOP || signo == SIGSTOP || event != 0)
		signo = 0;
	(void)traced_request(request, pid, signo);
}
