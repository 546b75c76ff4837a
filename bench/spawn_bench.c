/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How long a spawn keeps its caller, beside what the caller could have used
 * instead.  Every round runs each peer once, in an order that rotates, and
 * times the call alone: from the call until the program runs in the child.
 * The ratios are what to look at; the machine's own speed drifts.
 *
 * fork() is measured apart, after the others: it write-protects the parent's
 * pages, and whoever comes next pays for that.  Its time is that of fork()
 * alone: the child's exec comes after that.
 */
#include <sys/mman.h>

#include <pthread.h>
#include <signal.h>

#include "bench.h"

struct options {
	int rounds, mebibytes, threads, handlers, descriptors;
	bool csv;
};

static spawn_fn *libc_spawn;

static pid_t
spawn_one(const char *name, spawn_fn *spawn)
{
	pid_t pid = -1;

	check(name, spawn(&pid, program, NULL, NULL, child_argv, child_envp));
	return (pid);
}

static pid_t
spawnx_one(void)
{
	return (spawn_one("spawnx_spawn", spawnx_spawn));
}

static pid_t
libc_one(void)
{
	return (spawn_one("libc posix_spawn", libc_spawn));
}

static pid_t
fork_one(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		execve(program, child_argv, child_envp);
		_exit(127);
	}
	check("fork", pid < 0 ? errno : 0);
	return (pid);
}

static double
time_spawnx(void)
{
	return (time_one(spawnx_one));
}

static double
time_vfork(void)
{
	return (time_one(vfork_one));
}

static double
time_libc(void)
{
	return (time_one(libc_one));
}

static double
time_fork(void)
{
	return (time_one(fork_one));
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
	      "                   [--no-clone3] [--csv]\n",
	    stderr);
	exit(2);
}

static struct options
parse(int argc, char *argv[])
{
	struct options o = { .rounds = 2000 };
	int c;

	o.csv = take_option(&argc, argv, "--csv");
	take_no_clone3(&argc, argv);
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

static void
become(const struct options *o)
{
	fill_memory(o->mebibytes);
	start_threads(o->threads);
	catch_signals(o->handlers);
	open_descriptors(o->descriptors, O_RDONLY | O_CLOEXEC);
	if (o->csv)
		return;
	printf("%d rounds; parent: %d MiB, %d threads, %d signals caught, "
	       "%d descriptors\n",
	    o->rounds, o->mebibytes, o->threads, o->handlers, o->descriptors);
}

static void
run(const struct options *o, struct peer peers[], int npeers, int rounds)
{
	measure(peers, npeers, rounds);
	if (o->csv)
		print_csv(peers, npeers, rounds);
	else
		print(peers, npeers, 1, rounds, false);
}

int
main(int argc, char *argv[])
{
	const struct options o = parse(argc, argv);
	struct peer peers[] = {
		{ .name = "spawnx_spawn", .time = time_spawnx },
		{ .name = "vfork+execve", .time = time_vfork },
		{ .name = "libc posix_spawn", .time = time_libc },
	};
	struct peer apart[] = { { .name = "fork alone", .time = time_fork } };

	*(void **)&libc_spawn = libc_function("posix_spawn");
	become(&o);
	run(&o, peers, libc_spawn != NULL ? 3 : 2, o.rounds);
	run(&o, apart, 1, o.rounds / 10 + 1);
	return (0);
}
