/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that any user can set: the program has them, by every
 * function that spawns and every way to make a process, has nothing else, and
 * the caller is as it was.  A step that the kernel refuses is named.
 *
 * Extensions: sigignore, umask, rlimit, nice, affinity, aslr, nonewprivs,
 * pdeathsig.
 */
#include "attr_rows.h"
#include "dumpable.h"

#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#ifndef SYS_prlimit64
#error "no prlimit64"
#endif

static int
set_sigignore(posix_spawnattr_t *attr, char *want)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGUSR1);
	(void)sigaddset(&set, SIGRTMAX);
	(void)snprintf(want, WANT_SIZE, "%d,%d,%d", SIGINT, SIGUSR1, SIGRTMAX);
	return (spawnx_attr_setsigignore(attr, &set));
}

/* A signal of both sets is ignored. */
static int
set_both_sets(posix_spawnattr_t *attr, char *want)
{
	sigset_t all;
	int rc;

	(void)sigfillset(&all);
	rc = spawnx_attr_setsigdefault(attr, &all);
	if (rc == 0)
		rc = spawnx_attr_setflags(attr, POSIX_SPAWN_SETSIGDEF);
	return (rc != 0 ? rc : set_sigignore(attr, want));
}

static int
set_umask(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "0%o", 0157U);
	return (spawnx_attr_setumask(attr, 0157));
}

static int
set_umask_none(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "00");
	return (spawnx_attr_setumask(attr, 0));
}

static int
set_core(posix_spawnattr_t *attr, char *want)
{
	const struct rlimit none = { 0, 0 };

	(void)snprintf(want, WANT_SIZE, "0:0");
	return (spawnx_attr_setrlimit(attr, RLIMIT_CORE, &none));
}

/* Several at once; the one set twice has the last value. */
static int
set_limits(posix_spawnattr_t *attr, char *want)
{
	struct rlimit lim = { 50, 60 };
	int rc;

	rc = spawnx_attr_setrlimit(attr, RLIMIT_NOFILE, &lim);
	if (rc == 0)
		rc = set_core(attr, want);
	lim.rlim_cur = 77;
	lim.rlim_max = 99;
	(void)snprintf(want, WANT_SIZE, "77:99");
	return (
	    rc != 0 ? rc : spawnx_attr_setrlimit(attr, RLIMIT_NOFILE, &lim));
}

static int
set_nice(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "19");
	return (spawnx_attr_setnice(attr, 19));
}

/* The last of the CPUs that the test itself may use. */
static int
set_affinity(posix_spawnattr_t *attr, char *want)
{
	unsigned long cpus[1024 / 8 / sizeof(long)] = { 0 };
	const size_t width = 8 * sizeof(cpus[0]);
	unsigned cpu = 1023;

	if (syscall(SYS_sched_getaffinity, 0, sizeof(cpus), cpus) < 0)
		return (errno);
	while (cpu > 0 && (cpus[cpu / width] >> cpu % width & 1) == 0)
		cpu--;
	memset(cpus, 0, sizeof(cpus));
	cpus[cpu / width] = 1UL << cpu % width;
	(void)snprintf(want, WANT_SIZE, "%u", cpu);
	return (spawnx_attr_setaffinity(attr, sizeof(cpus), cpus));
}

static int
set_oomscoreadj(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "777");
	return (spawnx_attr_setoomscoreadj(attr, 777));
}

static int
set_ioprio(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "%d", 2 << 13 | 7);
	return (spawnx_attr_setioprio(attr, 2 << 13 | 7));
}

static int
set_timerslack(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "1234567");
	return (spawnx_attr_settimerslack(attr, 1234567));
}

/* ADDR_COMPAT_LAYOUT, which changes no answer of uname(2). */
static int
set_personality(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "0x200000");
	return (spawnx_attr_setpersonality(attr, 0x200000));
}

static int
set_aslr(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "0x%lx",
	    (unsigned long)personality(0xffffffff) | 0x0040000UL);
	return (spawnx_attr_setaslr(attr, 0));
}

static int
set_nonewprivs(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "1");
	return (spawnx_attr_setnonewprivs(attr, 2));
}

static int
set_pdeathsig(posix_spawnattr_t *attr, char *want)
{
	(void)snprintf(want, WANT_SIZE, "%d", SIGUSR2);
	return (spawnx_attr_setpdeathsig(attr, SIGUSR2));
}

