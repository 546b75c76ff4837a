/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program starts with the caller's signal mask, or that of SETSIGMASK,
 * and with nothing pending.  The caller's own mask and pending signals stay.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (POSIX_SPAWN_SETSIGMASK); fork():
 * "the set of signals pending for the child process shall be initialized to
 * the empty set".
 */
#include "forked.h"

struct mask_row {
	const char *name;
	bool block_all;
	int blocked[8];
	bool use_flag, full;
	int mask[8];
};

static const struct mask_row mask_rows[] = {
	{ "none", false, { 0 }, false, false, { 0 } },
	{ "inherited", false, { SIGHUP, SIGUSR1, SIGCHLD }, false, false,
	    { 0 } },
	{ "inherited, real time", false, { 34, 40, HIGH_SIGNAL }, false, false,
	    { 0 } },
	{ "inherited, all", true, { 0 }, false, false, { 0 } },
	{ "set without its flag", false, { SIGHUP }, false, false,
	    { SIGTERM } },
	{ "empty", false, { SIGHUP }, true, false, { 0 } },
	{ "empty over all", true, { 0 }, true, false, { 0 } },
	{ "other", false, { SIGHUP }, true, false,
	    { SIGTERM, SIGCHLD, HIGH_SIGNAL } },
	{ "all", false, { 0 }, true, true, { 0 } },
	{ "SIGKILL and SIGSTOP", false, { 0 }, true, false,
	    { SIGKILL, SIGSTOP, SIGINT } },
};

/* As the kernel keeps a mask: without the two that can't be blocked. */
static const char *
kept(const sigset_t *set)
{
	sigset_t copy = *set;

	(void)sigdelset(&copy, SIGKILL);
	(void)sigdelset(&copy, SIGSTOP);
	return (mask_text(&copy));
}

static int
one_mask(const struct mask_row *row, const struct spawn_family *f)
{
	sigset_t blocked, mask, after;
	posix_spawnattr_t attr;
	struct report *r;
	int bad = 0;

	make_set(&blocked, false, row->blocked);
	if (row->block_all)
		(void)sigfillset(&blocked);
	make_set(&mask, row->full, row->mask);
	(void)sigprocmask(SIG_SETMASK, &blocked, NULL);
	(void)sigprocmask(
	    SIG_SETMASK, NULL, &blocked); /* what libc made of it */
	bad += check_int(f->attr_init(&attr), 0);
	bad += check_int(f->setsigmask(&attr, &mask), 0);
	if (row->use_flag)
		bad += check_int(f->setflags(&attr, POSIX_SPAWN_SETSIGMASK), 0);
	bad +=
	    check_int(try_report(&r, f, NULL, NULL, &attr, NULL, environ), 0);
	(void)sigprocmask(SIG_SETMASK, NULL, &after);
	bad += check_string(mask_text(&after), kept(&blocked));
	if (r != NULL)
		bad += check_string(report_get(r, "sigmask"),
		    kept(row->use_flag ? &mask : &blocked));
	report_free(r);
	if (bad != 0)
		(void)complain("in the row: %s", row->name);
	return (bad + check_int(f->attr_destroy(&attr), 0));
}

static int
all_masks(void *arg)
{
	const struct spawn_family *f;
	int bad = 0;

	(void)arg;
	for (size_t i = 0; i < COUNT(mask_rows); i++) {
		FOR_EACH_FAMILY(f)
		bad += one_mask(&mask_rows[i], f);
	}
	return (bad);
}

static void
test_masks(void **state)
{
	(void)state;
	on_each_way(all_masks, NULL);
}

/* -- Pending signals -- */

static int
pending_child(void *arg)
{
	const struct spawn_family *f;
	struct report *r;
	sigset_t set;
	int bad = 0;

	(void)arg;
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGUSR1);
	(void)sigaddset(&set, SIGRTMAX);
	catch_signal(SIGUSR1);
	catch_signal(SIGRTMAX);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	bad += check_int(raise(SIGUSR1), 0);
	bad += check_int(kill(getpid(), SIGRTMAX), 0);
	FOR_EACH_FAMILY(f)
	{
		bad += check_int(
		    try_report(&r, f, NULL, NULL, NULL, NULL, environ), 0);
		if (r != NULL)
			bad += check_string(report_get(r, "sigpending"), "");
		report_free(r);
	}
	bad += check_int(caught(SIGUSR1) + caught(SIGRTMAX), 0);
	(void)sigprocmask(SIG_UNBLOCK, &set, NULL);
	bad += check_int(caught(SIGUSR1), 1) + check_int(caught(SIGRTMAX), 1);
	return (bad + check_int(caught_elsewhere(), 0));
}

static void
test_pending_stays_with_the_caller(void **state)
{
	(void)state;
	on_each_way(pending_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_masks),
		CASE(test_pending_stays_with_the_caller),
	};

	return (run_cases(cases));
}
