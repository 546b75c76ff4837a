/* SPDX-License-Identifier: BSD-2-Clause */
/* What the benchmarks have in common: clock, verdict, medians, libc. */
#ifndef BENCH_H
#define BENCH_H

#include <sys/resource.h>
#include <sys/wait.h>

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "spawnx.h"

typedef int spawn_fn(pid_t *, const char *, const posix_spawn_file_actions_t *,
    const posix_spawnattr_t *, char *const[], char *const[]);

static inline double
now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3);
}

/* There is nothing to be measured after an error. */
static inline void
check(const char *what, int error)
{
	if (error == 0)
		return;
	fprintf(stderr, "bench: %s: %s\n", what, strerror(error));
	exit(1);
}

/* A program that ended in another way did not run. */
static inline void
reap(pid_t pid)
{
	int status;

	check("waitpid", waitpid(pid, &status, 0) == pid ? 0 : errno);
	check("the program", status == 0 ? 0 : ECHILD);
}

static inline int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return ((*x > *y) - (*x < *y));
}

/* The figures are in order then, for whoever wants the quartiles too. */
static inline double
median(double figures[], int n)
{
	qsort(figures, (size_t)n, sizeof(figures[0]), by_value);
	return (figures[n / 2]);
}

static inline void
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

/* libc's own, for the library's have the same names; NULL: not to be had. */
static inline void *
libc_function(const char *name)
{
	void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);

	return (libc == NULL ? NULL : dlsym(libc, name));
}

/*
 * no_clone3.c: takes the option --no-clone3 out of the arguments, and does
 * without that call from then on; returns how many are left.
 */
int take_no_clone3(int argc, char *argv[]);

#endif /* BENCH_H */
