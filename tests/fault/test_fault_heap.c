/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whichever request of the heap fails, the call that made it gives ENOMEM,
 * keeps errno and changes nothing; what follows works, and everything is
 * freed in the end.
 *
 * For n = 1, 2, ... until nothing is left to fail, in every scenario of the
 * oracle; with a spawn that waits, and with one that doesn't.
 */
#include "heap_calls.h"

#include "forked.h"

#include <sys/mman.h>

/* A run, in memory that its process shares with the test's. */
struct seen {
	struct outcome se_outcome;
	spawnx_failure_t se_where;
	bool se_told; /* where to tell of a failure is known */
	struct heap_calls se_calls;
	int se_bad;
};

static struct seen *seen;
static const struct scenario *scenario;
static bool starts;
static unsigned nth;
static struct world world;
static unsigned long runs, fired, bad;

/* -- A run -- */

static void
before(struct run *run)
{
	run->run_use_at = true;
	seen->se_told =
	    heap_calls_setfailure(&run->run_at, &seen->se_where) == 0;
	world_take(&world);
}

static void
after(struct run *run, pid_t pid)
{
	if (seen->se_outcome.oc_error == 0 && run->run_spawn != NULL)
		(void)close(pid);
	seen->se_bad += world_check(&world);
}

static int
run_in_child(void *arg)
{
	const struct spawn_family family = heap_calls_family();
	struct run run = { .run_f = &family,
		.run_out = &seen->se_outcome,
		.run_before = before,
		.run_after = after };

	(void)arg;
	oracle_clean_process();
	heap_calls_begin(&seen->se_calls, nth, starts);
	oracle_run(&run, scenario);
	if (seen->se_outcome.oc_skip[0] == '\0')
		seen->se_bad += check_int(heap_calls_live(), 0);
	return (0);
}

static int
judge(void)
{
	const struct outcome *out = &seen->se_outcome;
	int wrong = seen->se_bad + seen->se_calls.hc_bad;

	if (seen->se_calls.hc_spawn) {
		wrong += check_int(out->oc_error, ENOMEM);
		if (seen->se_told)
			wrong += check_int(
			    seen->se_where.step, SPAWNX_STEP_ARGUMENT);
	}
	if (out->oc_error != 0) {
		wrong += check_int(out->oc_pid, false);
		wrong += check_int(out->oc_status, -1);
	}
	/* One that is not known was told when the call that names it failed. */
	wrong += check_int(
	    seen->se_where.error, seen->se_told ? out->oc_error : ENOMEM);
	return (wrong);
}

/* Returns whether there was such a request. */
static bool
run_nth(void)
{
	int rc;

	memset(seen, 0, sizeof(*seen));
	rc = in_child(run_in_child, NULL);
	runs++;
	fired += seen->se_calls.hc_fired;
	if (check_int(rc, 0) != 0 ||
	    (seen->se_outcome.oc_skip[0] == '\0' && judge() != 0)) {
		(void)complain("in \"%s\", request %u", scenario->sc_name, nth);
		bad++;
	}
	return (seen->se_calls.hc_fired);
}

static void
test_all(void **state)
{
	static const struct scenario_table *const tables[] = { &oracle_programs,
		&oracle_actions, &oracle_attrs, &oracle_signals };

	starts = *state != NULL;
	runs = fired = bad = 0;
	for (size_t t = 0; t < COUNT(tables); t++) {
		for (size_t i = 0; i < tables[t]->count; i++) {
			scenario = &tables[t]->rows[i];
			if ((scenario->sc_flags & NEEDS_ROOT) && geteuid() != 0)
				continue;
			nth = 0;
			do {
				nth++;
				oracle_files();
			} while (run_nth());
		}
	}
	(void)unlink(test_path(ORACLE_REPORT));
	print_message("%lu requests failed in %lu runs\n", fired, runs);
	assert_int_equal(bad, 0);
	assert_true(fired > 100);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		{ "spawn", test_all, case_setup, case_teardown, NULL },
		{ "start", test_all, case_setup, case_teardown, &starts },
	};

	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		return (1);
	return (run_cases(cases));
}
