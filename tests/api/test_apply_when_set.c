/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The setters of POSIX's attributes under our own names apply without a flag,
 * whatever setflags() says before or after; unset takes them back.  Under the
 * host's names, and by <spawnx/posix.h>, the flag decides.
 *
 * Not of POSIX: spawnx_attr(3).
 */
#include "check.h"
#include "needs.h"

struct values {
	sigset_t hup;
	struct sched_param zero;
};

static void
set_all(posix_spawnattr_t *at)
{
	struct values v;

	memset(&v, 0, sizeof(v));
	(void)sigemptyset(&v.hup);
	(void)sigaddset(&v.hup, SIGHUP);
	assert_int_equal(spawnx_attr_setpgroup(at, 0), 0);
	assert_int_equal(spawnx_attr_setsigmask(at, &v.hup), 0);
	assert_int_equal(spawnx_attr_setsigdefault(at, &v.hup), 0);
	assert_int_equal(spawnx_attr_setschedpolicy(at, SCHED_BATCH), 0);
	assert_int_equal(spawnx_attr_setschedparam(at, &v.zero), 0);
}

/* How many of the four are as set_all() has set them. */
static int
applied(const posix_spawnattr_t *at)
{
	struct report *r = run_report(family_spawnx(), NULL, at, NULL);
	char policy[16];
	int n;

	(void)snprintf(policy, sizeof(policy), "%d", SCHED_BATCH);
	n = (report_int(r, "pgid") == r->rep_pid) +
	    (strcmp(report_get(r, "sigmask"), "1") == 0) +
	    (strcmp(report_get(r, "sigignored"), "") == 0) +
	    (strcmp(report_get(r, "sched.policy"), policy) == 0);
	report_free(r);
	return (n);
}

static void
test_without_a_flag(void **state)
{
	posix_spawnattr_t at;
	short flags;

	(void)state;
	need(NEED_BATCH);
	(void)signal(SIGHUP, SIG_IGN);
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(applied(&at), 0);
	assert_int_equal(spawnx_attr_setflags(&at, 0), 0);
	set_all(&at);
	assert_int_equal(applied(&at), 4);
	/* Flags are about what else there is. */
	assert_int_equal(spawnx_attr_setflags(&at, SPAWNX_SETSID), 0);
	assert_int_equal(spawnx_attr_setflags(&at, 0), 0);
	assert_int_equal(spawnx_attr_getflags(&at, &flags), 0);
	assert_int_equal(flags, 0);
	assert_int_equal(applied(&at), 4);
	assert_int_equal(spawnx_attr_unset(&at, SPAWNX_ATTR_PGROUP), 0);
	assert_int_equal(applied(&at), 3);
	assert_int_equal(spawnx_attr_unset(&at, SPAWNX_ATTR_SIGMASK), 0);
	assert_int_equal(applied(&at), 2);
	assert_int_equal(spawnx_attr_unset(&at, SPAWNX_ATTR_SIGNALS), 0);
	assert_int_equal(applied(&at), 1);
	assert_int_equal(spawnx_attr_unset(&at, SPAWNX_ATTR_SCHEDULER), 0);
	assert_int_equal(applied(&at), 0);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
	(void)signal(SIGHUP, SIG_DFL);
}

/* A flag of setflags() is not the setter's to take back. */
static void
test_with_a_flag(void **state)
{
	posix_spawnattr_t at;

	(void)state;
	need(NEED_BATCH);
	(void)signal(SIGHUP, SIG_IGN);
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setflags(&at, POSIX_SPAWN_SETPGROUP), 0);
	set_all(&at);
	assert_int_equal(spawnx_attr_unset(&at, SPAWNX_ATTR_PGROUP), 0);
	assert_int_equal(applied(&at), 4);
	assert_int_equal(spawnx_attr_setflags(&at, 0), 0);
	assert_int_equal(applied(&at), 3);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
	(void)signal(SIGHUP, SIG_DFL);
}

static void
test_host_names(void **state)
{
	const struct spawn_family *f = family_host_names();
	posix_spawnattr_t at;

	(void)state;
	assert_int_equal(f->attr_init(&at), 0);
	assert_int_equal(f->setpgroup(&at, 0), 0);
	assert_int_equal(f->setschedpolicy(&at, SCHED_BATCH), 0);
	assert_int_equal(applied(&at), 1); /* SIGHUP is not ignored */
	assert_int_equal(f->setflags(&at, POSIX_SPAWN_SETPGROUP), 0);
	assert_int_equal(applied(&at), 2);
	assert_int_equal(f->attr_destroy(&at), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_without_a_flag),
		CASE(test_with_a_flag),
		CASE(test_host_names),
	};

	return (run_cases(cases));
}
