/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where clone3() is refused, by an old kernel or by a sandbox, spawns work by
 * clone(), and the refusal is remembered; where the system lacks resources,
 * the spawn fails, and nothing is.
 *
 * POSIX.1-2024, posix_spawn(): ERRORS (those of fork(): [EAGAIN], [ENOMEM]).
 */
#include "needs.h"
#include "trace.h"

#include "forked.h"

#include <sys/resource.h>

#define NOBODY 65534

/* A child that spawns twice, and what the kernel sees of each. */
struct run {
	const char *name;
	int clone3, clone; /* the errors they are refused with; 0: they work */
	int error;         /* that the spawn gives */
	const char *first, *second;
	const struct spawn_family *family;
};

/* The first child by clone() says by a pipe, too, what becomes of it. */
#define FALLS_BACK "clone3 rt_sigprocmask pipe2 clone close*2 rt_sigprocmask"
#define REMEMBERS  "rt_sigprocmask clone rt_sigprocmask"
#define FAILS      "clone3 rt_sigprocmask pipe2 clone close*2 rt_sigprocmask"

static const struct run rows[] = {
	{ "ENOSYS", ENOSYS, 0, 0, FALLS_BACK, REMEMBERS, NULL },
	{ "EINVAL", EINVAL, 0, 0, FALLS_BACK, REMEMBERS, NULL },
	{ "EPERM", EPERM, 0, 0, FALLS_BACK, REMEMBERS, NULL },
	{ "EAGAIN", EAGAIN, 0, EAGAIN, "clone3", "clone3", NULL },
	{ "ENOMEM", ENOMEM, 0, ENOMEM, "clone3", "clone3", NULL },
	{ "EAGAIN of both", EAGAIN, EAGAIN, EAGAIN, "clone3", "clone3", NULL },
	{ "ENOSYS, then EPERM", ENOSYS, EPERM, EPERM, FAILS, FAILS, NULL },
	{ "EPERM of both", EPERM, EPERM, EPERM, FAILS, FAILS, NULL },
	{ "ENOSYS, then EAGAIN", ENOSYS, EAGAIN, EAGAIN, FAILS, FAILS, NULL },
	{ "EINVAL, then ENOMEM", EINVAL, ENOMEM, ENOMEM, FAILS, FAILS, NULL },
};

static int
spawn_once(const struct run *run, bool traced)
{
	char **argv = ARGV("report", "none", "exit=3");
	const struct spawn_family *f = run->family;
	pid_t pid = -1;
	int rc;

	if (!traced && run->error != 0)
		return (check(failure_clean(run->error, &pid,
		    f->spawn(
			&pid, report_program(), NULL, NULL, argv, environ))));
	if (traced)
		trace_mark();
	rc = f->spawn(&pid, report_program(), NULL, NULL, argv, environ);
	if (traced)
		trace_mark();
	if (check_int(rc, run->error) != 0)
		return (1);
	return (rc == 0 ? check_int(wait_for(pid), 3 << 8) : 0);
}

static int
refuse(const struct run *run)
{
	int bad = check_int(refuse_syscall(SYS_clone3, run->clone3), 0);

	if (run->clone != 0)
		bad += check_int(refuse_syscall(SYS_clone, run->clone), 0);
	return (bad);
}

static int
traced_first(void *arg)
{
	const struct run *run = arg;

	return (refuse(run) + spawn_once(run, true) + spawn_once(run, false));
}

static int
traced_second(void *arg)
{
	const struct run *run = arg;

	return (refuse(run) + spawn_once(run, false) + spawn_once(run, true));
}

static void
expect_calls(const struct run *run, int (*fn)(void *), const char *want)
{
	static struct trace t;
	int error = trace_run(&t, fn, (void *)(uintptr_t)run);

	if (error != 0)
		skip_because("no tracing here: %s", strerror(error));
	assert_int_equal(t.t_status, 0);
	assert_string_equal(trace_text(&t, false), want);
}

static void
test_refusals(void **state)
{
	const struct run *row;

	(void)state;
	if (!BACKEND_IS_ASM)
		skip_because("this backend does not try clone3()");
	FOR_EACH_ROW(row, rows)
	{
		struct run run = *row;

		run.family = family_spawnx();
		expect_calls(&run, traced_first, row->first);
		run.family = family_host_names();
		expect_calls(&run, traced_second, row->second);
	}
}

/* -- Without tracing: what a spawn does for its caller by clone() -- */

static int
works_child(void *arg)
{
	struct run run = { .error = 0 };
	struct world world;
	int bad = 0;

	bad += check_int(refuse_syscall(SYS_clone3, *(int *)arg), 0);
	catch_signal(SIGUSR1);
	world_take(&world);
	for (int i = 0; i < 20; i++) {
		run.family = i % 2 == 0 ? family_spawnx() : family_host_names();
		bad += spawn_once(&run, false);
	}
	return (bad + world_check(&world));
}

static void
test_each_refusal_works(void **state)
{
	int errors[] = { ENOSYS, EINVAL, EPERM };

	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++)
		expect_child(works_child, &errors[i]);
}

static int
report_child(void *arg)
{
	struct report *plain = arg, *r;
	const struct spawn_family *f;
	char *diff;
	int bad = 0;

	FOR_EACH_FAMILY(f)
	{
		if (try_report(&r, f, NULL, NULL, NULL, NULL, environ) != 0)
			return (1);
		diff = report_diff(plain, r, "no_new_privs", NULL);
		if (diff != NULL)
			bad += complain("%s", diff);
		free(diff);
		report_free(r);
	}
	return (bad);
}

/* The program can't tell which way it was started. */
static void
test_same_report(void **state)
{
	struct report *plain = run_report(family_spawnx(), NULL, NULL, NULL);

	(void)state;
	on_each_way(report_child, plain);
	report_free(plain);
}

/* The mask is the caller's again, whatever it was, when clone() fails, too. */
static int
failing_child(void *arg)
{
	struct run run = { .error = EPERM };
	const struct spawn_family *f;
	sigset_t set;
	int bad = 0;

	(void)arg;
	bad += check_int(refuse_syscall(SYS_clone3, ENOSYS), 0);
	bad += check_int(refuse_syscall(SYS_clone, EPERM), 0);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGTERM);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	FOR_EACH_FAMILY(f)
	{
		run.family = f;
		bad += spawn_once(&run, false);
	}
	return (bad);
}

static void
test_no_way_at_all(void **state)
{
	(void)state;
	expect_child(failing_child, NULL);
}

/* -- A real lack of resources -- */

/* Of a user who has no other process: with one, no child is allowed. */
static int
nproc_child(void *arg)
{
	const struct rlimit one = { 1, 1 };
	struct run run = { .error = EAGAIN };
	const struct spawn_family *f;
	int bad = become_nobody();

	(void)arg;
	bad += check_int(setrlimit(RLIMIT_NPROC, &one), 0);
	FOR_EACH_FAMILY(f)
	{
		run.family = f;
		bad += spawn_once(&run, false);
	}
	return (bad);
}

static void
test_too_many_processes(void **state)
{
	(void)state;
	need(NEED_PROCESS_LIMIT);
	on_each_way(nproc_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_refusals),
		CASE(test_each_refusal_works),
		CASE(test_same_report),
		CASE(test_no_way_at_all),
		CASE(test_too_many_processes),
	};

	return (run_cases(cases));
}
