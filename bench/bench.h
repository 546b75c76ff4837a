/* SPDX-License-Identifier: BSD-2-Clause */
/* What the benchmarks have in common. */
#ifndef BENCH_H
#define BENCH_H

#include <sys/types.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "spawnx.h"

#define MAX_ROUNDS 100000

typedef int spawn_fn(pid_t *, const char *, const posix_spawn_file_actions_t *,
    const posix_spawnattr_t *, char *const[], char *const[]);

/* One way to do it, and what it took in each round. */
struct peer {
	const char *name;
	double (*time)(void); /* does it once: microseconds */
	double *us;
};

/* What is started; start_bench can be told another one. */
extern const char *program;
extern char *const child_argv[], *const child_envp[];

double now_us(void);
/* There is nothing to be measured after an error. */
void check(const char *what, int error);
/* A program that ended in another way did not run. */
void reap(pid_t pid);
/* A bare vfork() and execve(). */
pid_t vfork_one(void);
/* From the call until it returns; the program is reaped. */
double time_one(pid_t (*one)(void));

/* Every round runs each peer once, in an order that rotates. */
void measure(struct peer peers[], int npeers, int rounds);
double median(const double figures[], int n);
/* The median of the rounds' ratios, because the machine's speed drifts. */
double ratio(const struct peer *a, const struct peer *b, int rounds);
/*
 * A line for each peer; the first ones, which are ours, are compared with each
 * of the others: by time or, if many is set, by how many a second.
 */
void print(
    const struct peer peers[], int npeers, int ours, int rounds, bool many);
/* Every figure: lines of "name,microseconds". */
void print_csv(const struct peer peers[], int npeers, int rounds);

void open_descriptors(int count, int oflag);
/* libc's own: the library's have the same names.  NULL: there is none. */
void *libc_function(const char *name);

/* Takes an option out of the arguments, and its value with it; NULL: it isn't
 * there. */
bool take_option(int *argc, char *argv[], const char *name);
const char *take_value(int *argc, char *argv[], const char *name);

/* no_clone3.c: the option --no-clone3: does without that call from then on. */
void take_no_clone3(int *argc, char *argv[]);

/* loops.c: two processes, each of which runs the loop when it is told to. */
void loops_begin(void (*loop)(void));
/* Both at once: how long until both have run it. */
double loops_time(void);
void loops_end(void);

#endif /* BENCH_H */
