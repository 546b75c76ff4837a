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

#include <pthread.h>
#include <signal.h>

#include "bench.h"

#define MAX_ROUNDS 100000

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
time_one(const struct peer *p)
{
	double before, after;
	pid_t pid = -1;
	int rc;

	before = now_us();
	rc = p->run(&pid);
	after = now_us();
	check(p->name, rc);
	reap(pid);
	return (after - before);
}

static void
measure(struct peer *peers, int npeers, int rounds)
{
	int i, round;

	for (i = 0; i < npeers; i++) {
		peers[i].us = calloc((size_t)rounds, sizeof(double));
		check("calloc", peers[i].us == NULL ? ENOMEM : 0);
		(void)time_one(&peers[i]); /* warm up */
	}
	for (round = 0; round < rounds; round++)
		for (i = 0; i < npeers; i++) {
			struct peer *p = &peers[(i + round) % npeers];

			p->us[round] = time_one(p);
		}
	for (i = 0; i < npeers; i++)
		peers[i].median = median(peers[i].us, rounds);
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
	check("mmap", p == MAP_FAILED ? errno : 0);
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
		check("pthread_create", rc);
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
usage(void)
{
	fputs("usage: spawn_bench [-n rounds] [-m MiB of memory] [-t threads]\n"
	      "                   [-s signals caught] [-d descriptors]\n"
	      "                   [--no-clone3]\n",
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
	const int left = take_no_clone3(argc, argv);
	struct options o = parse(left, argv);
	struct peer peers[] = {
		{ .name = "spawnx_spawn", .run = run_spawnx },
		{ .name = "vfork+execve", .run = run_vfork },
		{ .name = "libc posix_spawn", .run = run_libc },
	};
	struct peer apart[] = { { .name = "fork+execve", .run = run_fork } };
	const char *versus[] = { NULL, "vfork+execve", "libc posix_spawn" };
	const char *alone[] = { NULL };
	int npeers = 2;

	*(void **)&libc_spawn = libc_function("posix_spawn");
	npeers += libc_spawn != NULL;
	fill_memory(o.mebibytes);
	start_threads(o.threads);
	catch_signals(o.handlers);
	open_descriptors(o.descriptors, O_RDONLY | O_CLOEXEC);
	printf("%d rounds; parent: %d MiB, %d threads, %d signals caught, "
	       "%d descriptors\n",
	    o.rounds, o.mebibytes, o.threads, o.handlers, o.descriptors);
	measure(peers, npeers, o.rounds);
	print(peers, npeers, o.rounds, versus);
	measure(apart, 1, o.rounds / 10 + 1);
	print(apart, 1, o.rounds / 10 + 1, alone);
	return (0);
}
