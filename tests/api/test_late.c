/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What lowers a child's share of the CPU, or moves it, comes after the file
 * actions: the caller waits for the child.  What may need a privilege, or may
 * fail, comes before them; and so does what the caller can't compare.
 *
 * POSIX.1-2024, posix_spawn(): the attributes come first, where that is to be
 * seen.
 */
#include "trace.h"

#include "check.h"
#include "forked.h"

#include <sys/resource.h>

/* -- The caller, and what it asks for -- */

/* The tests may have been started by nice(1). */
static int
be_plain(void)
{
	return (setpriority(PRIO_PROCESS, 0, 0));
}

static int
be_nice(void)
{
	return (setpriority(PRIO_PROCESS, 0, 5));
}

static int
be_reset(void)
{
	const struct sched_param none = { 0 };

	return (sched_setscheduler(0, SCHED_OTHER | 0x40000000, &none));
}

static int
be_idle(void)
{
	const struct sched_param none = { .sched_priority = 0 };

	return (sched_setscheduler(0, SCHED_IDLE, &none));
}

static int
be_urgent(void)
{
	const struct sched_param five = { .sched_priority = 5 };

	return (sched_setscheduler(0, SCHED_FIFO, &five));
}

#define NO_NICE 100 /* none of the values */

struct row {
	const char *name;
	int (*caller)(void);
	long refused; /* a call; 0: none */
	int flags;
	int policy, priority; /* with SETSCHEDULER, SETSCHEDPARAM */
	int nice;
	bool affinity;
	const char *asks;  /* the caller, before the clone */
	const char *child; /* without the exec */
};

#define SCHEDULER  POSIX_SPAWN_SETSCHEDULER
#define PARAMETER  POSIX_SPAWN_SETSCHEDPARAM
#define ASKS       "sched_getscheduler sched_getparam"
#define ASKS_NICE  "sched_getscheduler getpriority"
#define EARLY(set) set " chdir"
#define LATE(set)  "chdir " set

static const struct row rows[] = {
	{ "nice", be_plain, 0, 0, 0, 0, 5, false, ASKS_NICE,
	    LATE("setpriority") },
	{ "nice as it is", be_nice, 0, 0, 0, 0, 5, false, ASKS_NICE,
	    LATE("setpriority") },
	{ "nicer", be_nice, 0, 0, 0, 0, 19, false, ASKS_NICE,
	    LATE("setpriority") },
	{ "less nice", be_nice, 0, 0, 0, 0, 0, false, ASKS_NICE,
	    EARLY("setpriority") },
	{ "nice, but than what?", be_plain, SYS_getpriority, 0, 0, 0, 5, false,
	    ASKS_NICE, EARLY("setpriority") },
	/* The child has another one than its parent. */
	{ "nice, of a child that is reset", be_reset, 0, 0, 0, 0, 5, false,
	    "sched_getscheduler", EARLY("setpriority") },
	{ "idle, of a child that is reset", be_reset, 0, SCHEDULER, SCHED_IDLE,
	    0, NO_NICE, false, "sched_getscheduler",
	    EARLY("sched_setscheduler") },
	{ "affinity", be_plain, 0, 0, 0, 0, NO_NICE, true, NULL,
	    LATE("sched_setaffinity") },
	{ "nice and affinity", be_plain, 0, 0, 0, 0, 5, true, ASKS_NICE,
	    LATE("setpriority sched_setaffinity") },
	{ "less nice and affinity", be_nice, 0, 0, 0, 0, 0, true, ASKS_NICE,
	    "setpriority " LATE("sched_setaffinity") },
	{ "idle", be_plain, 0, SCHEDULER, SCHED_IDLE, 0, NO_NICE, false, ASKS,
	    LATE("sched_setscheduler") },
	{ "batch", be_plain, 0, SCHEDULER, SCHED_BATCH, 0, NO_NICE, false, ASKS,
	    LATE("sched_setscheduler") },
	{ "idle, but what now?", be_plain, SYS_sched_getscheduler, SCHEDULER,
	    SCHED_IDLE, 0, NO_NICE, false, ASKS, EARLY("sched_setscheduler") },
	{ "idle still", be_idle, 0, SCHEDULER, SCHED_IDLE, 0, NO_NICE, false,
	    ASKS, LATE("sched_setscheduler") },
	{ "no longer idle", be_idle, 0, SCHEDULER, SCHED_OTHER, 0, NO_NICE,
	    false, ASKS, EARLY("sched_setscheduler") },
	{ "urgent", be_plain, 0, SCHEDULER, SCHED_FIFO, 3, NO_NICE, false, ASKS,
	    EARLY("sched_setscheduler") },
	{ "no longer urgent", be_urgent, 0, SCHEDULER, SCHED_OTHER, 0, NO_NICE,
	    false, ASKS, LATE("sched_setscheduler") },
	{ "the parameter", be_plain, 0, PARAMETER, 0, 0, NO_NICE, false, ASKS,
	    LATE("sched_setparam") },
	{ "less urgent", be_urgent, 0, PARAMETER, 0, 3, NO_NICE, false, ASKS,
	    LATE("sched_setparam") },
	{ "as urgent", be_urgent, 0, PARAMETER, 0, 5, NO_NICE, false, ASKS,
	    LATE("sched_setparam") },
	{ "more urgent", be_urgent, 0, PARAMETER, 0, 7, NO_NICE, false, ASKS,
	    EARLY("sched_setparam") },
};

