/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Clock, verdict, taking turns, medians, options.
 */
#include <sys/resource.h>
#include <sys/wait.h>

#include <dlfcn.h>
#include <time.h>

#include "bench.h"

const char *program = CHILD_PROGRAM;
char *const child_argv[] = { (char *)"nothing", NULL };
char *const child_envp[] = { NULL };

double
now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3);
}

void
check(const char *what, int error)
{
	if (error == 0)
		return;
	fprintf(stderr, "bench: %s: %s\n", what, strerror(error));
	exit(1);
}

void
reap(pid_t pid)
{
	int status;

	check("waitpid", waitpid(pid, &status, 0) == pid ? 0 : errno);
	check("the program", status == 0 ? 0 : ECHILD);
}

pid_t
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

double
time_one(pid_t (*one)(void))
{
	double before = now_us(), after;
	pid_t pid = one();

	after = now_us();
	reap(pid);
	return (after - before);
}

void
measure(struct peer peers[], int npeers, int rounds)
{
	int i, round;

	for (i = 0; i < npeers; i++) {
		peers[i].us = calloc((size_t)rounds, sizeof(double));
		check("calloc", peers[i].us == NULL ? ENOMEM : 0);
		(void)peers[i].time(); /* warm up */
	}
	for (round = 0; round < rounds; round++)
		for (i = 0; i < npeers; i++) {
			struct peer *p = &peers[(i + round) % npeers];

			p->us[round] = p->time();
		}
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return ((*x > *y) - (*x < *y));
}

static double *
sorted(const double figures[], int n)
{
	double *copy = calloc((size_t)n, sizeof(double));

	check("calloc", copy == NULL ? ENOMEM : 0);
	memcpy(copy, figures, (size_t)n * sizeof(double));
	qsort(copy, (size_t)n, sizeof(double), by_value);
	return (copy);
}

double
median(const double figures[], int n)
{
	double *copy = sorted(figures, n), middle = copy[n / 2];

	free(copy);
	return (middle);
}

double
ratio(const struct peer *a, const struct peer *b, int rounds)
{
	double *ratios = calloc((size_t)rounds, sizeof(double)), middle;
	int i;

	check("calloc", ratios == NULL ? ENOMEM : 0);
	for (i = 0; i < rounds; i++)
		ratios[i] = a->us[i] / b->us[i];
	middle = median(ratios, rounds);
	free(ratios);
	return (middle);
}

static void
print_ratio(const struct peer *a, const struct peer *b, int rounds, bool many)
{
	const double times = ratio(a, b, rounds);

	if (many)
		printf("  %.2fx as many as %s", 1 / times, b->name);
	else
		printf("  %.2fx of %s", times, b->name);
}

void
print(const struct peer peers[], int npeers, int ours, int rounds, bool many)
{
	int i, j;

	for (i = 0; i < npeers; i++) {
		double *us = sorted(peers[i].us, rounds);

		printf("%-24s %9.1f us  (quartiles %.1f to %.1f)",
		    peers[i].name, us[rounds / 2], us[rounds / 4],
		    us[rounds * 3 / 4]);
		for (j = ours; i < ours && j < npeers; j++)
			print_ratio(&peers[i], &peers[j], rounds, many);
		putchar('\n');
		free(us);
	}
}

void
print_csv(const struct peer peers[], int npeers, int rounds)
{
	int i, round;

	for (i = 0; i < npeers; i++)
		for (round = 0; round < rounds; round++)
			printf("%s,%.3f\n", peers[i].name, peers[i].us[round]);
}

void
open_descriptors(int count, int oflag)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
	while (count-- > 0)
		check("open", open("/dev/null", oflag) < 0 ? errno : 0);
}

void *
libc_function(const char *name)
{
	void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);

	return (libc == NULL ? NULL : dlsym(libc, name));
}

/* The option's place among the arguments, 0: it has none. */
static int
find(int argc, char *argv[], const char *name)
{
	int at;

	for (at = 1; at < argc; at++)
		if (strcmp(argv[at], name) == 0)
			return (at);
	return (0);
}

static void
take_out(int *argc, char *argv[], int at, int count)
{
	memmove(&argv[at], &argv[at + count],
	    (size_t)(*argc - at - count + 1) * sizeof(argv[0]));
	*argc -= count;
}

bool
take_option(int *argc, char *argv[], const char *name)
{
	int at = find(*argc, argv, name);

	if (at != 0)
		take_out(argc, argv, at, 1);
	return (at != 0);
}

const char *
take_value(int *argc, char *argv[], const char *name)
{
	int at = find(*argc, argv, name);
	const char *value;

	if (at == 0 || at + 1 == *argc)
		return (NULL);
	value = argv[at + 1];
	take_out(argc, argv, at, 2);
	return (value);
}
