/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The host libc's posix_spawn family and this library's give the same error
 * numbers and start programs in the same state, but for the deviations that
 * the scenarios list, which have to be there exactly as listed.
 *
 * Each scenario is run three times, in a process of its own: by libc, by the
 * library, and by the library with clone3() refused, so that it is clone() on
 * which it falls back.
 */
#include "oracle.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#ifndef SYS_clone3
#define SYS_clone3 435
#endif

#define LAST_FD 1023

/* -- A run -- */

/* The same start for every run: 0 to 2, no more, and nothing dumps core. */
static void
clean_process(void)
{
	struct rlimit lim;

	if (getrlimit(RLIMIT_CORE, &lim) == 0) {
		lim.rlim_cur = 0;
		(void)setrlimit(RLIMIT_CORE, &lim);
	}
	for (int fd = 3; fd <= LAST_FD; fd++)
		(void)close(fd);
	while (open("/dev/null", O_RDWR) < 2)
		continue;
	for (int fd = 3; fd <= 5; fd++)
		(void)close(fd);
	/* Sanitizers have handlers of their own: libc is to die by itself. */
	(void)signal(SIGSEGV, SIG_DFL);
}

static int
run_in_child(void *arg)
{
	struct leg *leg = arg;
	struct run run = { .run_f = leg->leg_f, .run_out = leg->leg_out };

	clean_process();
	if (leg->leg_no_clone3 && refuse_syscall(SYS_clone3, ENOSYS) != 0)
		(void)no_step(&run, "no seccomp");
	else
		oracle_run(&run, leg->leg_sc);
	return 0;
}

static void
run_leg(struct leg *leg)
{
	const char *file;
	int rc;

	oracle_files();
	memset(leg->leg_out, 0, sizeof(*leg->leg_out));
	leg->leg_out->oc_status = -1;
	rc = in_child(run_in_child, leg);
	leg->leg_out->oc_died = rc < 0 ? -rc : rc;
	file = test_path(ORACLE_REPORT);
	leg->leg_report = report_read(file);
	(void)unlink(file);
}

/* -- Judging -- */

/* A sandbox may refuse what the kernel has. */
static bool
has_clone3(void)
{
	return syscall(SYS_clone3, NULL, 0) < 0 && errno != ENOSYS &&
	       errno != EPERM;
}

static const char *
listed(const struct scenario *sc)
{
	const struct deviation *dv = &sc->sc_libc;
	int minor = 0;

#ifdef __GLIBC__
	(void)sscanf(gnu_get_libc_version(), "2.%d", &minor);
#endif
	if (dv->dv_text == NULL)
		return "";
	if (dv->dv_until == 0 || minor < dv->dv_until)
		return dv->dv_text;
	return dv->dv_by_clone3 && !has_clone3() ? dv->dv_text : "";
}

/* A skip or a difference other than the listed one; freed all the same. */
static bool
judge(struct leg *libc, struct leg *ours)
{
	const char *want = listed(ours->leg_sc);
	char *got;
	bool same;

	oracle_normalise(ours);
	got = oracle_compare(libc, ours);
	same = strcmp(got, want) == 0;
	if (!same)
		(void)complain("%s differs from libc by {\n%s} and not by "
			       "{\n%s}",
		    ours->leg_name, got, want);
	free(got);
	report_free(ours->leg_report);
	ours->leg_report = NULL;
	return same;
}

/* -- The test -- */

static struct outcome *
shared_outcomes(void)
{
	void *p = mmap(NULL, 2 * sizeof(struct outcome), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	assert_true(p != MAP_FAILED);
	return p;
}

static void
test_scenario(void **state)
{
	const struct scenario *sc = *state;
	struct outcome *out = shared_outcomes();
	struct leg libc = { "libc", family_libc(), false, sc, out, NULL };
	struct leg ours[] = {
		{ "the library", family_spawnx(), false, sc, out + 1, NULL },
		{ "the library without clone3", family_spawnx(), true, sc,
		    out + 1, NULL },
	};
	bool good = true;

	if ((sc->sc_flags & NEEDS_ROOT) && geteuid() != 0)
		skip_because("needs root");
	run_leg(&libc);
	if (out->oc_skip[0] != '\0')
		skip_because("%s", out->oc_skip);
	oracle_normalise(&libc);
	if (out->oc_status == 0 && !(sc->sc_flags & NO_REPORT))
		assert_non_null(libc.leg_report);
	for (size_t i = 0; i < COUNT(ours); i++) {
		if (i == 1 && (sc->sc_flags & NEEDS_CLONE3))
			break;
		run_leg(&ours[i]);
		if (strcmp(ours[i].leg_out->oc_skip, "no seccomp") == 0)
			break;
		good = judge(&libc, &ours[i]) && good;
	}
	report_free(libc.leg_report);
	(void)munmap(out, 2 * sizeof(*out));
	assert_true(good);
}

/* A case of each scenario, by its name. */
static size_t
add_cases(struct CMUnitTest *cases, const struct scenario_table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct scenario *sc = &table->rows[i];
		struct CMUnitTest one = { sc->sc_name, test_scenario,
			case_setup, case_teardown, (void *)(uintptr_t)sc };

		cases[i] = one;
	}
	return table->count;
}

int
main(void)
{
	const struct scenario_table *tables[] = { &oracle_programs,
		&oracle_actions, &oracle_attrs, &oracle_signals };
	struct CMUnitTest cases[400];
	size_t n = 0;

	if (family_libc() == NULL)
		return skip_all("libc's own posix_spawn can't be had apart");
	for (size_t i = 0; i < COUNT(tables); i++)
		n += add_cases(cases + n, tables[i]);
	return run_case_list(__FILE__, cases, n);
}
