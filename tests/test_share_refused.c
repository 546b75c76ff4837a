/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child that may share its parent's descriptors where the call that makes a
 * copy of them is refused: it shares none.  If another child could make it, and
 * this one can't, by a filter that has come since or for want of memory, the
 * spawn fails and says so.
 *
 * Not of POSIX: doc/descriptors.md, "A child that is not waited for".
 */
#include "check.h"
#include "forked.h"

static const struct refusal {
	const char *name;
	unsigned argno; /* of close_range(): so that it is refused */
	uint32_t mask, value;
	int error;
	/* What two spawns give where the call was known to work. */
	int wants[2];
} refusals[] = {
	{ "EPERM", 0, 0, 0, EPERM, { 0, 0 } },
	{ "ENOSYS", 0, 0, 0, ENOSYS, { 0, 0 } },
	{ "EPERM for the flag", 2, 2, 2, EPERM, { 0, 0 } },
	/* The parent's question has this answer anyway. */
	{ "EINVAL", 0, 0, 0, EINVAL, { EINVAL, 0 } },
	{ "EINVAL for the flag", 2, 2, 2, EINVAL, { EINVAL, 0 } },
	/* Of the child's call alone: it has no memory, and may have later. */
	{ "ENOMEM in the child", 0, ~0U, ~0U, ENOMEM, { ENOMEM, ENOMEM } },
};

static int
refuse(const struct refusal *how)
{
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

/* Twice, with an action. */
static int
expect_ends(const int wants[2])
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
		memset(&where, 0, sizeof(where));
		if (wants[i] == 0) {
			bad += check_int(start(&pid, &fa, &attr), 0);
			bad += check_int(wait_for(pid), 0);
			continue;
		}
		bad += check(
		    failure_clean(wants[i], &pid, start(&pid, &fa, &attr)));
		bad += check_int(where.error, wants[i]);
		bad += check_int(where.step, SPAWNX_STEP_CLONE);
	}
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static const int works[2] = { 0, 0 };

static int
refuse_at_once(void *arg)
{
	if (refuse(arg) != 0)
		return (77);
	return (expect_ends(works));
}

static int
refuse_later(void *arg)
{
	const struct refusal *how = arg;
	int bad = expect_ends(works);

	if (refuse(how) != 0)
		return (77);
	return (bad + expect_ends(how->wants));
}

static void
test_refused(void **state)
{
	const struct refusal *row;

	(void)state;
	FOR_EACH_ROW(row, refusals)
	expect_child(refuse_at_once, (void *)(uintptr_t)row);
}

static void
test_refused_later(void **state)
{
	const struct refusal *row;

	(void)state;
	if (!BACKEND_IS_ASM)
		skip_because("without clone3() start waits");
	FOR_EACH_ROW(row, refusals)
	expect_child(refuse_later, (void *)(uintptr_t)row);
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
