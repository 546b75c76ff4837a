/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program has the policy and priority of the attributes with
 * SETSCHEDULER, the caller's policy and the priority of the attributes with
 * SETSCHEDPARAM, and the caller's without either.  The caller keeps its own.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (POSIX_SPAWN_SETSCHEDULER,
 * POSIX_SPAWN_SETSCHEDPARAM), ERRORS (those of sched_setscheduler()).
 */
#include "forked.h"
#include "needs.h"

#include <sys/resource.h>

#define PARAM     POSIX_SPAWN_SETSCHEDPARAM
#define SCHEDULER POSIX_SPAWN_SETSCHEDULER
#define RESET     0x40000000 /* SCHED_RESET_ON_FORK */

struct row {
	const char *name;
	int flags;
	int policy, priority; /* as the attributes say */
	int error;            /* or what the program has: */
	int want_policy, want_priority;
};

static void
make_attr(posix_spawnattr_t *attr, const struct spawn_family *f,
    const struct row *row, spawnx_failure_t *where)
{
	struct sched_param param;

	memset(&param, 0, sizeof(param));
	param.sched_priority = row->priority;
	memset(where, 0, sizeof(*where));
	(void)f->attr_init(attr);
	(void)f->setflags(attr, (short)row->flags);
	(void)f->setschedpolicy(attr, row->policy);
	(void)f->setschedparam(attr, &param);
	(void)spawnx_attr_setfailure(attr, where);
}

static int
check_failure(const struct row *row, const struct spawn_family *f,
    const posix_spawnattr_t *attr, const spawnx_failure_t *where)
{
	pid_t pid;
	int bad;

	bad = check(failure_clean(row->error, &pid,
	    f->spawn(&pid, report_program(), NULL, attr, ARGV("report", "none"),
		environ)));
	bad += check_int(where->error, row->error);
	bad += check_int(where->step, SPAWNX_STEP_ATTR);
	return (bad + check_int(where->index, SPAWNX_ATTR_SCHEDULER));
}

static int
check_success(const struct row *row, const struct spawn_family *f,
    const posix_spawnattr_t *attr, const spawnx_failure_t *where)
{
	struct report *r;
	int bad;

	bad = check_int(try_report(&r, f, NULL, NULL, attr, NULL, environ), 0);
	if (r == NULL)
		return (bad);
	bad += check_int(report_int(r, "sched.policy"), row->want_policy);
	bad += check_int(report_int(r, "sched.priority"), row->want_priority);
	bad += check_int(where->step, SPAWNX_STEP_NONE);
	report_free(r);
	return (bad);
}

/* By the raw calls: musl's scheduler functions only say ENOSYS. */
static int
own_policy(void)
{
	return ((int)syscall(SYS_sched_getscheduler, 0));
}

static int
check_rows(const struct row *row, size_t n)
{
	const struct spawn_family *f;
	int bad = 0, was = own_policy();
	spawnx_failure_t where;
	posix_spawnattr_t attr;

	for (; n > 0; row++, n--) {
		FOR_EACH_FAMILY(f)
		{
			int now;

			make_attr(&attr, f, row, &where);
			now = row->error != 0
				  ? check_failure(row, f, &attr, &where)
				  : check_success(row, f, &attr, &where);
			now += check_int(own_policy(), was);
			if (now != 0)
				(void)complain("in the row: %s", row->name);
			bad += now + check_int(f->attr_destroy(&attr), 0);
		}
	}
	return (bad);
}

