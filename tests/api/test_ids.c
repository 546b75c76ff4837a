/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * With RESETIDS the program's effective IDs are the caller's real ones, and
 * without it the caller's effective ones; the saved IDs follow at the exec.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (POSIX_SPAWN_RESETIDS); exec:
 * "saved set-user-ID".
 */
#include "forked.h"
#include "needs.h"

#define A 4711
#define B 4712
#define C 4713

struct ids {
	const char *name;
	unsigned uids[3], gids[3]; /* real, effective, saved */
};

/* Root's capabilities decide nothing here: any of the IDs may be asked for. */
static const struct ids rows[] = {
	{ "as a set-user-ID program of root's", { A, 0, 0 }, { A, 0, 0 } },
	{ "as one of another user's", { A, B, B }, { A, B, B } },
#ifndef __NetBSD__ /* no call there sets all three */
	{ "all different", { A, B, C }, { C, A, B } },
#endif
	{ "the group only", { A, A, A }, { A, B, B } },
	{ "the user only", { A, B, B }, { A, A, A } },
#ifdef __NetBSD__ /* as they leave the saved ones, if the real ones stay */
	{ "real root", { 0, A, 0 }, { 0, A, 0 } },
#else
	{ "real root", { 0, A, A }, { 0, A, A } },
#endif
	{ "all the same", { A, A, A }, { B, B, B } },
};

static int
check_report(const struct report *r, const struct ids *ids, bool reset)
{
	int bad = 0;

	bad += check_int(report_int(r, "ruid"), ids->uids[0]);
	bad += check_int(report_int(r, "euid"), ids->uids[reset ? 0 : 1]);
	bad += check_int(report_int(r, "suid"), ids->uids[reset ? 0 : 1]);
	bad += check_int(report_int(r, "rgid"), ids->gids[0]);
	bad += check_int(report_int(r, "egid"), ids->gids[reset ? 0 : 1]);
	return (
	    bad + check_int(report_int(r, "sgid"), ids->gids[reset ? 0 : 1]));
}

static int
spawn_as(const struct ids *ids, const struct spawn_family *f, bool reset)
{
	posix_spawnattr_t attr;
	struct report *r;
	int bad;

	bad = check_int(f->attr_init(&attr), 0);
	if (reset)
		bad += check_int(f->setflags(&attr, POSIX_SPAWN_RESETIDS), 0);
	bad +=
	    check_int(try_report(&r, f, NULL, NULL, &attr, NULL, environ), 0);
	if (r != NULL)
		bad += check_report(r, ids, reset);
	report_free(r);
	return (bad + check_int(f->attr_destroy(&attr), 0));
}

/* The caller is as it was, its saved IDs too. */
static int
check_own(const struct ids *ids)
{
	uid_t u[3];
	gid_t g[3];
	int bad = 0;

	bad += check_int(getresuid(&u[0], &u[1], &u[2]), 0);
	bad += check_int(getresgid(&g[0], &g[1], &g[2]), 0);
	for (int i = 0; i < 3; i++) {
		bad += check_int(u[i], ids->uids[i]);
		bad += check_int(g[i], ids->gids[i]);
	}
	return (bad);
}

static int
ids_child(void *arg)
{
	const struct ids *ids = arg;
	const struct spawn_family *f;
	int bad = 0;

	bad += check_int(
	    syscall(CALL_setresgid, ids->gids[0], ids->gids[1], ids->gids[2]),
	    0);
	bad += check_int(
	    syscall(CALL_setresuid, ids->uids[0], ids->uids[1], ids->uids[2]),
	    0);
	FOR_EACH_FAMILY(f)
	{
		bad += spawn_as(ids, f, false);
		bad += spawn_as(ids, f, true);
	}
	return (bad + check_own(ids));
}

static void
test_differing_ids(void **state)
{
	struct ids ids;
	const struct ids *row;

	(void)state;
	need(NEED_EXEC_KEEPS_IDS);
	skip_unless_root();
	FOR_EACH_ROW(row, rows)
	{
		ids = *row;
		assert_int_equal(in_child(ids_child, &ids), 0);
	}
}

static int
own_ids_child(void *arg)
{
	struct ids ids = { .name = "own" };
	const struct spawn_family *f;
	int bad = become_nobody();

	(void)arg;
	(void)getresuid(&ids.uids[0], &ids.uids[1], &ids.uids[2]);
	(void)getresgid(&ids.gids[0], &ids.gids[1], &ids.gids[2]);
	FOR_EACH_FAMILY(f)
	bad += spawn_as(&ids, f, true);
	return (bad + check_own(&ids));
}

/* Where there is nothing to reset, an ordinary user may ask for it, too. */
static void
test_nothing_to_reset(void **state)
{
	(void)state;
	on_each_way(own_ids_child, NULL);
}

struct refusal {
	const char *name;
	long number;
};

static int
refused_child(void *arg)
{
	const struct refusal *refusal = arg;
	spawnx_failure_t where = { .error = 0 };
	const struct spawn_family *f;
	posix_spawnattr_t attr;
	pid_t pid;
	int bad = 0;

	if (refuse_syscall(refusal->number, EPERM) != 0)
		return (77);
	FOR_EACH_FAMILY(f)
	{
		bad += check_int(f->attr_init(&attr), 0);
		bad += check_int(f->setflags(&attr, POSIX_SPAWN_RESETIDS), 0);
		bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
		bad += check(failure_clean(EPERM, &pid,
		    f->spawn(&pid, report_program(), NULL, &attr,
			ARGV("report", "none"), environ)));
		bad += check_int(where.step, SPAWNX_STEP_ATTR) +
		       check_int(where.index, SPAWNX_ATTR_RESETIDS);
		bad += check_int(f->attr_destroy(&attr), 0);
	}
	return (bad);
}

static void
test_refused(void **state)
{
	static const struct refusal refusals[] = {
		{ "setresuid", CALL_setresuid },
		{ "setresgid", CALL_setresgid },
	};

	(void)state;
	expect_rows(refused_child, refusals);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_differing_ids),
		CASE(test_nothing_to_reset),
		CASE(test_refused),
	};

	return (run_cases(cases));
}
