/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How long a spawn keeps its caller, beside what the caller could have used
 * instead.  Every round runs each peer once, in an order that rotates, and
 * times the call alone: from the call until the program runs in the child.
 * The medians and their ratios are what to look at; the machine's own speed
 * drifts.
 *
 * fork() is measured apart, after the others: it write-protects the parent's
 * pages, and whoever comes next pays for that.
 */
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <dlfcn.h>
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

#define MAX_ROUNDS 100000

typedef int spawn_fn(pid_t *, const char *, const posix_spawn_file_actions_t *,
    const posix_spawnattr_t *, char *const[], char *const[]);

struct options {
	int rounds, mebibytes, threads, handlers, descriptors;
};

struct peer {
	const char *name;
	int (*run)(pid_t *);
	double *us;
	double median;
};

static char *const child_argv[] = { (char *)CHILD_PROGRAM, NULL };
static char *const child_envp[] = { NULL };
static spawn_fn *libc_spawn;

static int
run_spawnx(pid_t *pid)
{
	return (spawnx_spawn(
	    pid, CHILD_PROGRAM, NULL, NULL, child_argv, child_envp));
}

static int
run_libc(pid_t *pid)
{
	return (
	    libc_spawn(pid, CHILD_PROGRAM, NULL, NULL, child_argv, child_envp));
}

static int
run_vfork(pid_t *pid)
{
	*pid = vfork();
	if (*pid == 0) {
		execve(CHILD_PROGRAM, child_argv, child_envp);
		_exit(127);
	}
	return (*pid < 0 ? errno : 0);
}

static int
run_fork(pid_t *pid)
{
	*pid = fork();
	if (*pid == 0) {
		execve(CHILD_PROGRAM, child_argv, child_envp);
		_exit(127);
	}
	return (*pid < 0 ? errno : 0);
}

static double
now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3);
}

static void
die(const char *what, int error)
{
	fprintf(stderr, "spawn_bench: %s: %s\n", what, strerror(error));
	exit(1);
}

static double
time_one(const struct peer *p)
{
	double before, after;
	pid_t pid = -1;
	int rc, status;

	before = now_us();
	rc = p->run(&pid);
	after = now_us();
	if (rc != 0)
		die(p->name, rc);
	if (waitpid(pid, &status, 0) != pid || status != 0)
		die(p->name, ECHILD);
	return (after - before);
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return ((*x > *y) - (*x < *y));
}

static void
measure(struct peer *peers, int npeers, int rounds)
{
	int i, round;

	for (i = 0; i < npeers; i++) {
		peers[i].us = calloc((size_t)rounds, sizeof(double));
		if (peers[i].us == NULL)
			die("calloc", ENOMEM);
		(void)time_one(&peers[i]); /* warm up */
	}
	for (round = 0; round < rounds; round++)
		for (i = 0; i < npeers; i++) {
			struct peer *p = &peers[(i + round) % npeers];

			p->us[round] = time_one(p);
		}
	for (i = 0; i < npeers; i++) {
		qsort(peers[i].us, (size_t)rounds, sizeof(double), by_value);
		peers[i].median = peers[i].us[rounds / 2];
	}
}

static void
print(const struct peer *peers, int npeers, int rounds, const char *versus[])
{
	int i, j;

	for (i = 0; i < npeers; i++) {
		printf("%-22s %9.1f us  (quartiles %.1f to %.1f)",
		    peers[i].name, peers[i].median, peers[i].us[rounds / 4],
		    peers[i].us[rounds * 3 / 4]);
		for (j = 0; j < npeers && i == 0; j++)
			if (versus[j] != NULL)
				printf("  %.2fx of %s",
				    peers[0].median / peers[j].median,
				    versus[j]);
		putchar('\n');
	}
}

static void
fill_memory(int mebibytes)
{
	size_t size = (size_t)mebibytes << 20;
	void *p;

	if (size == 0)
		return;
	p = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		die("mmap", errno);
	memset(p, 1, size);
}

static void *
sleeper(void *arg)
{
	for (;;)
		pause();
	return (arg);
}

static void
start_threads(int count)
{
	pthread_t thread;
	int rc;

	while (count-- > 0) {
		rc = pthread_create(&thread, NULL, sleeper, NULL);
		if (rc != 0)
			die("pthread_create", rc);
	}
}

static void
on_signal(int sig)
{
	(void)sig;
}

static void
catch_signals(int count)
{
	struct sigaction sa = { .sa_handler = on_signal };
	int sig;

	for (sig = 1; sig < 64 && count > 0; sig++)
		if (sig != SIGCHLD && sigaction(sig, &sa, NULL) == 0)
			count--;
}

static void
open_descriptors(int count)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
	while (count-- > 0)
		if (open("/dev/null", O_RDONLY | O_CLOEXEC) < 0)
			die("open", errno);
}

static void
usage(void)
{
	fputs("usage: spawn_bench [-n rounds] [-m MiB of memory] [-t threads]\n"
	      "                   [-s signals caught] [-d descriptors]\n",
	    stderr);
	exit(2);
}

static struct options
parse(int argc, char *argv[])
{
	struct options o = { .rounds = 2000 };
	int c;

	while ((c = getopt(argc, argv, "n:m:t:s:d:")) != -1)
		switch (c) {
		case 'n':
			o.rounds = atoi(optarg);
			break;
		case 'm':
			o.mebibytes = atoi(optarg);
			break;
		case 't':
			o.threads = atoi(optarg);
			break;
		case 's':
			o.handlers = atoi(optarg);
			break;
		case 'd':
			o.descriptors = atoi(optarg);
			break;
		default:
			usage();
		}
	if (optind != argc || o.rounds < 1 || o.rounds > MAX_ROUNDS)
		usage();
	return (o);
}

int
main(int argc, char *argv[])
{
	struct options o = parse(argc, argv);
	struct peer peers[] = {
		{ .name = "spawnx_spawn", .run = run_spawnx },
		{ .name = "vfork+execve", .run = run_vfork },
		{ .name = "libc posix_spawn", .run = run_libc },
	};
	struct peer apart[] = { { .name = "fork+execve", .run = run_fork } };
	const char *versus[] = { NULL, "vfork+execve", "libc posix_spawn" };
	const char *alone[] = { NULL };
	void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
	int npeers = 2;

	/* Our own library defines the name too: ask libc itself. */
	if (libc != NULL) {
		*(void **)&libc_spawn = dlsym(libc, "posix_spawn");
		npeers += libc_spawn != NULL;
	}
	fill_memory(o.mebibytes);
	start_threads(o.threads);
	catch_signals(o.handlers);
	open_descriptors(o.descriptors);
	printf("%d rounds; parent: %d MiB, %d threads, %d signals caught, "
	       "%d descriptors\n",
	    o.rounds, o.mebibytes, o.threads, o.handlers, o.descriptors);
	measure(peers, npeers, o.rounds);
	print(peers, npeers, o.rounds, versus);
	measure(apart, 1, o.rounds / 10 + 1);
	print(apart, 1, o.rounds / 10 + 1, alone);
	return (0);
}
