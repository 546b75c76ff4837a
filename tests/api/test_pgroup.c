/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program is in the caller's process group, in a new one, or in the one
 * that the attributes name.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (POSIX_SPAWN_SETPGROUP),
 * ERRORS (those of setpgid()).
 */
#include "group.h"

static void
test_no_flag(void **state)
{
	const struct spawn_family *f;
	struct report *r;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		r = report_in(f, 0, 4711);
		assert_int_equal(report_int(r, "pgid"), getpgrp());
		assert_int_equal(report_int(r, "sid"), getsid(0));
		report_free(r);
	}
}

static void
test_new_group(void **state)
{
	const struct spawn_family *f;
	struct report *r;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		r = report_in(f, POSIX_SPAWN_SETPGROUP, 0);
		assert_int_equal(report_int(r, "pgid"), r->rep_pid);
		assert_int_equal(report_int(r, "sid"), getsid(0));
		report_free(r);
	}
}

/* A program in a group, or a session, of its own, until it is killed. */
static pid_t
start_leader(const struct spawn_family *f, int flags)
{
	posix_spawnattr_t attr;
	pid_t pid;

	make_attr(&attr, f, flags, 0);
	assert_int_equal(f->spawn(&pid, report_program(), NULL, &attr,
			     ARGV("report", "none", "sleep=60000"), environ),
	    0);
	assert_int_equal(f->attr_destroy(&attr), 0);
	return (pid);
}

static void
end_leader(pid_t pid)
{
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(wait_for(pid), SIGKILL);
}

static void
test_join_a_group(void **state)
{
	const struct spawn_family *f;
	posix_spawnattr_t attr;
	struct report *r;
	pid_t leader;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		leader = start_leader(f, POSIX_SPAWN_SETPGROUP);
		make_attr(&attr, f, POSIX_SPAWN_SETPGROUP, leader);
		for (int i = 0; i < 3; i++) {
			r = run_report(f, NULL, &attr, NULL);
			assert_int_equal(report_int(r, "pgid"), leader);
			report_free(r);
		}
		end_leader(leader);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

/* The group of the caller itself can be joined, too. */
static void
test_join_the_callers_group(void **state)
{
	const struct spawn_family *f;
	struct report *r;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		r = report_in(f, POSIX_SPAWN_SETPGROUP, getpgrp());
		assert_int_equal(report_int(r, "pgid"), getpgrp());
		report_free(r);
	}
}

static void
expect_pgroup_failure(const struct spawn_family *f, pid_t pgroup, int error)
{
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	pid_t pid;

	make_attr(&attr, f, POSIX_SPAWN_SETPGROUP, pgroup);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	expect_failure(error, &pid,
	    f->spawn(&pid, report_program(), NULL, &attr,
		ARGV("report", "none"), environ));
	assert_int_equal(where.error, error);
	assert_int_equal(where.step, SPAWNX_STEP_ATTR);
	assert_int_equal(where.index, SPAWNX_ATTR_PGROUP);
	assert_int_equal(f->attr_destroy(&attr), 0);
}

static void
test_bad_groups(void **state)
{
	static const struct {
		const char *name;
		pid_t pgroup;
		int error;
	} rows[] = {
		{ "negative", -1, EINVAL },
		{ "least", INT_MIN, EINVAL },
		{ "none such", INT_MAX, EPERM },
	}, *row;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		expect_pgroup_failure(family_spawnx(), row->pgroup, row->error);
		expect_pgroup_failure(
		    family_host_names(), row->pgroup, row->error);
	}
}

/*
 * POSIX, setpgid() [EPERM].  NetBSD's kernel asks for the session only if it is
 * another process whose group is set: its own posix_spawn() does it, too.
 */
#ifdef __NetBSD__
static void
expect_no_group_of(const struct spawn_family *f, pid_t leader)
{
	struct report *r = report_in(f, POSIX_SPAWN_SETPGROUP, leader);

	assert_int_equal(report_int(r, "pgid"), leader);
	report_free(r);
}
#else
static void
expect_no_group_of(const struct spawn_family *f, pid_t leader)
{
	expect_pgroup_failure(f, leader, EPERM);
}
#endif

static void
test_group_of_another_session(void **state)
{
	const struct spawn_family *f;
	pid_t leader;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		leader = start_leader(f, SPAWNX_SETSID);
		expect_no_group_of(f, leader);
		end_leader(leader);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_no_flag),
		CASE(test_new_group),
		CASE(test_join_a_group),
		CASE(test_join_the_callers_group),
		CASE(test_bad_groups),
		CASE(test_group_of_another_session),
	};

	return (run_cases(cases));
}
