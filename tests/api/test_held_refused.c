/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A held start where a call is refused: it fails with that error, and leaves
 * nothing behind, or works without the call.
 *
 * Extension: spawnx_start(3), Held starts.
 */
#include "held.h"

static const struct row {
	const char *name;
	long number;
	int error;
	bool works;
} rows[] = {
	{ "pipe2", SYS_pipe2, EMFILE, false },
	{ "clone", SYS_clone, EAGAIN, false },
	{ "pidfd_open", SYS_pidfd_open, ENOSYS, true },
	{ "pidfd_open, no room", SYS_pidfd_open, EMFILE, true },
	{ "ppoll", SYS_ppoll, ENOSYS, true },
};

static int
run_held(void)
{
	spawnx_pending_t *p = hold(0, NULL, NULL);
	pid_t pid;
	int bad = 0;

	CHECK(p != NULL);
	sleep_ms(20);
	bad += check(!has_run());
	bad += check_int(spawnx_release(p), 0);
	bad += check_int(spawnx_finish(p, &pid), 0);
	bad += check_int(wait_for(pid), 0);
	return (bad + check(has_run()) + check(!has_child()));
}

static int
cancel_held(void)
{
	spawnx_pending_t *p = hold(0, NULL, NULL);

	CHECK(p != NULL);
	return (check_int(spawnx_cancel(p), 0) + check(!has_child()));
}

static int
refused_child(void *arg)
{
	const struct row *row = arg;
	const int before = count_fds();
	spawnx_pending_t *p = NULL;
	int bad = 0;

	/* A sandbox that refuses clone() refuses clone3() first. */
	if (row->number == SYS_clone && refuse_syscall(SYS_clone3, ENOSYS) != 0)
		return (77);
	if (refuse_syscall(row->number, row->error) != 0)
		return (77);
	if (row->works) {
		bad = run_held() + cancel_held();
	} else {
		bad = check_int(spawnx_start(&p, SPAWNX_HELD, "/bin/true", NULL,
				    NULL, ARGV("true"), environ),
		    row->error);
		bad += check(p == NULL) + check(!has_child());
	}
	return (bad + check_int(count_fds(), before));
}

static void
test_refused(void **state)
{
	(void)state;
	rows_on_each_way(refused_child, rows);
}

/* With room for some of its descriptors only, whichever these are. */
static int
full_child(void *arg)
{
	int taken = 0, fd, lowest, bad = 0, worked = 0, rc;
	spawnx_pending_t *p;

	(void)arg;
	while (fcntl(0, F_DUPFD_CLOEXEC, 0) >= 0)
		taken++;
	for (fd = 3; fd < 3 + 8 && fd < taken; fd++) {
		p = NULL;
		rc = spawnx_start(&p, SPAWNX_HELD, "/bin/true", NULL, NULL,
		    ARGV("true"), environ);
		if (rc == 0)
			rc = spawnx_release(p) + spawnx_finish(p, NULL);
		if (rc == 0) {
			worked++;
			bad += check(wait(NULL) > 0);
		} else {
			bad += check_int(rc, EMFILE);
		}
		bad += check(!has_child());
		(void)close(fd);
		lowest = fcntl(0, F_DUPFD_CLOEXEC, 0);
		bad += check_int(lowest, 3);
		(void)close(lowest);
	}
	return (bad + check(worked > 0) + check(worked < 8));
}

static void
test_full_table(void **state)
{
	(void)state;
	on_each_way(full_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_refused),
		CASE(test_full_table),
	};

	if (!spawnx_can(SPAWNX_CAN_HELD))
		return (skip_all("no start is held here"));
	return (run_cases(cases));
}
