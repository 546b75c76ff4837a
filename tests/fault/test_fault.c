/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whichever system call fails, of the child or of the process that spawns, the
 * spawn gives that error, says where, and leaves nothing behind; or goes
 * another way, and the program finds what it finds otherwise.
 *
 * For n = 1, 2, ... until nothing is left to fail, the n-th call fails, in
 * every scenario of the oracle and of attrs.c, in every way to make a
 * child.  The calls that were made are held against those that the scenario
 * takes: judge.c.
 *
 *	test_fault [--all] [--way W] [--scenario S] [--every N]
 *
 * Without --all a call fails with one error, not with each that it may give;
 * of calls in a row that are the same it is the first two and the last that
 * fail; and of the ways but the first every fourth scenario is done,
 * or every N-th of them all.
 */
#include "job.h"

#include "attrs.h"
#include "options.h"
#include "plain.h"
#include "forked.h"
#include "one_cpu.h"

#include <sys/mman.h>

#define EVERY 4
#define TURNS 6 /* as many as there are errors for a call */

static const struct scenario_table *const tables[] = { &oracle_programs,
	&oracle_actions, &oracle_attrs, &oracle_signals, &fault_attrs,
	&fault_attrs_exec };

static struct fault_options options;
static struct fault fault;
static struct seen *seen;
static struct plain plain;
static const struct scenario_table *table;
static unsigned long runs, fired, bad;

static struct report *
take_report(const struct scenario *sc)
{
	struct leg leg = { .leg_sc = sc,
		.leg_out = &seen->se_outcome,
		.leg_report = report_read(test_path(ORACLE_REPORT)) };

	(void)unlink(test_path(ORACLE_REPORT));
	oracle_normalise(&leg);
	return (leg.leg_report);
}

static struct report *
run(const struct scenario *sc, const struct way *way)
{
	struct fault_job job = { sc, way, seen };
	int error;

	memset(seen, 0, sizeof(*seen));
	seen->se_outcome.oc_status = -1;
	fault.f_error =
	    fault.f_in_parent ? fault_process_error : fault_child_error;
	fault.f_hide_tracing = way->wy_start;
	error = fault_run(&fault, fault_process, &job);
	if (error == E2BIG)
		fail_msg(
		    "\"%s\" by %s does not end", sc->sc_name, way->wy_name);
	if (error != 0)
		skip_because("no tracing here: %s", strerror(error));
	if (WIFEXITED(fault.f_status) && WEXITSTATUS(fault.f_status) == 77)
		skip_because("no seccomp");
	if (WIFSIGNALED(fault.f_status))
		seen->se_outcome.oc_died = WTERMSIG(fault.f_status);
	runs++;
	return (take_report(sc));
}

static void
judge(const struct scenario *sc, const struct way *way,
    const struct report *report)
{
	const char *wrong = fault_judge(&fault, seen);

	if (wrong == NULL && fault.f_fired == NULL && table->tells)
		wrong = plain_unexpected(seen, sc);
	else if (wrong == NULL && fault.f_fired != NULL)
		wrong = plain_differs(&plain, &fault, seen, sc, report);
	if (wrong == NULL)
		return;
	bad++;
	(void)complain("\"%s\" by %s, %s %u: call %ld gives %ld: %s",
	    sc->sc_name, way->wy_name, fault.f_in_parent ? "process" : "child",
	    fault.f_nth, fault.f_fired == NULL ? -1 : fault.f_fired->fc_number,
	    fault.f_fired == NULL ? 0 : fault.f_fired->fc_result, wrong);
}

/* -- A scenario -- */

static void
run_plain(const struct scenario *sc, const struct way *way)
{
	fault.f_nth = 0;
	plain_forget(&plain);
	plain_note(&plain, &fault, seen, run(sc, way));
	judge(sc, way, plain.pl_report);
}

/* Returns whether there was such a call. */
static bool
run_nth(
    const struct scenario *sc, const struct way *way, unsigned nth, size_t turn)
{
	struct report *report;

	fault.f_nth = nth;
	fault.f_turn = turn;
	oracle_files();
	report = run(sc, way);
	if (fault.f_fired != NULL) {
		fired++;
		judge(sc, way, report);
	}
	report_free(report);
	return (fault.f_fired != NULL);
}

