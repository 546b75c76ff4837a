/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where a child has only a copy of the caller's memory, a pipe brings its
 * answer: no file action can meet it, whatever numbers they name, no program
 * gets it, and there is no other child than the one that was asked for.
 *
 * Not of POSIX: what this library does on its own behalf is not to be seen.
 */
#include "trace.h"

#include "emulated.h"

/* -- The pipe, whatever its numbers are -- */

static const struct aim {
	const char *actions; /* %d: the number */
	int error, index;
} aims[] = {
	{ "c%d C=/none", ENOENT, 1 },
	{ "f%d C=/none", ENOENT, 1 },
	{ "d0:%d C=/none", ENOENT, 1 },
	{ "o%d=/dev/null C=/none", ENOENT, 1 },
	{ "d%d:40", EBADF, 0 },
	{ "i%d", EBADF, 0 },
	{ "F%d", EBADF, 0 },
	{ "t%d", EBADF, 0 },
	{ "d0:50 c3 c4 c5 c6 d%d:40", EBADF, 5 },
	{ "c3 c4 c5 c6 c7 c8 c9 d0:%d f3 C=/none", ENOENT, 9 },
};

static int
aims_child(void *unused)
{
	const struct spawn_family *f = family_spawnx();
	char text[128];
	int bad = 0;

	(void)unused;
	close_all();
	for (size_t i = 0; i < COUNT(aims); i++) {
		for (int fd = 3; fd < 9; fd++) {
			(void)snprintf(text, sizeof(text), aims[i].actions, fd);
			bad += spec_failure(
			    f, text, 0, aims[i].error, aims[i].index);
			bad += spec_failure(f, text, SPAWNX_CLOEXEC_DEFAULT,
			    aims[i].error, aims[i].index);
		}
	}
	return (bad);
}

static void
test_pipe_is_out_of_reach(void **state)
{
	(void)state;
	each_way(aims_child);
}

/* -- Whether memory is shared, is nobody else's business -- */

static volatile pid_t sender;

static void
take_sender(int signo, siginfo_t *info, void *context)
{
	(void)signo;
	(void)context;
	if (sender == 0)
		sender = info->si_pid;
}

/* Of several that are pending the first stays: that would be the question's. */
static int
silent_child(void *unused)
{
	const struct sigaction sa = { .sa_sigaction = take_sender,
		.sa_flags = SA_SIGINFO | SA_RESTART };
	pid_t pid = -1;
	int bad, status;

	(void)unused;
	bad = check_int(sigaction(SIGCHLD, &sa, NULL), 0);
	bad += check_int(spawnx_spawn(&pid, SHELL, NULL, NULL,
			     ARGV("sh", "-c", "exit 3"), environ),
	    0);
	bad += check_int(waitpid(-1, &status, 0), pid);
	bad += check_int(status, 3 << 8);
	bad += check_int(waitpid(-1, &status, __WALL), -1);
	bad += check_int(errno, ECHILD);
	return (bad + check_int(sender, pid));
}

static void
test_question_is_silent(void **state)
{
	(void)state;
	each_way(silent_child);
}

/* The second spawn is the traced one, or the first. */
static int
traced_child(void *second)
{
	const char *program = "/none";
	int bad;

	bad = check_int(refuse_syscall(SYS_clone3, ENOSYS), 0);
	bad += check_int(refuse_shared_memory(EINVAL), 0);
	for (int i = 0; i <= *(bool *)second; i++) {
		if (i == *(bool *)second)
			trace_mark();
		bad += check_int(
		    spawnx_spawn(NULL, program, NULL, NULL, ARGV("x"), environ),
		    ENOENT);
	}
	trace_mark();
	return (bad);
}

#define WITH_PIPE \
	"pipe2 clone close ppoll read fcntl read close rt_sigprocmask wait4"
#define REFUSED "pipe2 clone close*2 "

/* On a slow machine the child is asked for more than once. */
static const char *
without_waits(const struct trace *t)
{
	static const char again[] = "ppoll read waitid ";
	char *text = (char *)(uintptr_t)trace_text(t, false), *at;

	while ((at = strstr(text, again)) != NULL)
		memmove(at, at + strlen(again), strlen(at + strlen(again)) + 1);
	return (text);
}

static void
test_question_is_put_once(void **state)
{
	static struct trace t;
	int error;

	(void)state;
	error = trace_run(&t, traced_child, &(bool){ false });
	if (error != 0 || t.t_n == 0)
		skip_because("no tracing here: %s", strerror(error));
	assert_int_equal(t.t_status, 0);
	assert_string_equal(without_waits(&t),
	    BACKEND_IS_ASM ? "clone3 rt_sigprocmask " REFUSED WITH_PIPE
			   : "rt_sigprocmask " REFUSED WITH_PIPE);
	assert_int_equal(trace_run(&t, traced_child, &(bool){ true }), 0);
	assert_int_equal(t.t_status, 0);
	assert_string_equal(without_waits(&t), "rt_sigprocmask " WITH_PIPE);
}

/* -- A handle: a true one, or the word that there is none -- */

static int
handle_child(void *unused)
{
	int handle = ODD_HANDLE, rc, bad;
	struct world world;
	pid_t pid = -1;

	(void)unused;
	world_take(&world);
	rc = spawnx_spawn_handle(&handle, &pid, SHELL, NULL, NULL,
	    ARGV("sh", "-c", "exit 3"), environ);
	if (rc == 0) {
		bad = check_int(wait_for(pid), 3 << 8);
		bad += check_int(fcntl(handle, F_GETFD), FD_CLOEXEC);
		bad += check_int(close(handle), 0);
	} else {
		bad = check_int(rc, ENOTSUP) + check_int(pid, -1);
		bad += check_int(handle, ODD_HANDLE);
	}
	return (bad + world_check(&world));
}

static void
test_handle(void **state)
{
	(void)state;
	each_way(handle_child);
}

/* -- A spawn that is not to be waited for, which a fork waits for -- */

#define ALL_FLAGS (SPAWNX_POLLABLE | SPAWNX_SHAREFILES)

static int
start_one(unsigned flags, const char *program, int error, int status)
{
	spawnx_pending_t *p = NULL;
	pid_t pid = -1;
	int bad;

	bad = check_int(spawnx_start(&p, flags, program, NULL, NULL,
			    ARGV("sh", "-c", "exit 3"), environ),
	    0);
	if (bad != 0)
		return (bad);
	bad += check_int(spawnx_finish(p, &pid), error);
	return (bad + check_int(error == 0 ? wait_for(pid) : pid, status));
}

static int
start_child(void *unused)
{
	struct world world;
	int bad = 0;

	(void)unused;
	world_take(&world);
	for (unsigned flags = 0; flags <= ALL_FLAGS; flags++) {
		bad += start_one(flags, SHELL, 0, 3 << 8);
		bad += start_one(flags, "/none", ENOENT, -1);
	}
	return (bad + world_check(&world));
}

static void
test_start(void **state)
{
	(void)state;
	each_way(start_child);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_pipe_is_out_of_reach),
		CASE(test_question_is_silent),
		CASE(test_question_is_put_once),
		CASE(test_handle),
		CASE(test_start),
	};

	return (run_cases(cases));
}
