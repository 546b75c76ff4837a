/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A filter of system calls: the program has it and the caller has not; nothing
 * but the exec comes after it; what it does to the exec is told, and a child
 * that can't end in the usual way does not keep its parent waiting.
 *
 * Extension: spawnx_sandbox(3).
 */
#include "attr_rows.h"

#include "filter.h"
#include "needs.h"

#include <sys/prctl.h>

static const struct sock_filter allow[] = {
	{ FILTER_GIVE, 0, 0, FILTER_ALLOW },
};

static const struct sock_filter kill_exec[] =
    FILTER_OF_CALL(SYS_execve, FILTER_KILL);
static const struct sock_filter fail_exec[] =
    FILTER_OF_CALL(SYS_execve, FILTER_FAIL | EXDEV);
static const struct sock_filter kill_look[] =
    FILTER_OF_CALL(SYS_faccessat, FILTER_KILL);

/* No call at all but an exec. */
static const struct sock_filter exec_only[] = {
	{ FILTER_LOAD, 0, 0, FILTER_NUMBER },
	{ FILTER_IS, 1, 0, SYS_execve },
	{ FILTER_GIVE, 0, 0, FILTER_FAIL | EPERM },
	{ FILTER_GIVE, 0, 0, FILTER_ALLOW },
};

/* Ends after the load of a word: no filter that the kernel takes. */
static const struct sock_filter endless[] = {
	{ FILTER_LOAD, 0, 0, FILTER_NUMBER },
};

#define SET_FILTER(attr, filter) \
	spawnx_attr_setseccomp(attr, COUNT(filter), filter)

/* -- The program has it -- */

static int
set_allow(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "2");
	return (SET_FILTER(attr, allow));
}

static const struct attr_row rows[] = {
	{ "a filter", set_allow, "status.Seccomp", SPAWNX_ATTR_SECCOMP,
	    SYS_prctl, 0, ~0U, PR_SET_SECCOMP },
};

static int
filters_here(void)
{
	char *text = read_file("/proc/thread-self/status"), *line;
	int mode = -1;

	line = text == NULL ? NULL : strstr(text, "\nSeccomp:\t");
	if (line != NULL)
		mode = atoi(line + sizeof("\nSeccomp:\t") - 1);
	free(text);
	return (mode);
}

static int
rows_child(void *arg)
{
	const int before = filters_here();
	int bad = 0;

	(void)arg;
	default_signals();
	for (size_t i = 0; i < COUNT(rows); i++)
		bad += check_row(&rows[i]);
	return (bad + check_int(filters_here(), before));
}

static void
test_program_is_filtered(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(rows_child, NULL);
}

static void
test_refused(void **state)
{
	(void)state;
	skip_unless_root();
	expect_refusals(rows, COUNT(rows));
}

/* -- Who may have one -- */