static const struct attr_row rows[] = {
	{ "sigignore", set_sigignore, "sigignored", SPAWNX_ATTR_SIGIGNORE, 0, 0,
	    0, 0 },
	{ "sigignore and sigdefault", set_both_sets, "sigignored",
	    SPAWNX_ATTR_SIGIGNORE, 0, 0, 0, 0 },
	{ "umask", set_umask, "umask", SPAWNX_ATTR_UMASK, SYS_umask, 0, 0, 0 },
	{ "no umask", set_umask_none, "umask", SPAWNX_ATTR_UMASK, 0, 0, 0, 0 },
	{ "one limit", set_core, "rlimit.core", SPAWNX_ATTR_RLIMIT,
	    SYS_prlimit64, 1, ~0U, RLIMIT_CORE },
	{ "limits", set_limits, "rlimit.nofile", SPAWNX_ATTR_RLIMIT,
	    SYS_prlimit64, 1, ~0U, RLIMIT_NOFILE },
	{ "nice", set_nice, "nice", SPAWNX_ATTR_NICE, SYS_setpriority, 0, 0,
	    0 },
	{ "affinity", set_affinity, "affinity", SPAWNX_ATTR_AFFINITY,
	    SYS_sched_setaffinity, 0, 0, 0 },
	{ "oomscoreadj", set_oomscoreadj, "oom_score_adj",
	    SPAWNX_ATTR_OOMSCOREADJ, 0, 0, 0, 0 },
	{ "ioprio", set_ioprio, "ioprio", SPAWNX_ATTR_IOPRIO, SYS_ioprio_set, 0,
	    0, 0 },
	{ "timerslack", set_timerslack, "timer_slack", SPAWNX_ATTR_TIMERSLACK,
	    SYS_prctl, 0, ~0U, PR_SET_TIMERSLACK },
	{ "personality", set_personality, "personality",
	    SPAWNX_ATTR_PERSONALITY, SYS_personality, 0, 0, 0 },
	{ "aslr", set_aslr, "personality", SPAWNX_ATTR_ASLR, SYS_personality, 0,
	    0x40000U, 0x40000U },
	{ "nonewprivs", set_nonewprivs, "no_new_privs", SPAWNX_ATTR_NONEWPRIVS,
	    SYS_prctl, 0, ~0U, PR_SET_NO_NEW_PRIVS },
	{ "pdeathsig", set_pdeathsig, "pdeathsig", SPAWNX_ATTR_PDEATHSIG,
	    SYS_prctl, 0, ~0U, PR_SET_PDEATHSIG },
};

static int
rows_child(void *arg)
{
	int bad = become_nobody();

	(void)arg;
	/* Files in /proc of an undumpable process are root's. */
	set_dumpable(1);
	default_signals();
	(void)umask(022);
	for (size_t i = 0; i < COUNT(rows); i++)
		bad += check_row(&rows[i]);
	return (bad);
}

static void
test_any_user_can(void **state)
{
	(void)state;
	on_each_way(rows_child, NULL);
	need_rows(rows, COUNT(rows));
}

static void
test_refused(void **state)
{
	(void)state;
	expect_refusals(rows, COUNT(rows));
}

#define NO_RANDOMIZE 0x0040000UL

/*
 * What is switched off is not set by the child, whatever it would answer; and
 * a layout that the caller has fixed, if it may, is not the program's.
 */
static int
off_child(void *arg)
{
	posix_spawnattr_t attr;
	struct report *r;
	int bad;

	(void)arg;
	(void)personality(NO_RANDOMIZE);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setnonewprivs(&attr, 0), 0);
	bad += check_int(spawnx_attr_setaslr(&attr, 1), 0);
	bad += check_int(spawnx_attr_setshell(&attr, 0), 0);
	bad += check_int(entry_report(0, &r, NULL, &attr), 0);
	if (r != NULL) {
		bad += check_int(report_int(r, "no_new_privs"),
		    prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L));
		bad += check(!(NO_RANDOMIZE &
			       strtoul(report_get(r, "personality"), NULL, 0)));
	}
	report_free(r);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_switched_off(void **state)
{
	(void)state;
	need(NEED_PERSONALITY);
	on_each_way(off_child, NULL);
}

/* The mask is the one that the file actions' files are made with. */
static void
test_umask_is_for_the_actions(void **state)
{
	const char *path = test_path("made");
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct report *r;
	struct stat st;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setumask(&attr, 0027), 0);
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(
	    spawnx_file_actions_addopen(&fa, 5, path, O_CREAT | O_WRONLY, 0666),
	    0);
	r = run_report(family_spawnx(), &fa, &attr, NULL);
	report_free(r);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_any_user_can),
		CASE(test_refused),
		CASE(test_switched_off),
		CASE(test_umask_is_for_the_actions),
	};

	return (run_cases(cases));
}
