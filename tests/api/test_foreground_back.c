/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A spawn that fails after its tcsetpgrp action gives the terminal back to the
 * group that had it, whatever has become of the descriptor; nothing is stopped
 * by SIGTTOU, and a spawn that works leaves its program in the foreground.
 *
 * Extension, as in glibc 2.35: that a failed spawn leaves all as it was is this
 * library's own promise.
 */
#include "foreground.h"
#include "forked.h"
#include "needs.h"

#include <sys/resource.h>

/* After the terminal has been handed over. */
static const struct loss {
	const char *name;
	const char *actions;
	short flags;
	bool late;  /* by an attribute that is applied after the actions */
	bool full;  /* there is no free descriptor */
	int action; /* the one that fails; -1: none */
} losses[] = {
	{ "no program", "t20", 0, false, false, -1 },
	{ "a later action", "t20 C=/none", 0, false, false, 1 },
	{ "a late attribute", "t20", 0, true, false, -1 },
	{ "twice", "t20 t20 C=/none", 0, false, false, 2 },
	{ "closed", "t20 c20 C=/none", 0, false, false, 2 },
	{ "closed, no program", "t20 c20", 0, false, false, -1 },
	{ "closed, a late attribute", "t20 c20", 0, true, false, -1 },
	{ "duplicated over", "t20 d0:20 C=/none", 0, false, false, 2 },
	{ "opened over", "t20 o20=/dev/null", 0, false, false, -1 },
	{ "closefrom", "t20 f3 C=/none", 0, false, false, 2 },
	{ "closefrom of all", "t20 f0", 0, false, false, -1 },
	{ "all numbers taken afterwards",
	    "t20 d0:3 d0:4 d0:5 d0:6 d0:7 d0:8 c20 C=/none", 0, false, false,
	    8 },
	{ "the number of the duplicate is closed",
	    "t20 c3 c4 c5 c6 c7 c8 c20 C=/none", 0, false, false, 8 },
	{ "CLOEXEC_DEFAULT", "t20 c20", SPAWNX_CLOEXEC_DEFAULT, false, false,
	    -1 },
	{ "a full table", "t20", 0, false, true, -1 },
	{ "a full table, a later action", "t20 C=/none", 0, false, true, 1 },
	{ "a full table, a late attribute", "t20", 0, true, true, -1 },
};

static int
fill_table(void)
{
	const struct rlimit limit = { TTY + 1, TTY + 1 };

	for (int fd = 3; fd < TTY; fd++)
		CHECK(open_as(fd, "/dev/null", O_RDONLY | O_CLOEXEC) == fd);
	return (check_int(setrlimit(RLIMIT_NOFILE, &limit), 0));
}

/* There is no such CPU, as the child is told last of all. */
static int
set_late(posix_spawnattr_t *attr)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(CPU_SETSIZE - 1, &cpus);
	return (spawnx_attr_setaffinity(attr, sizeof(cpus), &cpus));
}

static int
lose(const struct spawn_family *f, const struct loss *loss)
{
	spawnx_failure_t where = { .error = 0 };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	const pid_t owner = tcgetpgrp(TTY);
	pid_t pid;
	int bad;

	bad = check_int(f->actions_init(&fa), 0);
	bad += check_int(f->attr_init(&attr), 0);
	bad += check_int(add_actions(f, &fa, loss->actions), 0);
	bad += check_int(
	    f->setflags(&attr, (short)(loss->flags | POSIX_SPAWN_SETPGROUP)),
	    0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	if (loss->late)
		bad += check_int(set_late(&attr), 0);
	bad += check(failure_clean(loss->late ? EINVAL : ENOENT, &pid,
	    f->spawn(&pid, "/none", &fa, &attr, ARGV("none"), environ)));
	bad += check_int(tcgetpgrp(TTY), owner);
	bad += check_int(where.step, loss->action >= 0 ? SPAWNX_STEP_ACTION
				     : loss->late      ? SPAWNX_STEP_ATTR
						       : SPAWNX_STEP_EXEC);
	bad += check_int(f->actions_destroy(&fa), 0);
	return (bad + check_int(f->attr_destroy(&attr), 0));
}

struct run {
	const struct spawn_family *f;
	bool background; /* the caller */
};

static int
lose_one(const struct run *run, const struct loss *loss)
{
	int bad = lose(run->f, loss);

	/* As a shell does it, which ignores the signal. */
	(void)signal(SIGTTOU, SIG_IGN);
	bad += lose(run->f, loss);
	(void)signal(SIGTTOU, SIG_DFL);
	return (bad == 0 ? 0 : complain("%s: %s", run->f->name, loss->name));
}

/* Where memory can't be shared, a full table has no room for the pipe. */
static bool
can_spawn(const struct spawn_family *f)
{
	pid_t pid;
	const int rc =
	    f->spawn(&pid, "/bin/true", NULL, NULL, ARGV("true"), environ);

	if (rc == 0)
		(void)wait_for(pid);
	return (rc != EMFILE);
}

/* The full table comes last: it stays. */
static int
lose_all(void *arg)
{
	const struct run *run = arg;
	bool full = false;
	int bad = 0;

	(void)alarm(300);
	if (run->background)
		CHECK(setpgid(0, 0) == 0 && tcgetpgrp(TTY) != getpgrp());
	for (size_t i = 0; i < COUNT(losses); i++) {
		if (losses[i].full && !full)
			bad += fill_table();
		full = losses[i].full;
		if (full && !can_spawn(run->f))
			break;
		bad += lose_one(run, &losses[i]);
	}
	return (bad);
}

static int
each_family(void *unused)
{
	const struct spawn_family *f;
	struct run run;
	int bad;

	(void)unused;
	bad = take_terminal();
	FOR_EACH_FAMILY(f)
	{
		run = (struct run){ f, false };
		bad += check_int(in_child(lose_all, &run), 0);
		run.background = true;
		bad += check_int(in_child(lose_all, &run), 0);
	}
	run = (struct run){ family_sharing(), true };
	return (bad + check_int(in_child(lose_all, &run), 0));
}

/* It keeps it, and has no descriptor more than it was given. */
static int
keep(void *unused)
{
	static const char *const texts[] = { "t20", "t20 c20", "t20 f3" };
	struct report *r;
	int bad;

	(void)unused;
	bad = take_terminal();
	for (size_t i = 0; i < COUNT(texts) && bad == 0; i++) {
		bad += check_int(spec_report(&r, family_spawnx(), texts[i],
				     POSIX_SPAWN_SETPGROUP),
		    0);
		if (bad != 0)
			break;
		bad += check_int(report_int(r, "tpgid"), r->rep_pid);
		bad += check_string(report_get(r, "fds"), "0,1,2");
		bad += check_int(tcgetpgrp(TTY), r->rep_pid);
		report_free(r);
	}
	return (bad);
}

static void
with_terminal(int (*fn)(void *))
{
	int master;

	make_terminal(&master);
	on_each_way(fn, NULL);
	assert_int_equal(close(master), 0);
}

static void
test_failures(void **state)
{
	(void)state;
	with_terminal(each_family);
}

static void
test_success(void **state)
{
	(void)state;
	need(NEED_CTTY);
	with_terminal(keep);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_failures),
		CASE(test_success),
	};

	return (run_cases(cases));
}
