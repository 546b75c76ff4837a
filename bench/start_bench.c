/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Spawning without waiting: how soon spawnx_start() is back, beside a bare
 * vfork+execve, also from a parent with 10,000 descriptors, and how many
 * programs a second one thread can start when it keeps several in flight,
 * beside loops that wait for each exec.  Sharing is SPAWNX_SHAREFILES.
 *
 * The peers take turns, round by round; medians of the rounds' ratios are
 * printed, for the machine's own speed drifts.
 */
#include "bench.h"

#define IN_FLIGHT 64
#define BATCH     (4 * IN_FLIGHT)
#define MANY      10000 /* descriptors */

/* Another program can be given: a dynamic one takes longer to execute. */
static const char *program = CHILD_PROGRAM;
static char *const child_argv[] = { (char *)"nothing", NULL };
static char *const child_envp[] = { NULL };
static spawn_fn *libc_spawn;

static pid_t
vfork_one(void)
{
	pid_t pid = vfork();

	if (pid == 0) {
		execve(program, child_argv, child_envp);
		_exit(127);
	}
	check("vfork", pid < 0 ? errno : 0);
	return (pid);
}

/* Each gives the time in which the caller was kept, in microseconds. */
static double
latency(unsigned flags)
{
	spawnx_pending_t *p;
	double before = now_us(), after;
	pid_t pid;

	check("spawnx_start", spawnx_start(&p, flags, program, NULL, NULL,
				  child_argv, child_envp));
	after = now_us();
	check("spawnx_finish", spawnx_finish(p, &pid));
	reap(pid);
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
	double before = now_us(), after;
	pid_t pid = vfork_one();

	after = now_us();
	reap(pid);
	return (after - before);
}

/* Each starts and reaps BATCH programs, and gives the time that it took. */
static double
batch_starting(unsigned flags)
{
	spawnx_pending_t *p[IN_FLIGHT];
	double before = now_us();
	pid_t pid;
	int i;

	for (i = 0; i < BATCH + IN_FLIGHT; i++) {
		if (i >= IN_FLIGHT) {
			check("spawnx_finish",
			    spawnx_finish(p[i % IN_FLIGHT], &pid));
			reap(pid);
		}
		if (i < BATCH)
			check("spawnx_start",
			    spawnx_start(&p[i % IN_FLIGHT], flags, program,
				NULL, NULL, child_argv, child_envp));
	}
	return (now_us() - before);
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
batch_waiting(pid_t (*one)(void))
{
	pid_t pids[IN_FLIGHT];
	double before = now_us();
	int i;

	for (i = 0; i < BATCH + IN_FLIGHT; i++) {
		if (i >= IN_FLIGHT)
			reap(pids[i % IN_FLIGHT]);
		if (i < BATCH)
			pids[i % IN_FLIGHT] = one();
	}
	return (now_us() - before);
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
	return (batch_waiting(vfork_one));
}

static double
batch_libc(void)
{
	return (batch_waiting(libc_one));
}

/* Takes turns; prints both medians and the median of the ratios. */
static void
compare(const char *a_name, double (*a)(void), const char *b_name,
    double (*b)(void), int rounds, int per_round)
{
	double *as = calloc((size_t)rounds * 3, sizeof(double));
	double *bs = as + rounds, *ratios = bs + rounds, ratio;
	int i;

	check("calloc", as == NULL ? ENOMEM : 0);
	(void)a();
	(void)b();
	for (i = 0; i < rounds; i++) {
		as[i] = a() / per_round;
		bs[i] = b() / per_round;
		ratios[i] = as[i] / bs[i];
	}
	ratio = median(ratios, rounds);
	printf(
	    "%-34s %7.1f us  %-24s %7.1f us  %.2fx the time, %.2fx as many\n",
	    a_name, median(as, rounds), b_name, median(bs, rounds), ratio,
	    1 / ratio);
	free(as);
}

static void
compare_latencies(int rounds)
{
	compare("spawnx_start, until it is back", latency_start, "vfork+execve",
	    latency_vfork, rounds, 1);
	compare("the same, sharing", latency_sharing, "vfork+execve",
	    latency_vfork, rounds, 1);
}

static void
compare_batches(int rounds)
{
	compare("spawnx_start, 64 in flight", batch_start, "vfork+execve",
	    batch_vfork, rounds, BATCH);
	compare("the same, sharing", batch_sharing, "vfork+execve", batch_vfork,
	    rounds, BATCH);
	if (libc_spawn != NULL)
		compare("spawnx_start, 64 in flight", batch_start,
		    "libc posix_spawn", batch_libc, rounds, BATCH);
}

int
main(int argc, char *argv[])
{
	int rounds;

	argc = take_no_clone3(argc, argv);
	rounds = argc > 1 ? atoi(argv[1]) : 1000;
	if (argc > 2)
		program = argv[2];
	if (argc > 3 || rounds < 20) {
		fputs("usage: start_bench [--no-clone3] "
		      "[rounds, 20 or more [program]]\n",
		    stderr);
		return (2);
	}
	*(void **)&libc_spawn = libc_function("posix_spawn");
	compare_latencies(rounds);
	compare_batches(rounds / 20);
	/* As most are, these are close-on-exec. */
	open_descriptors(MANY, O_RDONLY | O_CLOEXEC);
	printf("with %d descriptors:\n", MANY);
	compare_latencies(rounds / 10);
	return (0);
}
