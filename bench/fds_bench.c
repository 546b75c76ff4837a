/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the caller's open descriptors cost a spawn that closes the rest: this
 * library beside libc's addclosefrom_np, in a caller with many descriptors and
 * in one with ten.  Each caller is a process of its own, and they take turns,
 * for the machine's speed drifts; beside libc every round runs both peers once,
 * in an order that changes.  The library is compared with itself where it is
 * alone: libc's walk through the table leaves the caches to whoever comes next.
 * All stay on one CPU: whether a child wakes up on the caller's or another one
 * makes more of a difference than 10,000 descriptors.  The figures are medians
 * of the medians of all turns.
 *
 * usage: fds_bench [--no-clone3] [rounds [descriptors]]
 */
#include "bench.h"

#define FEW        10
#define TURNS      15
#define MAX_ROUNDS 100000

typedef int init_fn(posix_spawn_file_actions_t *);
typedef int closefrom_fn(posix_spawn_file_actions_t *, int);

struct peer {
	const char *name;
	spawn_fn *spawn;
	init_fn *init;
	closefrom_fn *closefrom;
	posix_spawn_file_actions_t actions;
	double us[MAX_ROUNDS];
};

static struct peer peers[] = {
	{ .name = "spawnx_spawn",
	    .spawn = spawnx_spawn,
	    .init = spawnx_file_actions_init,
	    .closefrom = spawnx_file_actions_addclosefrom },
	{ .name = "libc's posix_spawn" },
};

static double
time_one(const struct peer *p)
{
	static char *const argv[] = { (char *)CHILD_PROGRAM, NULL };
	static char *const envp[] = { NULL };
	double before, after;
	pid_t pid = -1;
	int error;

	before = now_us();
	error = p->spawn(&pid, CHILD_PROGRAM, &p->actions, NULL, argv, envp);
	after = now_us();
	check(p->name, error);
	reap(pid);
	return (after - before);
}

static void
stay_on_this_cpu(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET((size_t)sched_getcpu(), &set);
	check("sched_setaffinity",
	    sched_setaffinity(0, sizeof(set), &set) == 0 ? 0 : errno);
}

/* In a child: its medians, one for each peer, go down the pipe. */
static void
run(int fd, int rounds, int descriptors, int npeers)
{
	double result[2] = { 0, 0 };
	int i, k, error;

	open_descriptors(descriptors, O_RDONLY);
	for (i = 0; i < npeers; i++) {
		error = peers[i].init(&peers[i].actions);
		if (error == 0)
			error = peers[i].closefrom(&peers[i].actions, 3);
		check("closefrom", error);
		(void)time_one(&peers[i]); /* warm up */
	}
	for (k = 0; k < rounds; k++)
		for (i = 0; i < npeers; i++) {
			struct peer *p = &peers[(i + k) % npeers];

			p->us[k] = time_one(p);
		}
	for (i = 0; i < npeers; i++)
		result[i] = median(peers[i].us, rounds);
	check("write",
	    write(fd, result, sizeof(result)) == (ssize_t)sizeof(result)
		? 0
		: errno);
	_exit(0);
}

static void
measure(double result[2], int rounds, int descriptors, int npeers)
{
	const ssize_t size = 2 * sizeof(double);
	int fds[2];
	pid_t pid;

	check("pipe", pipe(fds) == 0 ? 0 : errno);
	pid = fork();
	if (pid == 0)
		run(fds[1], rounds, descriptors, npeers);
	check("fork", pid < 0 ? errno : 0);
	(void)close(fds[1]);
	check("a caller", read(fds[0], result, (size_t)size) == size ? 0 : EIO);
	reap(pid);
	(void)close(fds[0]);
}

/* The callers: with few descriptors and many, and with many beside libc. */
enum caller {
	WITH_FEW,
	WITH_MANY,
	BESIDE_LIBC,
	CALLERS
};

/* Of each turn, in each caller, of each peer. */
static double medians[CALLERS][2][TURNS];

static void
take_turns(int rounds, int descriptors, int npeers)
{
	double result[2];
	int turn, c, i;

	for (turn = 0; turn < TURNS; turn++)
		for (c = 0; c < CALLERS; c++) {
			measure(result, (rounds + TURNS - 1) / TURNS,
			    c == WITH_FEW ? FEW : descriptors,
			    c == BESIDE_LIBC ? npeers : 1);
			for (i = 0; i < 2; i++)
				medians[c][i][turn] = result[i];
		}
}

static double
median_of(enum caller c, int peer)
{
	return (median(medians[c][peer], TURNS));
}

static int
find_libc(struct peer *p)
{
	*(void **)&p->spawn = libc_function("posix_spawn");
	*(void **)&p->init = libc_function("posix_spawn_file_actions_init");
	*(void **)&p->closefrom =
	    libc_function("posix_spawn_file_actions_addclosefrom_np");
	return (p->spawn != NULL && p->init != NULL && p->closefrom != NULL);
}

int
main(int argc, char **argv)
{
	const int left = take_no_clone3(argc, argv);
	const int rounds = left > 1 ? atoi(argv[1]) : 300;
	const int descriptors = left > 2 ? atoi(argv[2]) : 10000;
	const int npeers = find_libc(&peers[1]) ? 2 : 1;
	double few, many, beside, libc;

	if (rounds < 1 || rounds > MAX_ROUNDS || descriptors < 1)
		check("arguments", EINVAL);
	stay_on_this_cpu();
	take_turns(rounds, descriptors, npeers);
	few = median_of(WITH_FEW, 0);
	many = median_of(WITH_MANY, 0);
	beside = median_of(BESIDE_LIBC, 0);
	libc = median_of(BESIDE_LIBC, 1);
	printf("%-20s %9.1f us with %d\n", peers[0].name, few, FEW);
	printf("%-20s %9.1f us with %d\n", peers[0].name, many, descriptors);
	printf(
	    "with %d: %.2fx of itself with %d", descriptors, many / few, FEW);
	if (npeers > 1)
		printf(", %.3fx of libc's %.1f us", beside / libc, libc);
	putchar('\n');
	return (0);
}
