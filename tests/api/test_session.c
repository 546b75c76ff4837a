/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * With SETSID the program leads a session and a process group of its own,
 * without a terminal.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (POSIX_SPAWN_SETSID), ERRORS
 * (those of setsid()).
 */
#include "forked.h"
#include "group.h"

#include "needs.h"
#include "terminal.h"

static void
test_new_session(void **state)
{
	const struct spawn_family *f;
	struct report *r;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		r = report_in(f, SPAWNX_SETSID, 0);
		assert_int_equal(report_int(r, "sid"), r->rep_pid);
		assert_int_equal(report_int(r, "pgid"), r->rep_pid);
		assert_int_equal(report_int(r, "ctty"), 0);
		report_free(r);
	}
}

static int
terminal_child(void *arg)
{
	static const int flags[] = { 0, SPAWNX_SETSID };
	const struct spawn_family *f;
	posix_spawnattr_t attr;
	struct report *r;
	int bad = 0;

	(void)arg;
	if (own_terminal() < 0) {
		(void)complain("no pseudo terminal: %s", strerror(errno));
		return (77);
	}
	FOR_EACH_FAMILY(f)
	{
		for (size_t i = 0; i < COUNT(flags); i++) {
			make_attr(&attr, f, flags[i], 0);
			bad += check_int(
			    try_report(&r, f, NULL, NULL, &attr, NULL, environ),
			    0);
			if (r != NULL)
				bad += check_int(
				    report_int(r, "ctty"), flags[i] == 0);
			report_free(r);
			(void)f->attr_destroy(&attr);
		}
	}
	return (bad);
}

static void
test_session_leaves_the_terminal(void **state)
{
	(void)state;
	need(NEED_CTTY);
	expect_child(terminal_child, NULL);
}

/* A leader that asks for the group which it leads changes nothing there. */
#ifdef __NetBSD__
#define OWN_GROUP 0
#else
#define OWN_GROUP EPERM
#endif

static int
error_of(
    const struct spawn_family *f, pid_t *pid, const posix_spawnattr_t *attr)
{
	return (f->spawn(pid, report_program(), NULL, attr,
	    ARGV("report", "none"), environ));
}

static void
expect_error(int error, const struct spawn_family *f, posix_spawnattr_t *attr)
{
	pid_t pid;

	if (error != 0) {
		expect_failure(error, &pid, error_of(f, &pid, attr));
		return;
	}
	assert_int_equal(error_of(f, &pid, attr), 0);
	assert_int_equal(wait_for(pid), 0);
}

/*
 * The session comes first, and its leader can't change its group: whatever
 * libc answers to both flags is the answer here.
 */
static void
test_session_and_group(void **state)
{
	const struct {
		pid_t group;
		int error;
	} rows[] = { { 0, OWN_GROUP }, { getpgrp(), EPERM } };
	const struct spawn_family *f, *libc = family_libc();

	(void)state;
	need(NEED_LEADER_STAYS);
	FOR_EACH_FAMILY(f)
	{
		for (size_t i = 0; i < COUNT(rows); i++) {
			posix_spawnattr_t attr;
			pid_t pid;

			make_attr(&attr, f,
			    SPAWNX_SETSID | POSIX_SPAWN_SETPGROUP,
			    rows[i].group);
			if (libc != NULL)
				assert_int_equal(
				    error_of(libc, &pid, &attr), rows[i].error);
			expect_error(rows[i].error, f, &attr);
			assert_int_equal(f->attr_destroy(&attr), 0);
		}
	}
}

/* A new process can always have a session, unless a sandbox says no. */
static int
no_setsid_child(void *arg)
{
	spawnx_failure_t where = { .error = 0 };
	const struct spawn_family *f;
	posix_spawnattr_t attr;
	pid_t pid;
	int bad = 0;

	(void)arg;
	if (refuse_syscall(SYS_setsid, EPERM) != 0)
		return (77);
	FOR_EACH_FAMILY(f)
	{
		make_attr(&attr, f, SPAWNX_SETSID, 0);
		bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
		bad += check(failure_clean(EPERM, &pid,
		    f->spawn(&pid, report_program(), NULL, &attr,
			ARGV("report", "none"), environ)));
		bad += check_int(where.step, SPAWNX_STEP_ATTR) +
		       check_int(where.index, SPAWNX_ATTR_SETSID);
		(void)f->attr_destroy(&attr);
	}
	return (bad);
}

static void
test_no_session(void **state)
{
	(void)state;
	on_each_way(no_setsid_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_new_session),
		CASE(test_session_leaves_the_terminal),
		CASE(test_session_and_group),
		CASE(test_no_session),
	};

	return (run_cases(cases));
}
