/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The host libc's posix_spawn family and this library's give the same error
 * numbers and start programs in the same state, except the deviations that
 * the scenarios list, which have to be there exactly as listed.
 *
 * Each scenario is run four times, in a process of its own: by libc, by the
 * library, by the library with a child that shares the descriptors, and by the
 * library with clone3() refused, so that it is clone() on which it falls back.
 */
#include "oracle.h"

#include "calls.h"
#include "kernel.h"

#include <sys/mman.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

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
		{ "the library", family_like_libc(), false, sc, out + 1, NULL },
		{ "a child that shares", family_sharing_like_libc(), false, sc,
		    out + 1, NULL },
		{ "the library without clone3", family_like_libc(), true, sc,
		    out + 1, NULL },
	};
	bool good = true;

	if ((sc->sc_flags & NEEDS_ROOT) && geteuid() != 0)
		skip_because("needs root");
	if ((sc->sc_flags & NEEDS_CLONE3) && !BACKEND_IS_ASM)
		skip_because("this backend has no clone3");
	if ((sc->sc_flags & DUMPS_CORE) && kernel_dump_kills_all())
		skip_because("libc's child takes its parent with it");
	oracle_files();
	oracle_run_leg(&libc);
	if (out->oc_skip[0] != '\0')
		skip_because("%s", out->oc_skip);
	oracle_normalise(&libc);
	if (out->oc_status == 0 && !(sc->sc_flags & NO_REPORT))
		assert_non_null(libc.leg_report);
	for (size_t i = 0; i < COUNT(ours); i++) {
		if (ours[i].leg_no_clone3 && (sc->sc_flags & NEEDS_CLONE3))
			break;
		oracle_files();
		oracle_run_leg(&ours[i]);
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
