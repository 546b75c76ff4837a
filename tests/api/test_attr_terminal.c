/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dropctty: the program stays in the session and has no controlling terminal.
 * stealctty: it gets a terminal that another session has, if it may.
 *
 * Extensions.
 */
#include "attr_rows.h"

#include "needs.h"
#include "terminal.h"

static posix_spawnattr_t attr;

/* -- No terminal -- */

static int
leave_child(void *arg)
{
	const bool own = *(const bool *)arg;
	const pid_t session = own ? getpid() : getsid(0);
	struct report *r;
	int bad = 0, entry;

	(void)signal(SIGHUP, SIG_IGN);
	if (own && own_terminal() < 0) {
		(void)complain("no terminal: %s", strerror(errno));
		return (77);
	}
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setdropctty(&attr, 1), 0);
	FOR_EACH_ENTRY(entry)
	{
		bad += check_int(entry_report(entry, &r, NULL, &attr), 0);
		if (r != NULL) {
			bad += check_int(report_int(r, "ctty"), 0);
			bad += check_int(report_int(r, "sid"), session);
		}
		report_free(r);
	}
	/* The caller still has it. */
	if (own)
		bad += check(open("/dev/tty", O_RDWR | O_CLOEXEC) >= 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_left(void **state)
{
	bool own = true;

	(void)state;
	need(NEED_CTTY);
	on_each_way(leave_child, &own);
}

/* -- Another session's terminal -- */

/* One that another process leads, until that is killed. */
static int
taken_terminal(pid_t *pid)
{
	int fd = open_terminal(), ready[2];
	char c;

	if (fd < 0 || pipe(ready) != 0)
		return (-1);
	*pid = fork();
	if (*pid == 0) {
		(void)signal(SIGHUP, SIG_IGN);
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

struct steal {
	const char *name;
	int on;
	bool user;
	enum spawnx_attribute which; /* that fails with EPERM; or UMASK */
};

static int
check_stolen(const struct steal *row)
{
	spawnx_failure_t where = { .error = 0 };
	struct report *r;
	int bad = check_int(spawnx_attr_setfailure(&attr, &where), 0);
	const int rc = entry_report(0, &r, NULL, &attr);

	if (row->which != SPAWNX_ATTR_UMASK) {
		bad += check_int(rc, EPERM);
		bad += check_int(where.step, SPAWNX_STEP_ATTR);
		return (bad + check_int(where.index, row->which));
	}
	bad += check_int(rc, 0);
	if (r != NULL)
		bad += check_int(report_int(r, "ctty"), 1) +
		       check_int(report_int(r, "tpgid"), r->rep_pid);
	report_free(r);
	return (bad);
}

static int
steal_child(void *arg)
{
	const struct steal *row = arg;
	pid_t other = -1;
	int bad, fd = taken_terminal(&other);

	if (fd < 0) {
		(void)complain("no terminal: %s", strerror(errno));
		return (77);
	}
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setctty(&attr, fd), 0);
	bad += check_int(spawnx_attr_setstealctty(&attr, row->on), 0);
	if (row->user)
		bad += check_int(spawnx_attr_setids(&attr, 4711, 4711), 0);
	bad += check_stolen(row);
	bad += check_int(kill(other, SIGKILL), 0);
	(void)wait_for(other);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_stolen(void **state)
{
	static const struct steal rows[] = {
		{ "stolen", 1, false, SPAWNX_ATTR_UMASK },
		{ "not to be", 0, false, SPAWNX_ATTR_CTTY },
		{ "without privilege", 1, true, SPAWNX_ATTR_STEALCTTY },
	};

	(void)state;
	need(NEED_CTTY);
	skip_unless_root();
	rows_on_each_way(steal_child, rows);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_left),
		CASE(test_stolen),
	};

	return (run_cases(cases));
}
