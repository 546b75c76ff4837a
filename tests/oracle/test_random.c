/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Random scenarios give the same error numbers and the same state of the
 * program by the host libc's posix_spawn family and by this library's, but
 * for the deviations that random_text.c has a rule for.
 *
 *	test_random [--seed S] [--count N]
 *
 * does the scenarios S, S+1, ... S+N-1; every other one by clone(), as if the
 * kernel had no clone3(), and every fourth by a child that shares its parent's
 * descriptors until it has made a copy.  A scenario that deviates is cut down
 * to the steps that it takes, and shown.  100,000 of them:
 *
 *	build/tests/test_random --seed 1000000 --count 100000
 */
#include "random.h"

#include <sys/mman.h>

#include <getopt.h>

#define MOST_SHOWN 5

static uint64_t seed = 1, count = 2000;
static struct outcome *outcomes; /* libc's, ours */
static bool no_seccomp;

/* -- One of them -- */

static const struct way {
	const char *wy_text;
	const struct spawn_family *(*wy_family)(void);
	bool wy_no_clone3;
} plain = { "", family_like_libc, false },
  by_clone = { " by clone()", family_like_libc, true },
  sharing = { " by a child that shares", family_sharing_like_libc, false };

static const struct way *
way_of(uint64_t number)
{
	if (number % 2 != 0)
		return no_seccomp ? &plain : &by_clone;
	return number % 4 == 0 ? &sharing : &plain;
}

/* The deviation that no rule explains; NULL if a leg could not be run. */
static char *
deviation(const struct scenario *sc, const struct way *way)
{
	struct leg libc = { "libc", family_libc(), false, sc, outcomes, NULL };
	struct leg ours = { "ours", way->wy_family(), way->wy_no_clone3, sc,
		outcomes + 1, NULL };
	char *text = NULL;

	oracle_run_leg(&libc);
	oracle_run_leg(&ours);
	if (strcmp(ours.leg_out->oc_skip, "no seccomp") == 0)
		no_seccomp = true;
	else if (ours.leg_out->oc_skip[0] == '\0' &&
		 libc.leg_out->oc_skip[0] == '\0') {
		oracle_normalise(&libc);
		oracle_normalise(&ours);
		text = oracle_compare(&libc, &ours);
		random_explain(sc, text);
	}
	report_free(libc.leg_report);
	report_free(ours.leg_report);
	return text;
}

static bool
deviates(const struct scenario *sc, const struct way *way)
{
	char *text = deviation(sc, way);
	bool bad = text != NULL && *text != '\0';

	free(text);
	return bad;
}

static void
drop_step(struct scenario *sc, size_t i)
{
	memmove(&sc->sc_steps[i], &sc->sc_steps[i + 1],
	    (MOST_STEPS - i - 1) * sizeof(sc->sc_steps[0]));
	memset(&sc->sc_steps[MOST_STEPS - 1], 0, sizeof(sc->sc_steps[0]));
}

static void
show(struct scenario *sc, uint64_t number, const struct way *way,
    const char *seen)
{
	char *text;

	(void)complain("--seed %llu deviates%s: %s\n%s",
	    (unsigned long long)number, way->wy_text, random_text(sc), seen);
	for (size_t i = MOST_STEPS; i-- > 0;) {
		struct scenario fewer = *sc;

		drop_step(&fewer, i);
		if (sc->sc_steps[i].st_do != NULL && deviates(&fewer, way))
			*sc = fewer;
	}
	text = deviation(sc, way);
	(void)complain(
	    "what it takes: %s\n%s", random_text(sc), text == NULL ? "" : text);
	free(text);
}

/* -- All of them -- */

static void
test_sequences(void **state)
{
	unsigned long long bad = 0, left_out = 0, started = 0;
	struct scenario sc;

	(void)state;
	oracle_files();
	outcomes = mmap(NULL, 2 * sizeof(*outcomes), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(outcomes != MAP_FAILED);
	for (uint64_t i = seed; i < seed + count; i++) {
		const struct way *way = way_of(i);
		char *text;

		random_scenario(&sc, i);
		text = deviation(&sc, way);
		left_out += text == NULL;
		started += outcomes[1].oc_error == 0;
		if (text != NULL && *text != '\0' && ++bad <= MOST_SHOWN)
			show(&sc, i, way, text);
		free(text);
	}
	(void)munmap(outcomes, 2 * sizeof(*outcomes));
	print_message("%llu sequences from %llu: %llu start a program, %llu "
		      "deviate, %llu can't be run here\n",
	    (unsigned long long)count, (unsigned long long)seed, started, bad,
	    left_out);
	assert_int_equal(bad, 0);
	assert_true(left_out <= count / 4);
}

static int
usage(void)
{
	(void)complain("usage: test_random [--seed S] [--count N]");
	return 2;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = { { "seed", 1, NULL, 's' },
		{ "count", 1, NULL, 'c' }, { NULL, 0, NULL, 0 } };
	const struct CMUnitTest cases[] = { CASE(test_sequences) };
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == 's')
			seed = strtoull(optarg, NULL, 10);
		else if (o == 'c')
			count = strtoull(optarg, NULL, 10);
		else
			return usage();
	}
	if (family_libc() == NULL)
		return skip_all("libc's own posix_spawn can't be had apart");
	return run_cases(cases);
}
