/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a child answers comes from another process.  Whatever it says, the
 * caller's own memory is all that the failure's detail is made of, and a
 * failure is one.
 *
 * Not of POSIX: SECURITY.md, an error is taken for success.
 */
#include "support.h"

#include "core/core.h"
#include "base/actions.h"
#include "base/extension.h"

static const struct row {
	const char *name;
	struct spx_failure answer;
	int error; /* what is made of it */
	enum spawnx_step step;
	int index;
} rows[] = {
	{ "an action", { EBADF, SPAWNX_STEP_ACTION, 0 }, EBADF,
	    SPAWNX_STEP_ACTION, 0 },
	{ "none of them", { EBADF, SPAWNX_STEP_ACTION, 1 }, EPROTO,
	    SPAWNX_STEP_CLONE, 0 },
	{ "far from them", { EBADF, SPAWNX_STEP_ACTION, INT_MAX }, EPROTO,
	    SPAWNX_STEP_CLONE, 0 },
	{ "before them", { EBADF, SPAWNX_STEP_ACTION, -1 }, EPROTO,
	    SPAWNX_STEP_CLONE, 0 },
	{ "a program", { ENOENT, SPAWNX_STEP_EXEC, 1 }, ENOENT,
	    SPAWNX_STEP_EXEC, 1 },
	{ "no program", { ENOENT, SPAWNX_STEP_EXEC, 2 }, EPROTO,
	    SPAWNX_STEP_CLONE, 0 },
	{ "no interpreter's", { ENOENT, SPAWNX_STEP_INTERPRETER, 7 }, EPROTO,
	    SPAWNX_STEP_CLONE, 0 },
	{ "an attribute", { EPERM, SPAWNX_STEP_ATTR, SPAWNX_ATTR_SETSID },
	    EPERM, SPAWNX_STEP_ATTR, SPAWNX_ATTR_SETSID },
	{ "one with a value that is not set",
	    { EPERM, SPAWNX_STEP_ATTR, SPAWNX_ATTR_CHROOT }, EPROTO,
	    SPAWNX_STEP_CLONE, 0 },
	{ "no attribute", { EPERM, SPAWNX_STEP_ATTR, SPX_ATTR_COUNT }, EPROTO,
	    SPAWNX_STEP_CLONE, 0 },
	{ "no error", { 0, SPAWNX_STEP_EXEC, 0 }, EPROTO, SPAWNX_STEP_CLONE,
	    0 },
	{ "a negative one", { -1, SPAWNX_STEP_EXEC, 0 }, EPROTO,
	    SPAWNX_STEP_CLONE, 0 },
	{ "no step", { EPERM, (enum spawnx_step)77, 0 }, EPROTO,
	    SPAWNX_STEP_CLONE, 0 },
};

static void
test_rows(void **state)
{
	static const char paths[] = "/bin/x\0/usr/bin/x";
	const struct spx_action action = { .fa_kind = SPAWNX_ACTION_CLOSE };
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		spawnx_failure_t where = { .error = -1 };
		struct spx_request r = { .req_paths = paths,
			.req_npaths = 2,
			.req_actions = &action,
			.req_nactions = 1,
			.req_handle = -1,
			.req_where = &where };
		pid_t pid = -7;

		r.req_failure = row->answer;
		assert_int_equal(
		    spx_request_conclude(&r, -1, &pid), row->error);
		assert_int_equal(pid, -7);
		assert_int_equal(where.error, row->error);
		assert_int_equal(where.step, row->step);
		assert_int_equal(where.index, row->index);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_rows),
	};

	return (run_cases(cases));
}
