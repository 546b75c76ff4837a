/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * IDs and groups: all three of each ID, in the child alone; privileged steps
 * come before them, and what they would clear comes after them.
 *
 * Extensions: ids, groups, chroot, rlimit, nice, pdeathsig.
 */
#include "attr_rows.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#define USER  4711
#define GROUP 4712

static int
set_ids(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "%d", USER);
	return (spawnx_attr_setids(attr, USER, GROUP));
}

static int
set_gid(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "%d", GROUP);
	return (spawnx_attr_setids(attr, (uid_t)-1, GROUP));
}

static int
set_groups(posix_spawnattr_t *attr, char *want)
{
	static const gid_t groups[] = { 7, 100, 70000 };

	(void)snprintf(want, WANT_SIZE, "7,100,70000");
	return (spawnx_attr_setgroups(attr, COUNT(groups), groups));
}

static int
set_no_groups(posix_spawnattr_t *attr, char *want)
{
	want[0] = '\0';
	return (spawnx_attr_setgroups(attr, 0, NULL));
}

/* 16 bits are not enough for these. */
static int
set_large_ids(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "4000000000");
	return (spawnx_attr_setids(attr, 4000000000U, 4000000001U));
}

static const struct attr_row rows[] = {
	{ "real", set_ids, "ruid", SPAWNX_ATTR_IDS, CALL_setresuid, 0, 0, 0 },
	{ "effective", set_ids, "euid", SPAWNX_ATTR_IDS, CALL_setresgid, 0, 0,
	    0 },
	{ "saved", set_ids, "suid", SPAWNX_ATTR_IDS, 0, 0, 0, 0 },
	{ "real group", set_gid, "rgid", SPAWNX_ATTR_IDS, CALL_setresgid, 0, 0,
	    0 },
	{ "effective group", set_gid, "egid", SPAWNX_ATTR_IDS, 0, 0, 0, 0 },
	{ "saved group", set_gid, "sgid", SPAWNX_ATTR_IDS, 0, 0, 0, 0 },
	{ "large", set_large_ids, "suid", SPAWNX_ATTR_IDS, 0, 0, 0, 0 },
	{ "groups", set_groups, "groups", SPAWNX_ATTR_GROUPS, CALL_setgroups, 0,
	    0, 0 },
	{ "no groups", set_no_groups, "groups", SPAWNX_ATTR_GROUPS, 0, 0, 0,
	    0 },
};

static int
rows_child(void *arg)
{
	int bad = 0;

	(void)arg;
	for (size_t i = 0; i < COUNT(rows); i++)
		bad += check_row(&rows[i]);
	bad += check_int(getuid(), 0) + check_int(geteuid(), 0);
	return (bad + check_int(prctl(PR_GET_DUMPABLE), 1));
}

static void
test_as_root(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(rows_child, NULL);
}

static void
test_refused(void **state)
{
	(void)state;
	expect_refusals(rows, COUNT(rows));
}

/* Not every container's root may raise a limit. */
static bool
may_raise(const struct rlimit *low, const struct rlimit *high)
{
	return (setrlimit(RLIMIT_CORE, low) == 0 &&
		setrlimit(RLIMIT_CORE, high) == 0 &&
		setrlimit(RLIMIT_CORE, low) == 0);
}

/* All at once: it works because of the order. */
static int
order_child(void *arg)
{
	const struct rlimit low = { 50, 50 }, high = { 50, 60 };
	const bool raise_it = may_raise(&low, &high);
	const gid_t group = 77;
	posix_spawnattr_t attr;
	struct report *r;
	int bad;

	(void)arg;
	bad = check_int(setrlimit(RLIMIT_CORE, &low), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setflags(&attr, POSIX_SPAWN_RESETIDS), 0);
	bad += check_int(spawnx_attr_setpdeathsig(&attr, SIGUSR1), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, GROUP), 0);
	bad += check_int(spawnx_attr_setgroups(&attr, 1, &group), 0);
	bad += check_int(spawnx_attr_setchroot(&attr, "/"), 0);
	bad += check_int(spawnx_attr_setnice(&attr, -3), 0);
	if (raise_it)
		bad += check_int(
		    spawnx_attr_setrlimit(&attr, RLIMIT_CORE, &high), 0);
	bad += check_int(entry_report(0, &r, NULL, &attr), 0);
	if (r != NULL) {
		bad += check_int(report_int(r, "pdeathsig"), SIGUSR1);
		bad += check_int(report_int(r, "suid"), USER);
		bad += check_int(report_int(r, "egid"), GROUP);
		bad += check_int(report_int(r, "groups"), 77);
		bad += check_string(report_get(r, "cwd"), "/");
		bad += check_int(report_int(r, "nice"), -3);
		bad += check_string(
		    report_get(r, "rlimit.core"), raise_it ? "50:60" : "50:50");
	}
	report_free(r);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_order(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(order_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_as_root),
		CASE(test_refused),
		CASE(test_order),
	};

	return (run_cases(cases));
}
