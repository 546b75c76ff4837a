/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What clone3() is asked for where a kernel may reap and kill by itself.  Linux
 * 7.1 refuses an exit signal together with it, CLONE_PIDFD_AUTOKILL without
 * CLONE_PIDFD, and, without CLONE_NNP, who has no CAP_SYS_ADMIN.
 *
 * Not of POSIX.
 */
#include "check.h"

#include "object/attr.h"
#include "os/linux/clone.h"

#define EVERY (SPX_CLONE_AUTOREAP | SPX_CLONE_NNP | SPX_CLONE_PIDFD_AUTOKILL)

/* As <linux/sched.h> has them since 7.1. */
_Static_assert(SPX_CLONE_AUTOREAP == 1ULL << 34, "CLONE_AUTOREAP");
_Static_assert(SPX_CLONE_NNP == 1ULL << 35, "CLONE_NNP");
_Static_assert(SPX_CLONE_PIDFD_AUTOKILL == 1ULL << 36, "CLONE_PIDFD_AUTOKILL");

static const struct row {
	const char *name;
	bool autoreap, autokill, nonewprivs;
	uint64_t want;
} rows[] = {
	{ "a plain spawn", false, false, true, 0 },
	{ "detached", true, false, false, SPX_CLONE_AUTOREAP },
	{ "and nonewprivs", true, false, true, SPX_CLONE_AUTOREAP },
	{ "killed", true, true, false,
	    SPX_CLONE_AUTOREAP | SPX_CLONE_PIDFD_AUTOKILL },
	{ "killed, and nonewprivs", true, true, true, EVERY },
};

static void
check_row(const struct row *row)
{
	struct spx_request r = {
		.req_detached = row->autoreap,
		.req_autoreap = row->autoreap,
		.req_autokill = row->autokill,
		.req_want_handle = row->autokill,
	};
	struct spx_clone_args args = { 0 };
	posix_spawnattr_t at;

	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setnonewprivs(&at, row->nonewprivs), 0);
	assert_int_equal(spx_attr_read(&r, &at), 0);
	assert_int_equal(spx_clone3_request(&args, &r), SPX_CA_SIZE_VER0);
	assert_int_equal(args.ca_flags & EVERY, row->want);
	assert_int_equal(args.ca_exit_signal, row->autoreap ? 0 : SIGCHLD);
	assert_int_equal((args.ca_flags & SPX_CLONE_PIDFD) != 0, row->autokill);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

static void
test_flags(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row, rows)
	check_row(row);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_flags),
	};

	return (run_cases(cases));
}
