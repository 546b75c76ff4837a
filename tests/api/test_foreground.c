/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The tcsetpgrp action puts the child's process group into the foreground of
 * the terminal, after the attributes have chosen the group, and without being
 * stopped by SIGTTOU: the parent would wait for ever.
 *
 * Extension, as in glibc 2.35; POSIX.1-2024, tcsetpgrp(): DESCRIPTION (a
 * background process).
 */
#include "foreground.h"
#include "needs.h"

/* The program's group against the caller's, in the caller's terminal. */
static const struct foreground {
	const char *name;
	short flags;
	void (*caller)(int); /* what SIGTTOU does to the caller */
	bool blocked;        /* by the caller */
	const char *mask;    /* of the program, of SIGTTOU alone */
} foregrounds[] = {
	{ "plain", 0, SIG_DFL, false, "" },
	{ "blocked", 0, SIG_DFL, true, "22" },
	{ "ignored", 0, SIG_IGN, false, "" },
	{ "SETSIGDEF", POSIX_SPAWN_SETSIGDEF, SIG_IGN, false, "" },
	{ "SETSIGMASK", POSIX_SPAWN_SETSIGMASK, SIG_DFL, true, "" },
	{ "both", POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK, SIG_IGN, true,
	    "" },
};

static int
set_signals(const struct foreground *row)
{
	sigset_t ttou;

	(void)sigemptyset(&ttou);
	(void)sigaddset(&ttou, SIGTTOU);
	CHECK(signal(SIGTTOU, row->caller) != SIG_ERR);
	CHECK(sigprocmask(
		  row->blocked ? SIG_BLOCK : SIG_UNBLOCK, &ttou, NULL) == 0);
	return (0);
}

static int
spawn_on_terminal(const struct spawn_family *f, const struct foreground *row,
    short more_flags, struct report **r)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	sigset_t ttou, none;

	(void)sigemptyset(&none);
	(void)sigemptyset(&ttou);
	(void)sigaddset(&ttou, SIGTTOU);
	CHECK(f->actions_init(&fa) == 0 && f->attr_init(&attr) == 0);
	CHECK(f->addtcsetpgrp_np(&fa, TTY) == 0);
	CHECK(f->setflags(&attr, (short)(row->flags | more_flags)) == 0);
	CHECK(f->setsigdefault(&attr, &ttou) == 0);
	CHECK(f->setsigmask(&attr, &none) == 0);
	CHECK(try_report(r, f, NULL, &fa, &attr, NULL, environ) == 0);
	CHECK(f->actions_destroy(&fa) == 0 && f->attr_destroy(&attr) == 0);
	return (0);
}

static int
check_foreground(
    const struct spawn_family *f, const struct foreground *row, short flags)
{
	bool own = (flags & POSIX_SPAWN_SETPGROUP) != 0;
	struct report *r;
	const char *ignored =
	    row->caller == SIG_IGN && !(row->flags & POSIX_SPAWN_SETSIGDEF)
		? "22"
		: "";

	CHECK(set_signals(row) == 0);
	CHECK(spawn_on_terminal(f, row, flags, &r) == 0);
	CHECK(r->rep_status == 0 && report_int(r, "ctty") == 1);
	CHECK(report_int(r, "pgid") == (own ? r->rep_pid : getpgrp()));
	CHECK(report_int(r, "tpgid") == report_int(r, "pgid"));
	CHECK(strcmp(report_get(r, "sigmask"), row->mask) == 0);
	CHECK((strstr(report_get(r, "sigignored"), "22") != NULL) ==
	      (*ignored != '\0'));
	report_free(r);
	return (0);
}

/* The caller may be in the foreground before; each one leaves it behind. */
static int
with_new_group(void *arg)
{
	const struct foreground *row;
	struct report *r;

	CHECK(take_terminal() == 0);
	FOR_EACH_ROW(row, foregrounds)
	{
		if (check_foreground(arg, row, POSIX_SPAWN_SETPGROUP) != 0)
			return (complain("%s", row->name));
	}
	/* The terminal is there until it is closed. */
	CHECK(spec_report(&r, arg, "t20 f3", POSIX_SPAWN_SETPGROUP) == 0);
	CHECK(report_int(r, "tpgid") == r->rep_pid);
	report_free(r);
	return (0);
}

static void
in_both(int (*fn)(void *))
{
	int master;

	make_terminal(&master);
	expect_each(fn);
	assert_int_equal(close(master), 0);
}

static void
test_new_group(void **state)
{
	(void)state;
	need(NEED_CTTY);
	in_both(with_new_group);
}

struct background {
	const struct spawn_family *f;
	const struct foreground *row;
};

static int
in_background(void *arg)
{
	const struct background *b = arg;

	(void)alarm(300);
	CHECK(setpgid(0, 0) == 0);
	CHECK(tcgetpgrp(TTY) != getpgrp());
	return (check_foreground(b->f, b->row, 0));
}

/* The group that the caller is in, one that is not in the foreground. */
static int
from_background(void *arg)
{
	struct background b = { arg, NULL };
	const struct foreground *row;

	CHECK(take_terminal() == 0);
	FOR_EACH_ROW(row, foregrounds)
	{
		b.row = row;
		if (in_child(in_background, &b) != 0)
			return (complain("%s", row->name));
	}
	return (0);
}

static void
test_from_background(void **state)
{
	(void)state;
	need(NEED_CTTY);
	in_both(from_background);
}

/* A session of its own has no terminal yet, and this one is another's. */
static int
in_other_session(void *arg)
{
	CHECK(take_terminal() == 0);
	CHECK(spec_failure(arg, "t20", SPAWNX_SETSID, ENOTTY, 0) == 0);
	CHECK(spec_failure(arg, "o21=/dev/null t21", 0, ENOTTY, 1) == 0);
	CHECK(spec_failure(arg, "c20 t20", 0, EBADF, 1) == 0);
	CHECK(tcgetpgrp(TTY) == getpgrp());
	return (0);
}

static void
test_errors(void **state)
{
	(void)state;
	in_both(in_other_session);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_new_group),
		CASE(test_from_background),
		CASE(test_errors),
	};

	return (run_cases(cases));
}
