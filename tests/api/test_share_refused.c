/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child that may share its parent's descriptors where the call that makes a
 * copy of them is refused: it shares none, or makes the copy by unshare(2).
 * There is no other child in its place; where it can't do either, the spawn
 * fails and says so.
 *
 * Not of POSIX: doc/descriptors.md, "A child that is not waited for".
 */
#include "check.h"
#include "forked.h"
#include "needs.h"

static const struct refusal {
	const char *name;
	unsigned argno; /* of close_range(): so that it is refused */
	uint32_t mask, value;
	int error;
	bool unshare; /* is refused, too */
	int want;     /* what the spawns give */
} refusals[] = {
	{ "EPERM", 0, 0, 0, EPERM, false, 0 },
	{ "ENOSYS", 0, 0, 0, ENOSYS, false, 0 },
	{ "EPERM for the flag", 2, 2, 2, EPERM, false, 0 },
	{ "EPERM, unshare as well", 0, 0, 0, EPERM, true, 0 },
	/* The parent's question has this answer anyway. */
	{ "EINVAL", 0, 0, 0, EINVAL, false, 0 },
	{ "EINVAL for the flag", 2, 2, 2, EINVAL, false, 0 },
	{ "EINVAL, unshare as well", 0, 0, 0, EINVAL, true, EPERM },
	/* Of the child's call alone. */
	{ "ENOMEM in the child", 0, ~0U, ~0U, ENOMEM, false, 0 },
	{ "ENOMEM, unshare as well", 0, ~0U, ~0U, ENOMEM, true, EPERM },
};

static int
refuse(const struct refusal *how)
{
	if (how->unshare && refuse_syscall(SYS_unshare, EPERM) != 0)
		return (-1);
	return (refuse_syscall_if_arg(
	    SYS_close_range, how->argno, how->mask, how->value, how->error));
}

static int
start(pid_t *pid, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr)
{
	spawnx_pending_t *p;
	int rc;

	rc = spawnx_start(&p, SPAWNX_SHAREFILES, report_program(), fa, attr,
	    ARGV("report", "none"), environ);
	if (rc != 0)
		return (complain("spawnx_start: %d", rc));
	return (spawnx_finish(p, pid));
}

/* Twice, with an action; the first one may be one that waits. */
static int
expect_ends(int first, int second)
{
	spawnx_failure_t where;
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	int bad;
	pid_t pid;

	bad = check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_file_actions_addclose(&fa, 9), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	for (int i = 0; i < 2; i++) {
		const int want = i == 0 ? first : second;

		memset(&where, 0, sizeof(where));
		if (want == 0) {
			bad += check_int(start(&pid, &fa, &attr), 0);
			bad += check_int(wait_for(pid), 0);
			continue;
		}
		bad +=
		    check(failure_clean(want, &pid, start(&pid, &fa, &attr)));
		bad += check_int(where.error, want);
		bad += check_int(where.step, SPAWNX_STEP_CLONE);
	}
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static int
refuse_at_once(void *arg)
{
	const struct refusal *how = arg;

	if (refuse(how) != 0)
		return (77);
	return (expect_ends(first_start_is_free() ? how->want : 0, how->want));
}

static int
refuse_later(void *arg)
{
	return (expect_ends(0, 0) + refuse_at_once(arg));
}

static void
test_refused(void **state)
{
	(void)state;
	need(NEED_FREE_STARTS);
	expect_rows(refuse_at_once, refusals);
}

static void
test_refused_later(void **state)
{
	(void)state;
	need(NEED_FREE_STARTS);
	if (!BACKEND_IS_ASM)
		skip_because("without clone3() start waits");
	expect_rows(refuse_later, refusals);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_refused),
		CASE(test_refused_later),
	};

	return (run_cases(cases));
}
