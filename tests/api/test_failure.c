/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A failing spawn says in the object of spawnx_attr_setfailure() which step
 * failed, which attribute, action or path it was, and with which error; one
 * that works says nothing.
 *
 * Extension.  The order of the steps is that of POSIX.1-2024, posix_spawn().
 */
#include "failure_plan.h"
#include "needs.h"

#include <sys/resource.h>

static void
expect_plan(const struct plan *plan)
{
	assert_int_equal(try_plan(plan), 0);
}

static void
test_arguments(void **state)
{
	posix_spawn_file_actions_t foreign;
	const struct plan no_argv = {
		.no_argv = true, .error = EINVAL, .step = SPAWNX_STEP_ARGUMENT
	};
	const struct plan no_actions = { .actions = &foreign,
		.error = EINVAL,
		.step = SPAWNX_STEP_ARGUMENT };

	(void)state;
	memset(&foreign, 0xa5, sizeof(foreign));
	expect_plan(&no_argv);
	expect_plan(&no_actions);
}

static int
clone_child(void *arg)
{
	struct plan plan = { .error = *(int *)arg, .step = SPAWNX_STEP_CLONE };

	if (refuse_syscall(SYS_clone3, plan.error) != 0 ||
	    refuse_syscall(SYS_clone, plan.error) != 0)
		return (77);
	return (try_plan(&plan));
}

static void
test_clone(void **state)
{
	int errors[] = { EAGAIN, ENOMEM, EPERM };

	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++)
		expect_child(clone_child, &errors[i]);
}

static const struct {
	const char *name;
	enum need need;
	struct plan plan;
} attr_rows[] = {
	{ "policy", 0,
	    { .flags = POSIX_SPAWN_SETSCHEDULER,
		.priority = 1,
		.error = EINVAL,
		.index = SPAWNX_ATTR_SCHEDULER } },
	{ "parameter", NEED_SETPARAM,
	    { .flags = POSIX_SPAWN_SETSCHEDPARAM,
		.priority = 1,
		.error = EINVAL,
		.index = SPAWNX_ATTR_SCHEDULER } },
	{ "group", 0,
	    { .flags = POSIX_SPAWN_SETPGROUP,
		.pgroup = -1,
		.error = EINVAL,
		.index = SPAWNX_ATTR_PGROUP } },
	{ "group of a session's leader", NEED_LEADER_STAYS,
	    { .flags = POSIX_SPAWN_SETPGROUP | SPAWNX_SETSID,
		.error = EPERM,
		.index = SPAWNX_ATTR_PGROUP } },
	{ "control group", NEED_CGROUP_FLAG,
	    { .flags = SPAWNX_SETCGROUP,
		.error = BACKEND_IS_ASM ? EBADF : ENOTSUP,
		.index = SPAWNX_ATTR_CGROUP } },
	{ "the first of two", NEED_SETPARAM,
	    { .flags = POSIX_SPAWN_SETSCHEDPARAM | POSIX_SPAWN_SETPGROUP,
		.pgroup = -1,
		.priority = 1,
		.error = EINVAL,
		.index = SPAWNX_ATTR_SCHEDULER } },
	{ "an attribute before the program", 0,
	    { .flags = POSIX_SPAWN_SETPGROUP,
		.path = "/none",
		.pgroup = -1,
		.error = EINVAL,
		.index = SPAWNX_ATTR_PGROUP } },
};

static int
attr_child(void *arg)
{
	struct plan plan = *(const struct plan *)arg;

	plan.step = SPAWNX_STEP_ATTR;
	return (try_plan(&plan));
}

static void
test_attributes(void **state)
{
	struct plan plan;

	(void)state;
	for (size_t i = 0; i < COUNT(attr_rows); i++) {
		plan = attr_rows[i].plan;
		if (kernel_has(attr_rows[i].need) &&
		    in_child(attr_child, &plan) != 0)
			fail_msg("in the row: %s", attr_rows[i].name);
	}
	for (size_t i = 0; i < COUNT(attr_rows); i++)
		need(attr_rows[i].need);
}

