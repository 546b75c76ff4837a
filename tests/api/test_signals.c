/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program starts with caught signals at their default action, ignored
 * ones ignored, those of SETSIGDEF at their default action.  The caller's own
 * dispositions stay.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (POSIX_SPAWN_SETSIGDEF, "signals
 * set to be caught").
 */
#include "forked.h"

#define RAW_IGN         1UL

#define DIGITS(number)  DIGITS_(number)
#define DIGITS_(number) #number

/* Lists of signals end in 0. */
struct disposition_row {
	const char *name;
	int caught[8], ignored[8];
	bool use_flag, full;
	int defaults[8];
	const char *want; /* what the program ignores */
};

static const struct disposition_row disposition_rows[] = {
	{ "nothing", { 0 }, { 0 }, false, false, { 0 }, "" },
	{ "caught", { SIGHUP, SIGUSR1, SIGALRM, 40, HIGH_SIGNAL }, { 0 }, false,
	    false, { 0 }, "" },
	{ "ignored", { 0 }, { SIGINT, SIGALRM, SIGPIPE, HIGH_SIGNAL }, false,
	    false, { 0 }, "2,13,14," DIGITS(HIGH_SIGNAL) },
	{ "both", { SIGHUP, SIGTERM }, { SIGINT, SIGQUIT }, false, false, { 0 },
	    "2,3" },
	{ "set without its flag", { SIGHUP }, { SIGINT }, false, false,
	    { SIGINT, SIGHUP }, "2" },
	{ "default of none", { SIGHUP }, { SIGINT }, true, false, { 0 }, "2" },
	{ "default of an ignored one", { 0 }, { SIGINT, SIGQUIT }, true, false,
	    { SIGINT }, "3" },
	{ "default of a caught one", { SIGHUP }, { SIGINT }, true, false,
	    { SIGHUP }, "2" },
	{ "default of each kind", { SIGHUP }, { SIGINT, SIGQUIT }, true, false,
	    { SIGHUP, SIGINT, SIGUSR1 }, "3" },
	{ "default of SIGKILL and SIGSTOP", { 0 }, { SIGINT }, true, false,
	    { SIGKILL, SIGSTOP, SIGINT }, "" },
	{ "default of all", { SIGHUP, HIGH_SIGNAL }, { SIGINT, SIGUSR2, 62 },
	    true, true, { 0 }, "" },
	{ "libc's own, caught", { 32, 33, 34 }, { SIGINT }, false, false, { 0 },
	    "2" },
	{ "libc's own, ignored", { 0 }, { 32, 33 }, false, false, { 0 },
	    "32,33" },
	{ "default of all, libc's own too", { 32 }, { 33, 34 }, true, true,
	    { 0 }, "" },
};

static int
set_handlers(const int *signals, unsigned long handler)
{
	int bad = 0;

	for (; *signals != 0; signals++)
		bad += check_int(raw_set_handler(*signals, handler), 0);
	return (bad);
}

static int
spawn_row(const struct disposition_row *row, const struct spawn_family *f)
{
	posix_spawnattr_t attr;
	struct report *r;
	sigset_t set;
	int bad;

	make_set(&set, row->full, row->defaults);
	bad = check_int(f->attr_init(&attr), 0);
	bad += check_int(f->setsigdefault(&attr, &set), 0);
	if (row->use_flag)
		bad += check_int(f->setflags(&attr, POSIX_SPAWN_SETSIGDEF), 0);
	bad +=
	    check_int(try_report(&r, f, NULL, NULL, &attr, NULL, environ), 0);
	if (r != NULL) {
		bad += check_string(report_get(r, "sigcaught"), "");
		bad += check_string(report_get(r, "sigignored"), row->want);
	}
	report_free(r);
	return (bad + check_int(f->attr_destroy(&attr), 0));
}

static void
ignore_me(int signo)
{
	(void)signo;
}

static int
one_disposition(void *arg)
{
	const struct disposition_row *row = arg;
	unsigned long before[RAW_NSIG], after[RAW_NSIG];
	const struct spawn_family *f;
	int bad = 0;

	for (int s = 1; s <= RAW_NSIG; s++)
		(void)raw_set_handler(s, 0);
	bad += set_handlers(row->caught, (unsigned long)(uintptr_t)ignore_me);
	bad += set_handlers(row->ignored, RAW_IGN);
	raw_handlers(before);
	FOR_EACH_FAMILY(f)
	bad += spawn_row(row, f);
	raw_handlers(after);
	bad += check(memcmp(before, after, sizeof(before)) == 0);
	if (bad != 0)
		(void)complain("in the row: %s", row->name);
	return (bad);
}

/* In a child for each row, because a sanitizer's handlers are reset as well. */
static int
all_dispositions(void *arg)
{
	struct disposition_row row;
	int bad = 0;

	(void)arg;
	for (size_t i = 0; i < COUNT(disposition_rows); i++) {
		row = disposition_rows[i];
		bad += in_child(one_disposition, &row) != 0;
	}
	return (bad);
}

static void
test_dispositions(void **state)
{
	(void)state;
	on_each_way(all_dispositions, NULL);
}

/* -- SIGCHLD -- */

/* Ignored, it leaves no status: neither a success nor a failure needs one. */
static int
sigchld_child(void *arg)
{
	char **argv = ARGV("report", "none");
	const struct spawn_family *f;
	pid_t pid;
	int bad = 0;

	(void)arg;
	(void)signal(SIGCHLD, SIG_IGN);
	FOR_EACH_FAMILY(f)
	{
		bad += check(failure_clean(ENOENT, &pid,
		    f->spawn(&pid, "/none", NULL, NULL, argv, environ)));
		bad += check_int(
		    f->spawn(&pid, report_program(), NULL, NULL, argv, environ),
		    0);
		bad += check(pid > 0);
		bad += check_int(wait_for(pid), -1) + check_int(errno, ECHILD);
	}
	return (bad);
}

static void
test_sigchld_ignored(void **state)
{
	(void)state;
	on_each_way(sigchld_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_dispositions),
		CASE(test_sigchld_ignored),
	};

	return (run_cases(cases));
}