static const struct row user_rows[] = {
	{ "no flag", 0, SCHED_BATCH, 5, 0, SCHED_OTHER, 0 },
	{ "OTHER", SCHEDULER, SCHED_OTHER, 0, 0, SCHED_OTHER, 0 },
	{ "BATCH", SCHEDULER, SCHED_BATCH, 0, 0, SCHED_BATCH, 0 },
	{ "IDLE", SCHEDULER, SCHED_IDLE, 0, 0, SCHED_IDLE, 0 },
	{ "parameter", PARAM, SCHED_BATCH, 0, 0, SCHED_OTHER, 0 },
	{ "both", PARAM | SCHEDULER, SCHED_BATCH, 0, 0, SCHED_BATCH, 0 },
	{ "OTHER at 1", SCHEDULER, SCHED_OTHER, 1, EINVAL, 0, 0 },
	{ "BATCH at 1", SCHEDULER, SCHED_BATCH, 1, EINVAL, 0, 0 },
	{ "IDLE at -1", SCHEDULER, SCHED_IDLE, -1, EINVAL, 0, 0 },
	{ "FIFO at 0", SCHEDULER, SCHED_FIFO, 0, EINVAL, 0, 0 },
	{ "FIFO at 100", SCHEDULER, SCHED_FIFO, 100, EINVAL, 0, 0 },
	{ "RR at -1", SCHEDULER, SCHED_RR, -1, EINVAL, 0, 0 },
	{ "parameter 1", PARAM, SCHED_FIFO, 1, EINVAL, 0, 0 },
	{ "parameter -1", PARAM, SCHED_OTHER, -1, EINVAL, 0, 0 },
	{ "both, bad", PARAM | SCHEDULER, SCHED_RR, 0, EINVAL, 0, 0 },
	{ "BATCH, for itself", SCHEDULER, SCHED_BATCH | RESET, 0, 0,
	    SCHED_BATCH | RESET, 0 },
	{ "FIFO, for itself", SCHEDULER, SCHED_FIFO | RESET, 1, EPERM, 0, 0 },
	{ "FIFO", SCHEDULER, SCHED_FIFO, 1, EPERM, 0, 0 },
	{ "RR", SCHEDULER, SCHED_RR, 99, EPERM, 0, 0 },
};

static int
user_child(void *arg)
{
	const struct rlimit none = { 0, 0 };
	int bad = check_int(setrlimit(RLIMIT_RTPRIO, &none), 0);

	(void)arg;
	bad += become_nobody();
	return (bad + check_rows(user_rows, COUNT(user_rows)));
}

static void
test_as_an_ordinary_user(void **state)
{
	(void)state;
	need(NEED_BATCH);
	need(NEED_SETPARAM);
	on_each_way(user_child, NULL);
}

static const struct row root_rows[] = {
	{ "FIFO at 1", SCHEDULER, SCHED_FIFO, 1, 0, SCHED_FIFO, 1 },
	{ "FIFO at 99", SCHEDULER, SCHED_FIFO, 99, 0, SCHED_FIFO, 99 },
	{ "RR at 50, for itself", SCHEDULER, SCHED_RR | RESET, 50, 0,
	    SCHED_RR | RESET, 50 },
	{ "RR at 50", SCHEDULER, SCHED_RR, 50, 0, SCHED_RR, 50 },
	{ "both", PARAM | SCHEDULER, SCHED_RR, 3, 0, SCHED_RR, 3 },
};

static int
root_child(void *arg)
{
	(void)arg;
	return (check_rows(root_rows, COUNT(root_rows)));
}

static int
set_own(int policy, int priority)
{
	return ((int)syscall(SYS_sched_setscheduler, 0, policy, &priority));
}

/* Even root may be denied it: control groups have a budget for it. */
static int
real_time_child(void *arg)
{
	(void)arg;
	return (set_own(SCHED_FIFO, 1) == 0 ? 0 : 1);
}

static void
skip_without_real_time(void)
{
	skip_unless_root();
	if (in_child(real_time_child, NULL) != 0)
		skip_because("no real-time policy may be set here");
}

static void
test_real_time_as_root(void **state)
{
	(void)state;
	skip_without_real_time();
	on_each_way(root_child, NULL);
}

static const struct row inherited_rows[] = {
	{ "no flag", 0, SCHED_OTHER, 0, 0, SCHED_FIFO, 5 },
	{ "parameter", PARAM, SCHED_OTHER, 7, 0, SCHED_FIFO, 7 },
	{ "parameter 0", PARAM, SCHED_OTHER, 0, EINVAL, 0, 0 },
	{ "both", PARAM | SCHEDULER, SCHED_RR, 8, 0, SCHED_RR, 8 },
	{ "down", SCHEDULER, SCHED_OTHER, 0, 0, SCHED_OTHER, 0 },
};

static int
inherited_child(void *arg)
{
	(void)arg;
	if (check_int(set_own(SCHED_FIFO, 5), 0) != 0)
		return (1);
	return (check_rows(inherited_rows, COUNT(inherited_rows)));
}

static void
test_from_a_real_time_caller(void **state)
{
	(void)state;
	skip_without_real_time();
	on_each_way(inherited_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_as_an_ordinary_user),
		CASE(test_real_time_as_root),
		CASE(test_from_a_real_time_caller),
	};

	return (run_cases(cases));
}
