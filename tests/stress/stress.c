/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Eight threads spawn in every way, while others install handlers, open and
 * close descriptors, set their IDs, fork, get cancelled and exit: no child is
 * lost, no thread is stuck, no stack or descriptor is left.
 *
 * usage: stress [spawns]
 */
#include <sys/wait.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "spawnx.h"
#include "stress.h"

#define THREADS 8
#define STUCK_S 60 /* without a single spawn */
#define KINDS   9

atomic_bool finished;
static atomic_long to_do, progress, counts[KINDS];

void
die(const char *what, long value)
{
	(void)fprintf(stderr, "stress: %s: %ld\n", what, value);
	(void)fflush(NULL);
	_exit(1);
}

static char *const child_argv[] = { (char *)CHILD_PROGRAM, NULL };
static char *const child_envp[] = { NULL };
static posix_spawn_file_actions_t redirect, close_rest;
static posix_spawnattr_t attr;

static void
expect(const char *what, long got, long want)
{
	if (got != want)
		die(what, got);
}

static void
reap(const char *what, pid_t pid)
{
	int status = -1;
	pid_t got;

	do
		got = waitpid(pid, &status, 0);
	while (got < 0 && errno == EINTR);
	if (got != pid)
		die("a lost child", pid);
	expect(what, status, 0);
}

static void
by_start(unsigned flags, const posix_spawn_file_actions_t *fa)
{
	spawnx_pending_t *pending;
	pid_t pid = -1;

	expect("spawnx_start",
	    spawnx_start(&pending, flags, CHILD_PROGRAM, fa, NULL, child_argv,
		child_envp),
	    0);
	expect("spawnx_finish", spawnx_finish(pending, &pid), 0);
	reap("start", pid);
}

static void
by_handle(void)
{
	int handle = -1;
	pid_t pid = -1;

	expect("spawnx_spawn_handle",
	    spawnx_spawn_handle(&handle, &pid, CHILD_PROGRAM, &close_rest, NULL,
		child_argv, child_envp),
	    0);
	reap("handle", pid);
	expect("close", close(handle), 0);
}

static void
plain(const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at)
{
	pid_t pid = -1;

	expect("posix_spawn",
	    posix_spawn(&pid, CHILD_PROGRAM, fa, at, child_argv, child_envp),
	    0);
	reap("posix_spawn", pid);
}

void
spawn_one(unsigned n)
{
	int saved;

	errno = saved = (int)(n % 1000) + 1;
	switch (n % KINDS) {
	case 0:
		plain(NULL, NULL);
		break;
	case 1:
		plain(&redirect, &attr);
		break;
	case 2:
		plain(&close_rest, &attr);
		break;
	case 3:
		by_start(0, &redirect);
		break;
	case 4:
		by_start(SPAWNX_POLLABLE, &redirect);
		break;
	case 5:
		by_start(SPAWNX_SHAREFILES, NULL);
		break;
	case 6:
		by_start(SPAWNX_SHAREFILES, n & 16 ? &redirect : &close_rest);
		break;
	case 7:
		by_handle();
		break;
	default:
		expect("no program",
		    spawnx_spawn(NULL, "/none", &close_rest, &attr, child_argv,
			child_envp),
		    ENOENT);
		expect("errno", errno, saved);
	}
	atomic_fetch_add(&counts[n % KINDS], 1);
	atomic_fetch_add(&progress, 1);
}

static void *
spawn_many(void *unused)
{
	long n;

	while ((n = atomic_fetch_sub(&to_do, 1)) > 0)
		spawn_one((unsigned)n);
	return (unused);
}

/* Until all are done; if for a time nothing happens, a thread is stuck. */
static void *
watch(void *unused)
{
	const struct timespec tick = { 0, 100000000 };
	long last = -1, now;
	int idle = 0;

	while (!atomic_load(&finished)) {
		(void)nanosleep(&tick, NULL);
		now = atomic_load(&progress);
		idle = now == last ? idle + 1 : 0;
		if (idle > STUCK_S * 10)
			die("stuck after so many spawns", now);
		last = now;
	}
	return (unused);
}

static int
count_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;

	if (dir == NULL)
		return (0);
	while (readdir(dir) != NULL)
		n++;
	(void)closedir(dir);
	return (n);
}

/* A stack of the library's has two: its guard is one. */
static int
count_mappings(void)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512];
	int n = 0;

	if (maps == NULL)
		return (0);
	while (fgets(line, sizeof(line), maps) != NULL)
		n++;
	(void)fclose(maps);
	return (n);
}

static void
prepare(void)
{
	const short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
	int bad = posix_spawn_file_actions_init(&redirect);

	bad += posix_spawn_file_actions_init(&close_rest);
	bad += posix_spawnattr_init(&attr);
	bad += posix_spawnattr_setflags(&attr, flags);
	bad += posix_spawn_file_actions_addopen(
	    &redirect, 1, "/dev/null", O_WRONLY, 0);
	bad += posix_spawn_file_actions_adddup2(&redirect, 1, 2);
	bad += spawnx_file_actions_addclosefrom(&close_rest, 3);
	expect("objects", bad, 0);
}

static void
run_threads(void)
{
	pthread_t threads[THREADS], watcher;
	int i;

	expect("thread", pthread_create(&watcher, NULL, watch, NULL), 0);
	disturb_begin();
	for (i = 0; i < THREADS; i++)
		expect("thread",
		    pthread_create(&threads[i], NULL, spawn_many, NULL), 0);
	for (i = 0; i < THREADS; i++)
		expect("join", pthread_join(threads[i], NULL), 0);
	atomic_store(&finished, true);
	disturb_end();
	expect("join", pthread_join(watcher, NULL), 0);
}

/* What the pool of stacks and libc keep is there after the first round. */
static void
run(long spawns)
{
	atomic_store(&finished, false);
	atomic_store(&to_do, spawns);
	run_threads();
	if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD)
		die("a child is left", 0);
}

int
main(int argc, char **argv)
{
	const long spawns = argc > 1 ? strtol(argv[1], NULL, 10) : 3000;
	int descriptors, mappings, i;

	if (spawns < 1)
		die("usage: stress [spawns]", spawns);
	prepare();
	run(spawns / 10 + 100);
	descriptors = count_descriptors();
	mappings = count_mappings();
	run(spawns);
	expect("descriptors", count_descriptors(), descriptors);
	if (count_mappings() > mappings + 2 * THREADS * 8)
		die("mappings are left", count_mappings() - mappings);
	for (i = 0; i < KINDS; i++)
		printf("%ld ", atomic_load(&counts[i]));
	printf("spawns of each kind; mappings: %d, then %d\n", mappings,
	    count_mappings());
	return (0);
}