static int
user_child(void *arg)
{
	posix_spawnattr_t attr;
	struct report *r;
	int bad = become_nobody();

	(void)arg;
	bad += check_int(prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(SET_FILTER(&attr, allow), 0);
	bad += check_attr_failure(&attr, EACCES, SPAWNX_ATTR_SECCOMP);
	bad += check_int(spawnx_attr_setfailure(&attr, NULL), 0);
	bad += check_int(spawnx_attr_setnonewprivs(&attr, 1), 0);
	bad += check_int(entry_report(0, &r, NULL, &attr), 0);
	if (r != NULL)
		bad += check_string(report_get(r, "status.Seccomp"), "2");
	report_free(r);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_user(void **state)
{
	(void)state;
	need(NEED_NEW_PRIVS);
	expect_child(user_child, NULL);
}

/* -- What it does to the child -- */

static const struct fate {
	const char *name;
	const struct sock_filter *filter;
	size_t n;
	const char *program;
	int error, signal; /* 0: it does not come to that */
	enum spawnx_step step;
} fates[] = {
	{ "the exec kills", kill_exec, COUNT(kill_exec), "/bin/true", 0, SIGSYS,
	    SPAWNX_STEP_NONE },
	{ "the exec fails", fail_exec, COUNT(fail_exec), "/bin/true", EXDEV, 0,
	    SPAWNX_STEP_EXEC },
	{ "no program, and a look for it would kill", kill_look,
	    COUNT(kill_look), "/none", ENOENT, 0, SPAWNX_STEP_EXEC },
	{ "no filter that is one", endless, COUNT(endless), "/bin/true", EINVAL,
	    0, SPAWNX_STEP_ATTR },
};

static int
start_finish(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	spawnx_pending_t *p;
	int rc = spawnx_start(&p, 0, path, fa, attr, argv, envp);

	return (rc != 0 ? rc : spawnx_finish(p, pid));
}

static int
check_fate(
    const struct fate *fate, spawn_fn *spawn, const posix_spawnattr_t *attr)
{
	pid_t pid = -1;
	int bad = 0, status;
	const int rc =
	    spawn(&pid, fate->program, NULL, attr, ARGV("x"), environ);

	if (rc != 0 || fate->error != 0)
		return (check_int(rc, fate->error) + check_int(pid, -1) +
			check(!has_child()));
	status = wait_for(pid);
	bad += check(WIFSIGNALED(status));
	return (bad + check_int(WTERMSIG(status), fate->signal));
}

static int
fate_child(void *arg)
{
	const struct fate *fate = arg;
	spawn_fn *const fns[] = { spawnx_spawn, posix_spawn, start_finish,
		family_sharing()->spawn };
	spawnx_failure_t where = { .error = 0 };
	const struct rlimit none = { 0, 0 };
	posix_spawnattr_t attr;
	int bad;

	(void)setrlimit(RLIMIT_CORE, &none);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_attr_setnonewprivs(&attr, 1), 0);
	bad +=
	    check_int(spawnx_attr_setseccomp(&attr, fate->n, fate->filter), 0);
	for (size_t i = 0; i < COUNT(fns); i++)
		bad += check_fate(fate, fns[i], &attr);
	bad += check_int(where.step, fate->step);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_fates(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(fates); i++) {
		struct fate fate = fates[i];

		on_each_way(fate_child, &fate);
	}
}

/*
 * Without a call to end by, it ends all the same.  A child that has a copy of
 * the memory has no call to tell either.
 */
static int
endless_child(void *arg)
{
	const struct rlimit none = { 0, 0 };
	posix_spawnattr_t attr;
	pid_t pid = -1;
	int bad, rc;

	(void)arg;
	(void)setrlimit(RLIMIT_CORE, &none);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setnonewprivs(&attr, 1), 0);
	bad += check_int(SET_FILTER(&attr, exec_only), 0);
	rc = spawnx_spawn(&pid, "/none", NULL, &attr, ARGV("x"), environ);
	if (rc == 0)
		bad += check_int(wait_for(pid), SIGSEGV);
	else
		bad += check_int(rc, ENOENT) + check(!has_child());
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_ends_without_a_call(void **state)
{
	(void)state;
	on_each_way(endless_child, NULL);
}

/* All else comes before it: only the program suffers. */
static int
last_child(void *arg)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	sigset_t set;
	pid_t pid = -1;
	int bad;

	(void)arg;
	(void)sigemptyset(&set);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(
	    spawnx_file_actions_addopen(&fa, 5, "/dev/null", O_RDONLY, 0), 0);
	bad += check_int(spawnx_file_actions_addclosefrom(&fa, 6), 0);
	bad += check_int(spawnx_attr_setsigmask(&attr, &set), 0);
	bad += check_int(spawnx_attr_setflags(&attr,
			     POSIX_SPAWN_SETSIGMASK | SPAWNX_CLOEXEC_DEFAULT),
	    0);
	bad += check_int(spawnx_attr_setnice(&attr, 19), 0);
	bad += check_int(spawnx_attr_setumask(&attr, 077), 0);
	bad += check_int(spawnx_attr_setnonewprivs(&attr, 1), 0);
	bad += check_int(SET_FILTER(&attr, exec_only), 0);
	bad += check_int(
	    spawnx_spawn(&pid, "/bin/true", &fa, &attr, ARGV("true"), environ),
	    0);
	bad += check(pid > 0 && wait_for(pid) != 0);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_comes_last(void **state)
{
	(void)state;
	on_each_way(last_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_program_is_filtered),
		CASE(test_refused),
		CASE(test_user),
		CASE(test_fates),
		CASE(test_ends_without_a_call),
		CASE(test_comes_last),
	};

	return (run_cases(cases));
}
