/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pidenv: the program has its process ID in a variable, by every function and
 * every way to make a process, and no other variable changes.
 *
 * Extension.
 */
#include "attr_rows.h"

#define NAME "LISTEN_PID"

static int
check_variable(int entry, const posix_spawnattr_t *attr)
{
	struct report *r, *plain;
	char *diff, *want = NULL;
	int bad;

	bad = check_int(entry_report(entry, &plain, NULL, NULL), 0);
	bad += check_int(entry_report(entry, &r, NULL, attr), 0);
	if (r == NULL || plain == NULL)
		return (bad + 1);
	if (asprintf(&want, "%d", (int)r->rep_pid) < 0)
		want = NULL;
	bad += check_string(report_get(r, "env." NAME), want);
	diff = report_diff(plain, r, "env." NAME, "envc", "envp*", NULL);
	if (diff != NULL)
		bad += complain("it also changes %s", diff);
	free(diff);
	free(want);
	report_free(plain);
	report_free(r);
	return (bad);
}

/* Twice with other values, and others of nearly this name. */
static char *some[] = { "A=b", NAME "=5", NAME "S=6", "LISTEN=7", NAME "=8",
	"X=" NAME "=9", NULL };

static int
variable_child(void *arg)
{
	posix_spawnattr_t attr;
	int bad = check_int(spawnx_attr_init(&attr), 0), entry;

	(void)arg;
	environ = some;
	bad += check_int(spawnx_attr_setpidenv(&attr, NAME), 0);
	FOR_EACH_ENTRY(entry)
	bad += check_variable(entry, &attr);
	bad += check_string(some[1], NAME "=5");
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_variable(void **state)
{
	(void)state;
	on_each_way(variable_child, NULL);
}

static void
test_values(void **state)
{
	posix_spawnattr_t attr;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setpidenv(&attr, ""), EINVAL);
	assert_int_equal(spawnx_attr_setpidenv(&attr, "A=B"), EINVAL);
	assert_int_equal(spawnx_attr_setpidenv(&attr, NULL), EINVAL);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_variable),
		CASE(test_values),
	};

	return (run_cases(cases));
}
