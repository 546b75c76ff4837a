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
 * usage: fds_bench [--csv] [--no-clone3] [rounds [descriptors]]
 */
#include <sched.h>

#include "bench.h"

#define FEW   10
#define TURNS 15

typedef int init_fn(posix_spawn_file_actions_t *);
typedef int closefrom_fn(posix_spawn_file_actions_t *, int);

struct way {
	const char *name;
	spawn_fn *spawn;
	init_fn *init;
	closefrom_fn *closefrom;
	posix_spawn_file_actions_t actions;
};

static struct way ours = {
	.name = "spawnx_spawn closefrom",
	.spawn = spawnx_spawn,
	.init = spawnx_file_actions_init,
	.closefrom = spawnx_file_actions_addclosefrom,
};
static struct way libcs = { .name = "libc posix_spawn closefrom" };

static bool csv;

static double
time_way(const struct way *w)
{
	double before, after;
	pid_t pid = -1;
	int error;

	before = now_us();
	error =
	    w->spawn(&pid, program, &w->actions, NULL, child_argv, child_envp);
	after = now_us();
	check(w->name, error);
	reap(pid);
	return (after - before);
}

static double
time_ours(void)
{
	return (time_way(&ours));
}

static double
time_libcs(void)
{
	return (time_way(&libcs));
}

static void
prepare(struct way *w)
{
	int error = w->init(&w->actions);

	check(w->name, error != 0 ? error : w->closefrom(&w->actions, 3));
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

/* The callers: with few descriptors and many, and with many beside libc. */
enum caller {
	WITH_FEW,
	WITH_MANY,
	BESIDE_LIBC,
	CALLERS
};

/*
 * In a child: its medians, one for each peer, go down the pipe.  The figures
 * that are printed are those of the library alone, and libc's.
 */
static void
run(int fd, int rounds, int descriptors, enum caller c)
{
	struct peer peers[] = {
		{ .name = ours.name, .time = time_ours },
		{ .name = libcs.name, .time = time_libcs },
	};
	const ssize_t size = 2 * sizeof(double);
	double result[2] = { 0, 0 };
	const int npeers = c == BESIDE_LIBC ? 2 : 1;
	int i;

	open_descriptors(descriptors, O_RDONLY);
	for (i = 0; i < npeers; i++)
		prepare(i == 0 ? &ours : &libcs);
	measure(peers, npeers, rounds);
	for (i = 0; i < npeers; i++)
		result[i] = median(peers[i].us, rounds);
	check("write", write(fd, result, (size_t)size) == size ? 0 : errno);
	if (csv && c != WITH_FEW)
		print_csv(&peers[npeers - 1], 1, rounds);
	(void)fflush(stdout);
	_exit(0);
}

static void
ask(double result[2], int rounds, int descriptors, enum caller c)
{
	const ssize_t size = 2 * sizeof(double);
	int fds[2];
	pid_t pid;

	check("pipe", pipe(fds) == 0 ? 0 : errno);
	pid = fork();
	if (pid == 0)
		run(fds[1], rounds, descriptors, c);
	check("fork", pid < 0 ? errno : 0);
	(void)close(fds[1]);
	check("a caller", read(fds[0], result, (size_t)size) == size ? 0 : EIO);
	reap(pid);
	(void)close(fds[0]);
}

/* Of each turn, in each caller, of each peer. */
static double medians[CALLERS][2][TURNS];

static void
take_turns(int rounds, int descriptors, int callers)
{
	double result[2];
	int turn, c, i;

	for (turn = 0; turn < TURNS; turn++)
		for (c = csv ? WITH_MANY : WITH_FEW; c < callers; c++) {
			ask(result, (rounds + TURNS - 1) / TURNS,
			    c == WITH_FEW ? FEW : descriptors, c);
			for (i = 0; i < 2; i++)
				medians[c][i][turn] = result[i];
		}
}

static double
median_of(enum caller c, int peer)
{
	return (median(medians[c][peer], TURNS));
}

static bool
find_libc(struct way *w)
{
	*(void **)&w->spawn = libc_function("posix_spawn");
	*(void **)&w->init = libc_function("posix_spawn_file_actions_init");
	*(void **)&w->closefrom =
	    libc_function("posix_spawn_file_actions_addclosefrom_np");
	return (w->spawn != NULL && w->init != NULL && w->closefrom != NULL);
}

static void
print_medians(int descriptors, bool libc)
{
	const double few = median_of(WITH_FEW, 0);
	const double many = median_of(WITH_MANY, 0);

	printf("%-24s %9.1f us with %d\n", ours.name, few, FEW);
	printf("%-24s %9.1f us with %d\n", ours.name, many, descriptors);
	printf(
	    "with %d: %.2fx of itself with %d", descriptors, many / few, FEW);
	if (libc)
		printf(", %.3fx of libc's %.1f us",
		    median_of(BESIDE_LIBC, 0) / median_of(BESIDE_LIBC, 1),
		    median_of(BESIDE_LIBC, 1));
	putchar('\n');
}

int
main(int argc, char **argv)
{
	int rounds, descriptors;
	bool libc;

	csv = take_option(&argc, argv, "--csv");
	take_no_clone3(&argc, argv);
	rounds = argc > 1 ? atoi(argv[1]) : 300;
	descriptors = argc > 2 ? atoi(argv[2]) : 10000;
	if (rounds < 1 || rounds > MAX_ROUNDS || descriptors < 1)
		check("arguments", EINVAL);
	libc = find_libc(&libcs);
	stay_on_this_cpu();
	take_turns(rounds, descriptors, libc ? CALLERS : BESIDE_LIBC);
	if (!csv)
		print_medians(descriptors, libc);
	return (0);
}
