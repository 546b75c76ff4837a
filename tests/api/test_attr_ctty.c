/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ctty: the program leads a session whose terminal it is given, in the
 * foreground, by a caller that has another one or none.
 *
 * Extension.
 */
#include "attr_rows.h"

#include "needs.h"
#include "terminal.h"

struct good {
	const char *name;
	short flags;
	int number; /* the descriptor is moved to this one; 0: it stays */
	bool close; /* by a file action: it is the terminal all the same */
	bool own;   /* the caller has one, too */
};

static int
check_terminal(const struct report *r)
{
	int bad = check_int(report_int(r, "ctty"), 1);

	bad += check_int(report_int(r, "sid"), r->rep_pid);
	bad += check_int(report_int(r, "pgid"), r->rep_pid);
	return (bad + check_int(report_int(r, "tpgid"), r->rep_pid));
}

static int
good_child(void *arg)
{
	const struct good *good = arg;
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct report *r;
	int bad = 0, entry, fd;

	(void)signal(SIGHUP, SIG_IGN);
	if (good->own)
		bad += check(own_terminal() >= 0);
	FOR_EACH_ENTRY(entry)
	{
		fd = open_terminal();
		if (fd < 0) {
			(void)complain("no terminal: %s", strerror(errno));
			return (77);
		}
		if (good->number != 0)
			fd = dup3(fd, good->number, O_CLOEXEC);
		bad += check_int(spawnx_file_actions_init(&fa), 0);
		if (good->close)
			bad += check_int(
			    spawnx_file_actions_addclosefrom(&fa, 3), 0);
		bad += check_int(spawnx_attr_init(&attr), 0);
		bad += check_int(spawnx_attr_setflags(&attr, good->flags), 0);
		bad += check_int(spawnx_attr_setctty(&attr, fd), 0);
		bad += check_int(entry_report(entry, &r, &fa, &attr), 0);
		if (r != NULL)
			bad += check_terminal(r);
		report_free(r);
		bad += check_int(spawnx_attr_destroy(&attr), 0);
		bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	}
	return (bad);
}

static void
test_terminal(void **state)
{
	static const struct good rows[] = {
		{ "by itself", 0, 0, false, false },
		{ "with SETSID", SPAWNX_SETSID, 0, false, false },
		{ "with another one", 0, 0, false, true },
		{ "closed by an action", 0, 0, true, false },
		{ "a high number, closed", 0, 300, true, false },
		{ "a high number, closed by default", SPAWNX_CLOEXEC_DEFAULT,
		    300, false, false },
	};

	(void)state;
	need(NEED_CTTY);
	rows_on_each_way(good_child, rows);
}

enum what {
	PLAIN,
	NOT_OPEN,
	TAKEN,
	GROUP
};

struct wrong {
	const char *name;
	enum what what;
	int error;
	enum spawnx_attribute which;
};

/* One that another process's session has, until that is killed. */
static int
taken_terminal(pid_t *pid)
{
	int fd = open_terminal(), ready[2];
	char c;

	if (fd < 0 || pipe(ready) != 0)
		return (-1);
	*pid = fork();
	if (*pid == 0) {
		if (setsid() < 0 || ioctl(fd, TIOCSCTTY, 0) != 0 ||
		    write(ready[1], "", 1) != 1)
			_exit(1);
		for (;;)
			(void)pause();
	}
	(void)close(ready[1]);
	if (read(ready[0], &c, 1) != 1)
		fd = -1;
	(void)close(ready[0]);
	return (fd);
}

static int
wrong_child(void *arg)
{
	const struct wrong *wrong = arg;
	posix_spawnattr_t attr;
	int bad, fd = 400;
	pid_t other = -1;

	if (wrong->what == PLAIN)
		fd = open(report_program(), O_RDONLY | O_CLOEXEC);
	if (wrong->what == TAKEN)
		fd = taken_terminal(&other);
	if (wrong->what == GROUP)
		fd = open_terminal();
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setctty(&attr, fd), 0);
	if (wrong->what == GROUP)
		bad += check_int(spawnx_attr_setpgroup(&attr, getpgrp()), 0);
	if (other > 0) {
		/* failure_clean() wants no other child. */
		pid_t pid;

		bad += check_int(spawnx_spawn(&pid, report_program(), NULL,
				     &attr, ARGV("report", "none"), environ),
		    wrong->error);
		bad += check_int(kill(other, SIGKILL), 0);
		bad += check_int(wait_for(other), SIGKILL);
	} else {
		bad += check_attr_failure(&attr, wrong->error, wrong->which);
	}
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_failures(void **state)
{
	static const struct wrong rows[] = {
		{ "a file", PLAIN, ENOTTY, SPAWNX_ATTR_CTTY },
		{ "not open", NOT_OPEN, EBADF, SPAWNX_ATTR_CTTY },
		{ "another session's", TAKEN, EPERM, SPAWNX_ATTR_CTTY },
		{ "a leader in a group", GROUP, EPERM, SPAWNX_ATTR_PGROUP },
	};

	(void)state;
	rows_on_each_way(wrong_child, rows);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_terminal),
		CASE(test_failures),
	};

	return (run_cases(cases));
}
