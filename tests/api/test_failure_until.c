/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How long the object of spawnx_attr_setfailure() goes on telling of failures.
 *
 * Extension.
 */
#include "failure_plan.h"

static void
spawn_with(const posix_spawnattr_t *attr, const char *path, int error)
{
	pid_t pid;

	if (error != 0) {
		expect_failure(error, &pid,
		    spawnx_spawn(&pid, path, NULL, attr, ARGV("report", "none"),
			environ));
		return;
	}
	assert_int_equal(spawnx_spawn(&pid, path, NULL, attr,
			     ARGV("report", "none"), environ),
	    0);
	assert_int_equal(wait_for(pid), 0);
}

static void
expect_where(const spawnx_failure_t *where, int error)
{
	assert_int_equal(where->error, error);
	assert_int_equal(
	    where->step, error == 0 ? SPAWNX_STEP_NONE : SPAWNX_STEP_EXEC);
}

static void
test_until_it_is_told_to_stop(void **state)
{
	const spawnx_failure_t none = { .error = UNTOUCHED };
	spawnx_failure_t first = none, second = none;
	posix_spawnattr_t attr;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, NULL), 0);
	spawn_with(&attr, "/none", ENOENT);
	assert_int_equal(spawnx_attr_setfailure(&attr, &first), 0);
	spawn_with(&attr, report_program(), 0);
	expect_where(&first, 0); /* by the setter */
	spawn_with(&attr, "/none", ENOENT);
	expect_where(&first, ENOENT);
	spawn_with(&attr, report_program(), 0);
	expect_where(&first, ENOENT);
	assert_int_equal(spawnx_attr_setflags(&attr, SPAWNX_SETSID), 0);
	spawn_with(&attr, "/", EACCES);
	expect_where(&first, EACCES);
	assert_int_equal(spawnx_attr_setfailure(&attr, &second), 0);
	spawn_with(&attr, "/none", ENOENT);
	expect_where(&first, EACCES);
	expect_where(&second, ENOENT);
	assert_int_equal(spawnx_attr_setfailure(&attr, NULL), 0);
	spawn_with(&attr, "/", EACCES);
	expect_where(&second, ENOENT);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* An init forgets it, so that nobody writes where nothing is any more. */
static void
test_until_the_object_is_made_anew(void **state)
{
	spawnx_failure_t where = { .error = UNTOUCHED };
	posix_spawnattr_t attr;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	spawn_with(&attr, "/none", ENOENT);
	expect_where(&where, 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_until_it_is_told_to_stop),
		CASE(test_until_the_object_is_made_anew),
	};

	return (run_cases(cases));
}
