/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Threads spawn at the same time, and each has its own children, failures and
 * errno; a fork in one of them has no part in it.
 *
 * POSIX.1-2024, XSH 2.9.1 (thread safety); posix_spawn(): DESCRIPTION.
 */
#include "workers.h"

/* -- Each thread its own children, its own errno, its own failures -- */

static void *
spawn_own_children(void *arg)
{
	struct worker *w = arg;
	char exit_arg[32];
	pid_t pid = -1;

	(void)snprintf(exit_arg, sizeof(exit_arg), "exit=%d", w->w_number + 1);
	for (int i = 0; i < SPAWNS / 2 && w->w_bad == 0; i++) {
		errno = 1000 + w->w_number;
		w->w_bad += check_int(
		    w->w_family->spawn(&pid, report_program(), NULL, NULL,
			ARGV("report", "none", exit_arg), environ),
		    0);
		w->w_bad += check_int(errno, 1000 + w->w_number);
		w->w_bad += check_int(wait_for(pid), (w->w_number + 1) << 8);
		errno = 1000 + w->w_number;
		w->w_bad += check_int(w->w_family->spawn(&pid, "/none", NULL,
					  NULL, ARGV("none"), environ),
		    ENOENT);
		w->w_bad += check_int(errno, 1000 + w->w_number);
	}
	return (NULL);
}

static int
eight_child(void *arg)
{
	struct worker workers[8];
	struct world world;
	int bad;

	(void)arg;
	world_take(&world);
	start(workers, 8, spawn_own_children);
	bad = join(workers, 8);
	return (bad + world_check(&world));
}

static void
test_eight_threads(void **state)
{
	(void)state;
	on_each_way(eight_child, NULL);
}

/* -- Forks meanwhile: their children never see one of a spawn -- */

static void *
fork_in_a_loop(void *arg)
{
	struct worker *w = arg;

	while (!atomic_load(&done) && w->w_bad == 0) {
		pid_t pid = fork();

		if (pid == 0)
			_exit(has_child() ? 1 : 21);
		w->w_bad += check_int(wait_for(pid), 21 << 8);
	}
	return (NULL);
}

static int
fork_child(void *arg)
{
	struct worker forker, spawners[2];
	int bad;

	(void)arg;
	start(spawners, 2, spawn_own_children);
	start(&forker, 1, fork_in_a_loop);
	bad = join(spawners, 2);
	atomic_store(&done, true);
	return (bad + join(&forker, 1) + check(!has_child()));
}

static void
test_forks_meanwhile(void **state)
{
	(void)state;
	on_each_way(fork_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_eight_threads),
		CASE(test_forks_meanwhile),
	};

	return (run_cases(cases));
}
