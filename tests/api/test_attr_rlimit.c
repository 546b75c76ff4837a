/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rlimit, by a program whose struct rlimit is the smaller one where there are
 * two of them: values keep their meaning, "no limit" above all.
 *
 * Extension.
 */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#define _FILE_OFFSET_BITS 32
#include "support.h"

#include <sys/resource.h>

#include <dlfcn.h>

struct row {
	const char *name;
	rlim_t soft, hard;
	const char *want;
};

static void
test_reported(void **state)
{
	static const struct row rows[] = {
		{ "none", 0, 0, "0:0" },
		{ "some", 12345, 67890, "12345:67890" },
		{ "largest but one", 0x7ffffffe, 0x7fffffff,
		    "2147483646:2147483647" },
	}, *row;
	posix_spawnattr_t attr;
	struct rlimit lim, own;
	struct report *r;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_CORE, &own), 0);
	if (own.rlim_max != RLIM_INFINITY)
		skip_because("core files have a hard limit already");
	FOR_EACH_ROW(row, rows)
	{
		lim.rlim_cur = row->soft;
		lim.rlim_max = row->hard;
		assert_int_equal(spawnx_attr_init(&attr), 0);
		assert_int_equal(
		    spawnx_attr_setrlimit(&attr, RLIMIT_CORE, &lim), 0);
		r = run_report(family_spawnx(), NULL, &attr, NULL);
		assert_string_equal(report_get(r, "rlimit.core"), row->want);
		report_free(r);
		assert_int_equal(spawnx_attr_destroy(&attr), 0);
	}
}

/* It needs no privilege where there is no limit already. */
static void
test_no_limit(void **state)
{
	const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
	posix_spawnattr_t attr;
	struct rlimit own;
	struct report *r;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &own), 0);
	if (own.rlim_max != RLIM_INFINITY)
		skip_because("files have a limit of size already");
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setrlimit(&attr, RLIMIT_FSIZE, &none), 0);
	r = run_report(family_spawnx(), NULL, &attr, NULL);
	assert_string_equal(
	    report_get(r, "rlimit.fsize"), "unlimited:unlimited");
	report_free(r);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

struct wide {
	uint64_t soft, hard;
};

/* What the other functions of the pair set. */
static void
test_both_sizes(void **state)
{
	static const struct {
		const char *name;
		struct wide set;
		rlim_t soft, hard;
	} rows[] = {
		{ "fits", { 5, 6 }, 5, 6 },
		{ "none", { 7, UINT64_MAX }, 7, RLIM_INFINITY },
		{ "none, twice", { UINT64_MAX, UINT64_MAX }, RLIM_INFINITY,
		    RLIM_INFINITY },
		{ "large", { 8, 1ULL << 40 }, 8,
		    sizeof(rlim_t) == 8 ? (rlim_t)(1ULL << 40)
					: RLIM_INFINITY },
	}, *row;
	int (*set)(posix_spawnattr_t *, int, const struct wide *);
	int (*get)(const posix_spawnattr_t *, int, struct wide *);
	posix_spawnattr_t attr;
	struct rlimit lim;
	struct wide wide;

	(void)state;
	*(void **)&set = dlsym(RTLD_DEFAULT, "spawnx_attr_setrlimit64");
	*(void **)&get = dlsym(RTLD_DEFAULT, "spawnx_attr_getrlimit64");
	assert_non_null(set);
	assert_non_null(get);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	FOR_EACH_ROW(row, rows)
	{
		assert_int_equal(set(&attr, RLIMIT_CPU, &row->set), 0);
		assert_int_equal(
		    spawnx_attr_getrlimit(&attr, RLIMIT_CPU, &lim), 0);
		assert_true(lim.rlim_cur == row->soft);
		assert_true(lim.rlim_max == row->hard);
		assert_int_equal(get(&attr, RLIMIT_CPU, &wide), 0);
		assert_true(wide.soft == row->set.soft);
		assert_true(wide.hard == row->set.hard);
	}
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_reported),
		CASE(test_no_limit),
		CASE(test_both_sizes),
	};

	return (run_cases(cases));
}