/* What fails nowhere but in a sandbox. */
static const struct refused {
	const char *name;
	long numbers[3];
	short flags;
	int index;
} refused_rows[] = {
	{ "session", { SYS_setsid }, SPAWNX_SETSID, SPAWNX_ATTR_SETSID },
	{ "descriptors", { SYS_close_range, SYS_openat, SYS_prlimit64 },
	    SPAWNX_CLOEXEC_DEFAULT, SPAWNX_ATTR_CLOEXEC_DEFAULT },
#if BACKEND_IS_ASM
	{ "mask", { SYS_rt_sigprocmask }, POSIX_SPAWN_SETSIGMASK,
	    SPAWNX_ATTR_SIGMASK },
#endif
};

/* The world is looked at first, because that takes refused calls as well. */
static int
refused_child(void *arg)
{
	const struct refused *row = arg;
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	pid_t pid = UNTOUCHED;
	int bad = 0;

	for (size_t i = 0; i < COUNT(row->numbers); i++)
		if (row->numbers[i] != 0)
			bad += check_int(
			    refuse_syscall(row->numbers[i], EPERM), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setflags(&attr, row->flags), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_spawn(&pid, report_program(), NULL, &attr,
			     ARGV("report", "none"), environ),
	    EPERM);
	bad += check_int(pid, UNTOUCHED) + check(!has_child());
	bad += check_int(where.error, EPERM);
	bad += check_int(where.step, SPAWNX_STEP_ATTR);
	bad += check_int(where.index, row->index);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_attributes_in_a_sandbox(void **state)
{
	(void)state;
	expect_rows(refused_child, refused_rows);
}

/* -- A limit of processes -- */

#define USER 61977 /* of no other process */

static uid_t
uid_of(pid_t pid)
{
	char path[64];
	struct stat st;

	(void)snprintf(path, sizeof(path), "/proc/%ld", (long)pid);
	return (stat(path, &st) == 0 ? st.st_uid : 0);
}

static int
expect_sentence(const posix_spawnattr_t *attr, const spawnx_failure_t *where,
    enum spawnx_step step, const char *what)
{
	char buf[256];
	int bad;
	pid_t pid;

	bad = check(failure_clean(EAGAIN, &pid,
	    spawnx_spawn(&pid, "/bin/sh", NULL, attr, ARGV("sh"), environ)));
	bad += check_int(where->step, step);
	(void)spawnx_strfailure(where, buf, sizeof(buf));
	if (strstr(buf, what) == NULL)
		bad += complain("%s", buf);
	return (bad);
}

/* Linux 3.1: it is the exec that fails, once the IDs are another user's. */
static int
limited_user(void *arg)
{
	const struct rlimit none = { 0, 0 };
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	int bad;

	(void)arg;
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_attr_setrlimit(&attr, RLIMIT_NPROC, &none), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, USER), 0);
	bad += expect_sentence(&attr, &where, SPAWNX_STEP_EXEC,
	    "exec \"/bin/sh\": Resource temporarily unavailable (the user's "
	    "limit of processes)");
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

/* Of the caller itself it is the new process that is refused. */
static int
limited_caller(void *arg)
{
	const struct rlimit none = { 0, 0 };
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	int bad = become_nobody();

	(void)arg;
	bad += check_int(setrlimit(RLIMIT_NPROC, &none), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += expect_sentence(&attr, &where, SPAWNX_STEP_CLONE,
	    "(a limit of processes: the user's, the control group's or the "
	    "system's)");
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_limit_of_a_caller(void **state)
{
	(void)state;
	on_each_way(limited_caller, NULL);
}

/* What is counted are the processes that the user has already. */
static void
test_limit_of_a_user(void **state)
{
	pid_t pid;

	(void)state;
	need(NEED_EXEC_LIMIT);
	skip_unless_root();
	pid = fork();
	if (pid == 0) {
		if (setresuid(USER, USER, USER) == 0)
			(void)pause();
		_exit(1);
	}
	assert_true(pid > 0);
	for (int i = 0; uid_of(pid) != USER && i < 10000; i++)
		sleep_ms(1);
	on_each_way(limited_user, NULL);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(wait_for(pid), SIGKILL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_arguments),
		CASE(test_clone),
		CASE(test_attributes),
		CASE(test_attributes_in_a_sandbox),
		CASE(test_limit_of_a_caller),
		CASE(test_limit_of_a_user),
	};

	return (run_cases(cases));
}
