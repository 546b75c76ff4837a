/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that are lists, on FreeBSD, whose kernel has rules for them
 * that others lack; the caller stays as it is.
 */
#include "support.h"

#include <sys/resource.h>

/* The list, and before it the effective group. */
static void
want_groups(char *want, size_t size, int n)
{
	size_t len = (size_t)snprintf(want, size, "%u", (unsigned)getegid());

	for (int i = 0; i < n; i++)
		len +=
		    (size_t)snprintf(want + len, size - len, ",%d", 1000 + i);
}

/* Nothing of the list is lost to the effective group, which stays. */
static void
test_lists_of_groups(void **state)
{
	static const int rows[] = { 0, 1, 2, 16, 500, 1023 };
	static gid_t groups[1024];
	static char want[8192];
	posix_spawnattr_t attr;
	struct report *r;

	(void)state;
	for (size_t i = 0; i < COUNT(groups); i++)
		groups[i] = 1000 + (gid_t)i;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		want_groups(want, sizeof(want), rows[i]);
		assert_int_equal(
		    spawnx_attr_setgroups(&attr, (size_t)rows[i], groups), 0);
		r = run_report(family_spawnx(), NULL, &attr, NULL);
		assert_string_equal(report_get(r, "groups"), want);
		assert_int_equal(report_int(r, "egid"), getegid());
		report_free(r);
	}
	assert_int_equal(spawnx_attr_setgroups(&attr, 1024, groups), EINVAL);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* Of any size, as long as the CPUs exist. */
static void
test_sizes_of_cpu_sets(void **state)
{
	static const size_t rows[] = { 1, 4, 8, 31, 32, 33, 128, 1024 };
	static unsigned char cpus[1024];
	posix_spawnattr_t attr;
	struct report *r;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	cpus[0] = 2;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(
		    spawnx_attr_setaffinity(&attr, rows[i], cpus), 0);
		r = run_report(family_spawnx(), NULL, &attr, NULL);
		assert_string_equal(report_get(r, "affinity"), "1");
		report_free(r);
	}
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* All of them, on a child with a root directory of its own. */
static void
set_all(posix_spawnattr_t *attr)
{
	const struct rlimit limit = { 11, 12 };
	static const gid_t groups[] = { 1, 2, 3 };
	const unsigned char cpus[] = { 1 };
	sigset_t set;
	int rc;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGUSR2);
	assert_int_equal(spawnx_attr_setsigignore(attr, &set), 0);
	assert_int_equal(spawnx_attr_setnice(attr, 3), 0);
	assert_int_equal(spawnx_attr_setaffinity(attr, sizeof(cpus), cpus), 0);
	assert_int_equal(spawnx_attr_setrlimit(attr, RLIMIT_CORE, &limit), 0);
	rc = spawnx_attr_setaslr(attr, 0);
	assert_true(rc == 0 || rc == ENOTSUP);
	assert_int_equal(spawnx_attr_setchroot(attr, "/bin"), 0);
	assert_int_equal(spawnx_attr_setgroups(attr, 3, groups), 0);
	assert_int_equal(spawnx_attr_setids(attr, 1001, 1002), 0);
	assert_int_equal(spawnx_attr_setpdeathsig(attr, SIGHUP), 0);
	rc = spawnx_attr_setnonewprivs(attr, 1);
	assert_true(rc == 0 || rc == ENOTSUP);
	assert_int_equal(spawnx_attr_setumask(attr, 0135), 0);
}

/*
 * What it was is what the next child inherits; the scheduler changes the
 * priority of its own accord.
 */
static void
test_caller_stays(void **state)
{
	struct report *before, *after;
	posix_spawnattr_t attr;
	char *diff;
	pid_t pid;

	(void)state;
	before = run_report(family_spawnx(), NULL, NULL, NULL);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	set_all(&attr);
	assert_int_equal(
	    spawnx_spawn(&pid, "/true", NULL, &attr, ARGV("true"), environ), 0);
	assert_int_equal(wait_for(pid), 0);
	after = run_report(family_spawnx(), NULL, NULL, NULL);
	diff = report_diff(before, after, NULL);
	if (diff != NULL)
		(void)complain("the caller has changed: %s", diff);
	assert_null(diff);
	report_free(before);
	report_free(after);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_lists_of_groups),
		CASE(test_sizes_of_cpu_sets),
		CASE(test_caller_stays),
	};

	return (run_cases(cases));
}