/* The call is known from the turns before: whether this one adds an error. */
static bool
is_new_error(size_t base, size_t turn)
{
	const struct fault_call call =
	    turn == 0 ? (struct fault_call){ 0 } : *fault.f_fired;
	const int error = fault.f_error(&call, base + turn);

	for (size_t i = 0; i < turn; i++) {
		if (fault.f_error(&call, base + i) == error)
			return (false);
	}
	return (true);
}

/* With one call that fails after the other. */
static void
run_each(const struct scenario *sc, const struct way *way, size_t number)
{
	bool more = true;

	if (!seen->se_wanted.wa_known)
		return;
	for (unsigned nth = 1; more; nth++) {
		if (!options.fo_all && !fault.f_in_parent &&
		    plain_is_in_row(&plain, nth))
			continue;
		for (size_t turn = 0;
		     more && turn < (options.fo_all ? TURNS : 1); turn++)
			if (is_new_error(number + nth, turn))
				more =
				    run_nth(sc, way, nth, number + nth + turn);
	}
}

static void
run_scenario(const struct scenario *sc, const struct way *way, size_t number)
{
	cpu_set_t cpus;

	one_cpu_begin(&cpus);
	oracle_files();
	run_plain(sc, way);
	run_each(sc, way, number);
	one_cpu_end(&cpus);
}

static bool
is_chosen(const struct scenario *sc, const struct way *way, size_t number)
{
	size_t every = EVERY;

	if (options.fo_scenario != NULL)
		return (strcmp(sc->sc_name, options.fo_scenario) == 0);
	if ((sc->sc_flags & NEEDS_ROOT) && geteuid() != 0)
		return (false);
	if ((sc->sc_flags & NEEDS_CLONE3) &&
	    (way->wy_no_clone3 || !BACKEND_IS_ASM))
		return (false);
	if (options.fo_every != 0)
		every = options.fo_every;
	else if (options.fo_all || (BACKEND_IS_ASM && way == fault_ways))
		every = 1;
	return (number % every == (size_t)(way - fault_ways) % every);
}

/* In this process, which makes no other child by another way any more. */
static int
get_ready(void)
{
	static int rc = -1;

	if (rc < 0)
		rc = start_by_clone();
	return (rc);
}

static void
test_way(void **state)
{
	const struct way *way = *state;
	size_t number = 0;

	runs = fired = bad = 0;
	if (way->wy_ready && get_ready() != 0)
		skip_because("no start by clone()");
	for (size_t t = 0; t < COUNT(tables); t++) {
		table = tables[t];
		for (size_t i = 0; i < table->count; i++, number++) {
			if (is_chosen(&table->rows[i], way, number))
				run_scenario(&table->rows[i], way, number);
		}
	}
	plain_forget(&plain);
	print_message("%lu calls failed in %lu runs\n", fired, runs);
	assert_int_equal(bad, 0);
}

static void
test_child(void **state)
{
	fault.f_in_parent = false;
	test_way(state);
}

static void
test_process(void **state)
{
	fault.f_in_parent = true;
	test_way(state);
}

int
main(int argc, char **argv)
{
	struct CMUnitTest cases[2 * FAULT_WAYS];
	static char names[COUNT(cases)][32];
	size_t n = 0;

	if (!fault_options(&options, argc, argv))
		return (2);
	if (!fault_can())
		return (skip_all("no registers of this CPU are known here"));
	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		return (1);
	for (size_t i = 0; i < 2 * FAULT_WAYS; i++) {
		const struct way *way = &fault_ways[i / 2];

		if (options.fo_way != NULL &&
		    strcmp(way->wy_name, options.fo_way) != 0)
			continue;
		(void)snprintf(names[n], sizeof(names[n]), "%s, %s",
		    way->wy_name, i % 2 == 0 ? "child" : "process");
		cases[n] = (struct CMUnitTest){ names[n],
			i % 2 == 0 ? test_child : test_process, case_setup,
			case_teardown, (void *)(uintptr_t)way };
		n++;
	}
	return (run_case_list(__FILE__, cases, n));
}
