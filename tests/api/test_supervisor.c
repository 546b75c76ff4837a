/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A seccomp supervisor that is asked about a call lets a signal interrupt it,
 * even one that is never interrupted otherwise: the call is made again, the
 * spawn works or fails as ever, and no descriptor and no child is left.
 *
 * POSIX.1-2024, posix_spawn(): ERRORS (there is no [EINTR]).
 */
#include "check.h"
#include "forked.h"

#include <sys/ioctl.h>

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>

/* From <linux/seccomp.h>, which not every libc's include path has. */
struct notification {
	uint64_t n_id;
	uint32_t n_pid, n_flags;
	uint64_t n_data[8];
};

struct answer {
	uint64_t a_id;
	int64_t a_value;
	int32_t a_error;
	uint32_t a_flags;
};

/* By the raw call: not every libc's ioctl() takes such a number. */
#define RECEIVE   _IOWR('!', 0, struct notification)
#define SEND      _IOWR('!', 1, struct answer)
#define GO_ON     1 /* since Linux 5.5 */
#define SIGNAL    SIGUSR1
#define SIGNAL_MS 30 /* no longer: it may be blocked, or the child that asks */

/* -- The supervisor, a thread that nobody supervises -- */

static struct {
	pthread_t thread, caller;
	atomic_int listener; /* -1: not yet, -2: no more */
	atomic_bool interrupts;
	atomic_int handled, interrupted;
} sv;

static void
handler(int signo)
{
	(void)signo;
	atomic_fetch_add(&sv.handled, 1);
}

static void
interrupt_caller(void)
{
	const int before = atomic_load(&sv.handled);

	(void)pthread_kill(sv.caller, SIGNAL);
	for (int i = 0; i < SIGNAL_MS && atomic_load(&sv.handled) == before;
	     i++)
		sleep_ms(1);
	if (atomic_load(&sv.handled) != before)
		atomic_fetch_add(&sv.interrupted, 1);
}

static void
answer_one(int listener)
{
	struct notification n;
	struct answer a = { .a_flags = GO_ON };

	memset(&n, 0, sizeof(n));
	if (syscall(SYS_ioctl, listener, RECEIVE, &n) != 0)
		return;
	a.a_id = n.n_id;
	(void)syscall(SYS_ioctl, listener, SEND, &a);
}

/* Each call is interrupted before it is looked at, and let go the next time. */
static void *
supervise(void *unused)
{
	bool again = false;
	int listener;

	while ((listener = atomic_load(&sv.listener)) != -2) {
		struct pollfd pfd = { listener, POLLIN, 0 };

		if (listener < 0 || poll(&pfd, 1, 5) != 1) {
			if (listener < 0)
				sleep_ms(1);
			continue;
		}
		if (!again && atomic_load(&sv.interrupts))
			interrupt_caller();
		else
			answer_one(listener);
		again = !again && atomic_load(&sv.interrupts);
	}
	return (unused);
}

/* -- What is spawned under it -- */

static int
spawn_one(const char *program, const posix_spawnattr_t *attr, int error)
{
	pid_t pid = -1;
	int rc;

	atomic_store(&sv.interrupts, true);
	rc = spawnx_spawn(&pid, program, NULL, attr, ARGV("true"), environ);
	atomic_store(&sv.interrupts, false);
	if (check_int(rc, error) != 0)
		return (1);
	return (rc == 0 ? check_int(wait_for(pid), 0) : 0);
}

/* qemu-user and copies of the memory may have none. */
static int
spawn_handle(const char *program, int error)
{
	int handle = -1, rc;
	pid_t pid = -1;

	atomic_store(&sv.interrupts, true);
	rc = spawnx_spawn_handle(
	    &handle, &pid, program, NULL, NULL, ARGV("true"), environ);
	atomic_store(&sv.interrupts, false);
	if (check_int(rc, error) != 0)
		return (1);
	if (rc != 0)
		return (0);
	return (check_int(wait_for(pid), 0) + check_int(close(handle), 0));
}

static int
start_one(unsigned flags, const char *program, int error)
{
	spawnx_pending_t *p = NULL;
	pid_t pid = -1;
	int rc;

	atomic_store(&sv.interrupts, true);
	rc =
	    spawnx_start(&p, flags, program, NULL, NULL, ARGV("true"), environ);
	if (rc == 0)
		rc = spawnx_finish(p, &pid);
	atomic_store(&sv.interrupts, false);
	if (check_int(rc, error) != 0)
		return (1);
	return (rc == 0 ? check_int(wait_for(pid), 0) : 0);
}

static int
spawn_all(const posix_spawnattr_t *masked)
{
	static const struct {
		const char *program;
		int error;
	} ends[] = { { "/bin/true", 0 }, { "/none", ENOENT } };
	int bad = 0;

	for (size_t i = 0; i < COUNT(ends); i++) {
		const char *program = ends[i].program;
		const int error = ends[i].error;

		bad += spawn_one(program, NULL, error);
		bad += spawn_one(program, masked, error);
		bad += spawn_handle(program, error);
		for (unsigned flags = 0; flags < 8; flags++)
			bad += start_one(flags, program, error);
	}
	return (bad);
}

struct job {
	const char *name;
	long number;
	bool is_seen; /* by the caller, while it has no signal blocked */
};

static int
start_supervisor(void)
{
	const struct sigaction sa = { .sa_handler = handler };

	sv.caller = pthread_self();
	atomic_store(&sv.listener, -1);
	CHECK(sigaction(SIGNAL, &sa, NULL) == 0);
	return (
	    check_int(pthread_create(&sv.thread, NULL, supervise, NULL), 0));
}

static bool
has_clone3(void)
{
	return (syscall(SYS_clone3, NULL, 0) == -1 && errno == EINVAL);
}

/* The thread would inherit the filter, had it come before. */
static int
job_child(void *arg)
{
	const struct job *job = arg;
	const bool is_seen =
	    job->is_seen && (job->number != SYS_clone3 || has_clone3());
	posix_spawnattr_t attr;
	int bad, fds, listener;

	(void)alarm(300);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad +=
	    check_int(spawnx_attr_setflags(&attr, POSIX_SPAWN_SETSIGMASK), 0);
	bad += start_supervisor();
	listener = supervise_syscall(job->number);
	if (listener < 0)
		return (77);
	atomic_store(&sv.listener, listener);
	fds = count_fds();
	bad += spawn_all(&attr);
	bad += check_int(count_fds(), fds);
	bad += check(!has_child());
	return (bad + check(!is_seen || atomic_load(&sv.interrupted) > 0));
}

static const struct job jobs[] = {
	{ "clone3", SYS_clone3, BACKEND_IS_ASM },
	{ "clone", SYS_clone, false },
	{ "close", SYS_close, true },
	{ "rt_sigprocmask", SYS_rt_sigprocmask, true },
	{ "pipe2", SYS_pipe2, true },
	{ "wait4", SYS_wait4, true },
	{ "waitid", SYS_waitid, BACKEND_IS_ASM },
	{ "fcntl", CALL_fcntl, false },
	{ "read", SYS_read, false },
};

static int
each_job(void *unused)
{
	int bad = 0, rc;

	(void)unused;
	for (size_t i = 0; i < COUNT(jobs); i++) {
		rc = in_child(job_child, (void *)(uintptr_t)&jobs[i]);
		if (rc == 77)
			return (77);
		if (rc != 0)
			bad += complain("%s: %d", jobs[i].name, rc);
	}
	return (bad);
}

static void
test_interrupted(void **state)
{
	(void)state;
	on_each_way(each_job, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_interrupted),
	};

	return (run_cases(cases));
}
