/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Spawning without waiting: how soon spawnx_start() is back, beside a bare
 * vfork+execve, also from a parent with 10,000 descriptors, and how many
 * programs a second one thread can start when it keeps several in flight,
 * beside loops that wait for each exec.  Sharing is SPAWNX_SHAREFILES.
 *
 * Two such loops in two processes at once show how much starts gain by a second
 * CPU on this machine, which is seldom twice as many, and may be nothing.
 *
 * The peers take turns, round by round; medians of the rounds' ratios are
 * printed, because the machine's own speed drifts.
 */
#include "bench.h"

#define MAX_IN_FLIGHT 256
#define MANY          10000 /* descriptors */
#define COUNT(a)      ((int)(sizeof(a) / sizeof((a)[0])))

static int in_flight = 64, batch;
static spawn_fn *libc_spawn;

static spawnx_pending_t *
start(unsigned flags)
{
	spawnx_pending_t *p;

	check("spawnx_start", spawnx_start(&p, flags, program, NULL, NULL,
				  child_argv, child_envp));
	return (p);
}

static void
finish(spawnx_pending_t *p)
{
	pid_t pid;

	check("spawnx_finish", spawnx_finish(p, &pid));
	reap(pid);
}

/* Each gives the time in which the caller was kept, in microseconds. */
static double
latency(unsigned flags)
{
	double before = now_us(), after;
	spawnx_pending_t *p = start(flags);

	after = now_us();
	finish(p);
	return (after - before);
}

static double
latency_start(void)
{
	return (latency(0));
}

static double
latency_sharing(void)
{
	return (latency(SPAWNX_SHAREFILES));
}

static double
latency_vfork(void)
{
	return (time_one(vfork_one));
}

/* Each starts and reaps a batch of programs, and gives the time of one. */
static double
batch_starting(unsigned flags)
{
	spawnx_pending_t *p[MAX_IN_FLIGHT];
	double before = now_us();
	int i;

	for (i = 0; i < batch + in_flight; i++) {
		if (i >= in_flight)
			finish(p[i % in_flight]);
		if (i < batch)
			p[i % in_flight] = start(flags);
	}
	return ((now_us() - before) / batch);
}

static double
batch_start(void)
{
	return (batch_starting(0));
}

static double
batch_sharing(void)
{
	return (batch_starting(SPAWNX_SHAREFILES));
}

/* As many children alive, each exec waited for. */
static double
batch_waiting(pid_t (*one)(void), int alive)
{
	pid_t pids[MAX_IN_FLIGHT];
	double before = now_us();
	int i;

	for (i = 0; i < batch + alive; i++) {
		if (i >= alive)
			reap(pids[i % alive]);
		if (i < batch)
			pids[i % alive] = one();
	}
	return ((now_us() - before) / batch);
}

static pid_t
libc_one(void)
{
	pid_t pid;

	check("posix_spawn",
	    libc_spawn(&pid, program, NULL, NULL, child_argv, child_envp));
	return (pid);
}

static double
batch_vfork(void)
{
	return (batch_waiting(vfork_one, in_flight));
}

static double
batch_libc(void)
{
	return (batch_waiting(libc_one, in_flight));
}

/* In a process of its own, of two, which share the number in flight. */
static void
half(void)
{
	(void)batch_waiting(vfork_one, (in_flight + 1) / 2);
}

static double
batch_loops(void)
{
	return (loops_time() / (2 * batch));
}

static void
compare_latencies(int rounds)
{
	struct peer peers[] = {
		{ .name = "spawnx_start", .time = latency_start },
		{ .name = "spawnx_start sharing", .time = latency_sharing },
		{ .name = "vfork+execve", .time = latency_vfork },
	};

	measure(peers, COUNT(peers), rounds);
	print(peers, COUNT(peers), 2, rounds, false);
}

static void
compare_batches(int rounds, bool csv)
{
	struct peer peers[] = {
		{ .name = "spawnx_start", .time = batch_start },
		{ .name = "spawnx_start sharing", .time = batch_sharing },
		{ .name = "two vfork+execve loops", .time = batch_loops },
		{ .name = "vfork+execve", .time = batch_vfork },
		{ .name = "libc posix_spawn", .time = batch_libc },
	};
	const int npeers = COUNT(peers) - (libc_spawn == NULL);

	loops_begin(half);
	measure(peers, npeers, rounds);
	loops_end();
	if (csv) {
		print_csv(peers, npeers, rounds);
		return;
	}
	printf("%d in flight, each program:\n", in_flight);
	print(peers, npeers, 3, rounds, true);
	printf("The two loops, in two processes at once, show what a second "
	       "CPU adds here.\n");
}

static void
compare(int rounds)
{
	printf("Until the caller goes on:\n");
	compare_latencies(rounds);
	compare_batches(rounds / 20, false);
	/* As most are, these are close-on-exec. */
	open_descriptors(MANY, O_RDONLY | O_CLOEXEC);
	printf("Until the caller goes on, with %d descriptors:\n", MANY);
	compare_latencies(rounds / 10);
}

static void
usage(void)
{
	fputs("usage: start_bench [--no-clone3] [--in-flight number]\n"
	      "                   [rounds, 20 or more [program]]\n"
	      "       start_bench --csv [--no-clone3] [--in-flight number]\n"
	      "                   [batches [program]]\n",
	    stderr);
	exit(2);
}

int
main(int argc, char *argv[])
{
	const bool csv = take_option(&argc, argv, "--csv");
	const char *number = take_value(&argc, argv, "--in-flight");
	int rounds;

	take_no_clone3(&argc, argv);
	rounds = argc > 1 ? atoi(argv[1]) : 1000;
	if (argc > 2)
		program = argv[2];
	if (number != NULL)
		in_flight = atoi(number);
	if (argc > 3 || rounds < (csv ? 1 : 20) || rounds > MAX_ROUNDS ||
	    in_flight < 1 || in_flight > MAX_IN_FLIGHT)
		usage();
	batch = in_flight < 64 ? 256 : 4 * in_flight;
	*(void **)&libc_spawn = libc_function("posix_spawn");
	if (csv)
		compare_batches(rounds, true);
	else
		compare(rounds);
	return (0);
}
