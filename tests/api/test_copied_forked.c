/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where a child has a copy of the caller's memory, and another thread forks
 * workers that do not exec: these have the pipe for the child's answer, and
 * keep no spawn waiting, be it one that works or one that fails.
 *
 * POSIX.1-2024, fork(): a child has copies of its parent's descriptors.
 */
#include "check.h"
#include "forked.h"

#include <pthread.h>
#include <stdatomic.h>

#define SPAWNS  40 /* at least */
#define WORKERS 150
#define SECONDS \
	30 /* that a worker lives, and keeps a spawn that waits for it */

static atomic_bool stop;
static pid_t workers[WORKERS];
static atomic_int count;

static void *
fork_workers(void *unused)
{
	while (!atomic_load(&stop) && atomic_load(&count) < WORKERS) {
		const pid_t pid = fork();

		if (pid == 0) {
			(void)alarm(SECONDS);
			for (;;)
				(void)pause();
		}
		if (pid > 0)
			workers[atomic_fetch_add(&count, 1)] = pid;
		sleep_ms(1);
	}
	return (unused);
}

static int
end_workers(void)
{
	int bad = 0;

	for (int i = 0; i < atomic_load(&count); i++) {
		/* It has seen all of it. */
		bad += check_int(waitpid(workers[i], NULL, WNOHANG), 0);
		(void)kill(workers[i], SIGKILL);
		bad += check_int(wait_for(workers[i]), SIGKILL);
	}
	return (bad);
}

static int
spawn_one(int i)
{
	pid_t pid = -1;

	if (i % 4 == 0)
		return (check_int(spawnx_spawn(&pid, "/none", NULL, NULL,
				      ARGV("none"), environ),
		    ENOENT));
	return (check_int(spawnx_spawn(&pid, "/bin/true", NULL, NULL,
			      ARGV("true"), environ),
		    0) +
		check_int(wait_for(pid), 0));
}

static int
spawn_child(void *unused)
{
	const int fds = count_fds();
	pthread_t thread;
	int bad;

	(void)unused;
	bad = check_int(pthread_create(&thread, NULL, fork_workers, NULL), 0);
	for (int i = 0;
	     bad == 0 && (i < SPAWNS || atomic_load(&count) < WORKERS); i++)
		bad += spawn_one(i);
	atomic_store(&stop, true);
	bad += check_int(pthread_join(thread, NULL), 0);
	bad += check(atomic_load(&count) > 0);
	bad += end_workers();
	return (bad + check_int(count_fds(), fds));
}

static void
test_workers(void **state)
{
	(void)state;
	on_each_way(spawn_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_workers),
	};

	return (run_cases(cases));
}
