/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * However many signals arrive while a child is made, no handler of the
 * caller's runs in it: it ends by the default action, or it runs to its end.
 * And a signal to the process ID that the spawn has given is never lost.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION, "signals set to be caught by the
 * calling process shall be set to the default action in the child process".
 */
#include "forked.h"

#include <sys/prctl.h>

#include <pthread.h>
#include <time.h>

#ifndef STORM_MS
#define STORM_MS 400
#endif

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return ((double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6);
}

static const int no_end[] = { SIGWINCH, SIGURG, SIGCHLD, 0 };
static const int an_end[] = { SIGUSR1, SIGUSR2, SIGALRM, 0 };

static bool
is_in(const int *signals, int signo)
{
	for (; *signals != 0; signals++) {
		if (*signals == signo)
			return (true);
	}
	return (false);
}

/*
 * Sends them to the process group of the caller until it is killed, or the
 * caller is gone.  No real-time signals: they queue up, and on a loaded
 * machine the caller would be at nothing but its handlers.
 */
static pid_t
start_storm(const int *signals)
{
	pid_t group = getpgrp(), pid = fork();

	if (pid != 0)
		return (pid);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || setpgid(0, 0) != 0)
		_exit(1);
	while (getppid() == group) {
		for (int i = 0; signals[i] != 0; i++)
			(void)kill(-group, signals[i]);
		(void)sched_yield();
	}
	_exit(0);
}

/* A program that ends by itself, or by one of the signals. */
static int
spawn_one(const struct spawn_family *f, const int *deadly)
{
	pid_t pid = -1;
	int bad, status;

	bad = check_int(f->spawn(&pid, report_program(), NULL, NULL,
			    ARGV("report", "none", "exit=5"), environ),
	    0);
	if (bad != 0)
		return (bad);
	status = wait_for(pid);
	if (WIFSIGNALED(status))
		return (check(is_in(deadly, WTERMSIG(status))));
	return (check_int(status, 5 << 8));
}

struct worker {
	const struct spawn_family *w_family;
	const int *w_deadly;
	double w_end;
	int w_spawned, w_bad;
};

static void *
work(void *arg)
{
	struct worker *w = arg;

	/* Once at least: the time may be over before a thread has begun. */
	do {
		w->w_bad += spawn_one(w->w_family, w->w_deadly);
		w->w_spawned++;
	} while (now() < w->w_end && w->w_bad == 0);
	return (NULL);
}

static int
work_in_threads(struct worker *w, int n)
{
	pthread_t threads[4];
	struct worker copies[4];
	int bad = 0;

	for (int i = 0; i < n; i++) {
		copies[i] = *w;
		if (pthread_create(&threads[i], NULL, work, &copies[i]) != 0)
			_exit(1);
	}
	(void)work(w);
	for (int i = 0; i < n; i++) {
		(void)pthread_join(threads[i], NULL);
		bad += copies[i].w_bad;
		w->w_spawned += copies[i].w_spawned;
	}
	return (bad + w->w_bad);
}

struct scenario {
	const int *s_signals, *s_deadly;
	int s_threads;
};

static int
storm_child(void *arg)
{
	static const int none[] = { 0 };
	const struct scenario *s = arg;
	const struct spawn_family *f;
	int bad, seen = 0;
	pid_t storm;

	bad = check_int(setpgid(0, 0), 0);
	for (int i = 0; s->s_signals[i] != 0; i++)
		catch_signal(s->s_signals[i]);
	storm = start_storm(s->s_signals);
	FOR_EACH_FAMILY(f)
	{
		struct worker w = { f, s->s_deadly == NULL ? none : s->s_deadly,
			now() + STORM_MS / 2.0, 0, 0 };

		bad += work_in_threads(&w, s->s_threads);
		bad += check(w.w_spawned > 0);
	}
	(void)kill(storm, SIGKILL);
	(void)wait_for(storm);
	for (int i = 0; s->s_signals[i] != 0; i++)
		seen += caught(s->s_signals[i]);
	bad += check(seen > 0);
	return (bad + check_int(caught_elsewhere(), 0));
}

static void
test_harmless_signals(void **state)
{
	struct scenario s = { no_end, NULL, 0 };

	(void)state;
	on_each_way(storm_child, &s);
}

static void
test_deadly_signals(void **state)
{
	struct scenario s = { an_end, an_end, 0 };

	(void)state;
	on_each_way(storm_child, &s);
}

static void
test_harmless_signals_and_threads(void **state)
{
	struct scenario s = { no_end, NULL, 3 };

	(void)state;
	on_each_way(storm_child, &s);
}

static void
test_deadly_signals_and_threads(void **state)
{
	struct scenario s = { an_end, an_end, 3 };

	(void)state;
	on_each_way(storm_child, &s);
}

/* -- A signal that is sent as soon as there is a process ID -- */

struct at_once {
	bool a_blocked; /* by the caller; the attributes unblock it */
};

static int
signal_one(const struct spawn_family *f, const posix_spawnattr_t *attr)
{
	pid_t pid = -1;
	int bad;

	bad = check_int(f->spawn(&pid, report_program(), NULL, attr,
			    ARGV("report", "none", "sleep=20000"), environ),
	    0);
	if (bad != 0)
		return (bad);
	bad += check_int(kill(pid, SIGTERM), 0);
	return (bad + check_int(wait_for(pid), SIGTERM));
}

static int
at_once_child(void *arg)
{
	const struct at_once *how = arg;
	const struct spawn_family *f;
	posix_spawnattr_t attr;
	sigset_t set;
	int bad = 0;

	catch_signal(SIGTERM);
	(void)sigemptyset(&set);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setsigmask(&attr, &set), 0);
	bad +=
	    check_int(spawnx_attr_setflags(&attr, POSIX_SPAWN_SETSIGMASK), 0);
	(void)sigaddset(&set, SIGTERM);
	if (how->a_blocked)
		(void)sigprocmask(SIG_BLOCK, &set, NULL);
	FOR_EACH_FAMILY(f)
	{
		for (int i = 0; i < 100 && bad == 0; i++)
			bad += signal_one(f, how->a_blocked ? &attr : NULL);
	}
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	return (bad + check_int(caught(SIGTERM) + caught_elsewhere(), 0));
}

static void
test_signal_right_after_the_spawn(void **state)
{
	struct at_once how = { false };

	(void)state;
	on_each_way(at_once_child, &how);
}

static void
test_signal_that_the_caller_blocks(void **state)
{
	struct at_once how = { true };

	(void)state;
	on_each_way(at_once_child, &how);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_harmless_signals),
		CASE(test_deadly_signals),
		CASE(test_harmless_signals_and_threads),
		CASE(test_deadly_signals_and_threads),
		CASE(test_signal_right_after_the_spawn),
		CASE(test_signal_that_the_caller_blocks),
	};

	return (run_cases(cases));
}
