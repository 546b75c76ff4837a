/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What libc's own functions do with an attributes object of the library's, by
 * a handle of libc.  As long as something is set that libc does not know, its
 * posix_spawn() fails: an attribute that is left out without a word may be all
 * that keeps a program from running as root.  Once nothing is, it works.
 */
#include "attr_pairs.h"
#include "libcs_own.h"

/* What libc sees once nothing is set any more: what was set through it. */
static void
expect_basics(const struct spawn_family *f, const posix_spawnattr_t *at)
{
	pid_t pgroup = -5;
	short flags = -5;

	assert_int_equal(f->getflags(at, &flags), 0);
	assert_int_equal(flags, POSIX_SPAWN_SETPGROUP);
	assert_int_equal(f->getpgroup(at, &pgroup), 0);
	assert_int_equal(pgroup, 0);
}

/* In either order; the real values are ours to tell. */
static void
test_each_attribute_fails(void **state)
{
	const struct spawn_family *libc = libc_or_skip();
	const struct pair *pair;
	posix_spawnattr_t at;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	FOR_EACH_PAIR(pair)
	{
		assert_int_equal(spawnx_attr_setflags(&at, 0), 0);
		assert_int_equal(pair->set(&at), 0);
		expect_both(libc, EINVAL, NULL, &at);
		assert_int_equal(
		    spawnx_attr_setflags(&at, POSIX_SPAWN_SETPGROUP), 0);
		assert_int_equal(spawnx_attr_setpgroup(&at, 0), 0);
		expect_both(libc, EINVAL, NULL, &at);
		expect_basics(family_spawnx(), &at);
		expect_basics(family_host_names(), &at);
		assert_int_equal(spawnx_attr_unset(&at, pair->which), 0);
		expect_works(libc, NULL, &at);
		expect_basics(libc, &at);
	}
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

/* The last one to go decides, and destroy leaves nothing. */
static void
test_all_attributes_fail(void **state)
{
	const struct spawn_family *libc = libc_or_skip();
	const struct pair *pair;
	posix_spawnattr_t at;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	FOR_EACH_PAIR(pair)
	assert_int_equal(pair->set(&at), 0);
	FOR_EACH_PAIR(pair)
	{
		expect_error(libc->spawn, EINVAL, NULL, &at);
		assert_int_equal(spawnx_attr_unset(&at, pair->which), 0);
	}
	expect_works(libc, NULL, &at);
	assert_int_equal(spawnx_attr_setnice(&at, 5), 0);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
	expect_works(libc, NULL, &at);
}

static void
test_unknown_flags_fail(void **state)
{
	const struct spawn_family *libc = libc_or_skip();
	posix_spawnattr_t at;
	short flags;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setflags(&at, SPAWNX_CLOEXEC_DEFAULT), 0);
	expect_both(libc, EINVAL, NULL, &at);
	assert_int_equal(spawnx_attr_getflags(&at, &flags), 0);
	assert_int_equal(flags, SPAWNX_CLOEXEC_DEFAULT);
#ifndef POSIX_SPAWN_SETCGROUP
	assert_int_equal(spawnx_attr_setflags(&at, SPAWNX_SETCGROUP), 0);
	expect_both(libc, EINVAL, NULL, &at);
#endif
	assert_int_equal(spawnx_attr_setflags(&at, SPAWNX_SETSID), 0);
	expect_works(libc, NULL, &at);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

/* Where a failure is told is no attribute of the child's. */
static void
test_failure_place_is_none(void **state)
{
	const struct spawn_family *libc = libc_or_skip();
	spawnx_failure_t where;
	posix_spawnattr_t at;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setfailure(&at, &where), 0);
	expect_works(libc, NULL, &at);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

/* libc's setters still set what we read, and ours bring the guard back. */
static void
test_libc_sets(void **state)
{
	static const short flags[] = { POSIX_SPAWN_SETPGROUP,
		POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_USEVFORK };
	const struct spawn_family *libc = libc_or_skip();
	posix_spawnattr_t at;
	struct report *r;
	short got;

	(void)state;
	for (size_t i = 0; i < COUNT(flags); i++) {
		assert_int_equal(spawnx_attr_init(&at), 0);
		assert_int_equal(
		    spawnx_attr_setflags(&at, POSIX_SPAWN_RESETIDS), 0);
		assert_int_equal(spawnx_attr_setpgroup(&at, 1), 0);
		assert_int_equal(spawnx_attr_setumask(&at, 0123), 0);
		assert_int_equal(libc->setpgroup(&at, 0), 0);
		assert_int_equal(libc->setflags(&at, flags[i]), 0);
		assert_int_equal(spawnx_attr_getflags(&at, &got), 0);
		assert_int_equal(got, flags[i]);
		r = run_report(family_spawnx(), NULL, &at, NULL);
		assert_int_equal(report_int(r, "pgid"), r->rep_pid);
		assert_string_equal(report_get(r, "umask"), "0123");
		report_free(r);
		assert_int_equal(spawnx_attr_setnice(&at, 3), 0);
		expect_both(libc, EINVAL, NULL, &at);
		assert_int_equal(spawnx_attr_destroy(&at), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_each_attribute_fails),
		CASE(test_all_attributes_fail),
		CASE(test_unknown_flags_fail),
		CASE(test_failure_place_is_none),
		CASE(test_libc_sets),
	};

	return (run_cases(cases));
}
