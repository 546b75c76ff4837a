/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Renumbering by chance, compared with a model that copies the whole table:
 * permutations, and maps whose sources are not all open.
 *
 * Not of POSIX: spawnx_file_actions_addremap().
 */
#include "remap_model.h"

#define END 24 /* targets are below */

/* The same every time: a failure can be looked at again. */
static unsigned
next_random(unsigned below)
{
	static uint32_t x = 2463534242u;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return (x % below);
}

/* Distinct targets; sources are open, or with `any` perhaps not. */
static size_t
random_remap(int *from, int *to, bool any)
{
	size_t n = 0;

	for (int fd = FIRST; fd < END; fd++) {
		if (next_random(3) == 0)
			continue;
		to[n] = fd;
		from[n++] = FIRST + (int)next_random(any && next_random(8) == 0
							 ? END - FIRST
							 : FILES);
	}
	for (size_t i = n; i > 1; i--) {
		size_t j = next_random((unsigned)i);
		int a = from[i - 1], b = to[i - 1];

		from[i - 1] = from[j], to[i - 1] = to[j];
		from[j] = a, to[j] = b;
	}
	return (n);
}

/* A permutation of all that is open: nothing but circles. */
static size_t
random_permutation(int *from, int *to)
{
	for (int i = 0; i < FILES; i++)
		from[i] = to[i] = FIRST + i;
	for (int i = FILES; i > 1; i--) {
		int j = (int)next_random((unsigned)i), swap = to[i - 1];

		to[i - 1] = to[j];
		to[j] = swap;
	}
	return (FILES);
}

static int
check_random_one(const struct spawn_family *f, int round)
{
	int from[END], to[END];
	char text[512] = "r";
	size_t n, len = 1;
	struct report *r;
	struct table t;
	int bad;

	CHECK(remap_open_files(&t) == 0);
	n = round % 2 == 0 ? random_permutation(from, to)
			   : random_remap(from, to, round % 4 == 1);
	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "%s%d:%d", i == 0 ? "" : ",", from[i], to[i]);
	if (!remap_model(&t, from, to, n)) {
		bad = spec_failure(f, text, 0, EBADF, 0);
	} else {
		CHECK(spec_report(&r, f, text, 0) == 0);
		bad = remap_compare(r, &t);
		report_free(r);
	}
	return (bad == 0 ? 0 : complain("%s", text));
}

static int
check_random(void *arg)
{
	int bad = 0;

	for (int round = 0; round < 200; round++)
		bad += check_random_one(arg, round);
	return (bad != 0);
}

static void
test_random(void **state)
{
	(void)state;
	remap_make_files();
	expect_each(check_random);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_random),
	};

	return (run_cases(cases));
}
