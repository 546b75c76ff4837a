/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a spawn costs its caller, beside the libc's own posix_spawn() in the
 * same boot.  A figure, not a verdict: the machine is an emulated one.
 *
 * The program is linked with libc before the library, so that posix_spawn is
 * libc's here.
 */
#include "support.h"

#include <time.h>

#define ROUNDS 40
#define BATCH  10

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return ((double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3);
}

/* Microseconds that the call takes, its child's life not included. */
static double
one(spawn_fn *spawn)
{
	double begin = now(), end;
	pid_t pid;
	int rc;

	rc = spawn(&pid, "/bin/true", NULL, NULL, ARGV("true"), environ);
	end = now();
	assert_int_equal(rc, 0);
	assert_int_equal(wait_for(pid), 0);
	return (end - begin);
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return ((*x > *y) - (*x < *y));
}

static double
median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_value);
	return (values[n / 2]);
}

/* In turn, so that what the machine does otherwise meets both. */
static void
test_beside_libc(void **state)
{
	static double ours[ROUNDS * BATCH], libcs[ROUNDS * BATCH];
	double x, y;

	(void)state;
	for (int i = 0; i < ROUNDS * BATCH; i++) {
		ours[i] = one(spawnx_spawn);
		libcs[i] = one(posix_spawn);
	}
	x = median(ours, COUNT(ours));
	y = median(libcs, COUNT(libcs));
	print_message("median of %d: %.1f us, libc's %.1f us, %.2fx\n",
	    ROUNDS * BATCH, x, y, x / y);
	assert_true(posix_spawn != spawnx_spawn);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_beside_libc),
	};

	return (run_cases(cases));
}