static int
set_row(const struct row *row, posix_spawnattr_t *attr)
{
	const struct sched_param param = { .sched_priority = row->priority };
	cpu_set_t cpus;
	int rc;

	rc = spawnx_attr_setflags(attr, (short)row->flags);
	if (rc == 0 && (row->flags & POSIX_SPAWN_SETSCHEDULER))
		rc = spawnx_attr_setschedpolicy(attr, row->policy);
	if (rc == 0 && row->flags != 0)
		rc = spawnx_attr_setschedparam(attr, &param);
	if (rc == 0 && row->nice != NO_NICE)
		rc = spawnx_attr_setnice(attr, row->nice);
	if (rc != 0 || !row->affinity)
		return (rc);
	if (sched_getaffinity(0, sizeof(cpus), &cpus) != 0)
		return (errno);
	return (spawnx_attr_setaffinity(attr, sizeof(cpus), &cpus));
}

/* What is asked for may be impossible here: it is its place that counts. */
static int
traced_child(void *arg)
{
	const struct row *row = arg;
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	pid_t pid = -1;
	int rc;

	if (row->caller() != 0)
		return (77);
	CHECK(spawnx_file_actions_init(&fa) == 0);
	CHECK(spawnx_attr_init(&attr) == 0);
	CHECK(spawnx_file_actions_addchdir(&fa, "/") == 0);
	CHECK(set_row(row, &attr) == 0);
	if (row->refused != 0 && refuse_syscall(row->refused, EPERM) != 0)
		return (77);
	trace_mark();
	rc = spawnx_spawn(&pid, "/bin/true", &fa, &attr, ARGV("true"), environ);
	trace_mark();
	if (rc == EPERM)
		return (77);
	CHECK(rc == 0 && wait_for(pid) == 0);
	CHECK(spawnx_file_actions_destroy(&fa) == 0);
	return (check_int(spawnx_attr_destroy(&attr), 0));
}

static void
expect_row(const struct row *row)
{
	char want[256];
	static struct trace t;
	int error = trace_run(&t, traced_child, (void *)(uintptr_t)row);

	if (error != 0)
		skip_because("no tracing here: %s", strerror(error));
	if (WIFEXITED(t.t_status) && WEXITSTATUS(t.t_status) == 77) {
		print_message("not possible here: %s\n", row->name);
		return;
	}
	assert_int_equal(t.t_status, 0);
	(void)snprintf(want, sizeof(want), "%s execve", row->child);
	assert_string_equal(trace_text(&t, true), want);
	(void)snprintf(want, sizeof(want), "%s%sclone3",
	    row->asks == NULL ? "" : row->asks, row->asks == NULL ? "" : " ");
	/* It stops at the first answer that it is refused. */
	if (row->refused == 0)
		assert_string_equal(trace_text(&t, false), want);
}

static void
test_rows(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row, rows)
	expect_row(row);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_rows),
	};

	if (!BACKEND_IS_ASM)
		return (skip_all("the calls are those of clone3()"));
	return (run_cases(cases));
}
