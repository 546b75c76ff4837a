/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A descriptor that was opened before the limit was lowered can be inherited,
 * remapped from and changed to, as the kernel has it; what is to get a number
 * above the limit is refused when it is added, as POSIX has it.
 *
 * rlimit: a lower limit of descriptors is not in the way of the actions.
 *
 * Extensions: addinherit, addinheritopen, addremap, rlimit.
 */
#include "check.h"
#include "forked.h"

#include <sys/resource.h>

#define LIMIT 64
#define HIGH  80 /* a file */
#define OTHER 81 /* a file, close-on-exec */
#define DIR   82

static const struct row {
	const char *name;
	const char *actions;
	const char *fds; /* of the program */
	int error;       /* when they are added */
} rows[] = {
	{ "nothing", "", "0,1,2,80", 0 },
	{ "inherit", "i81", "0,1,2,80,81", 0 },
	{ "inheritopen", "p81 p83", "0,1,2,80,81", 0 },
	{ "inherit, and no other", "x3 i81", "0,1,2,81", 0 },
	{ "remap", "r81:5,80:6 f7", "0,1,2,5,6", 0 },
	{ "remap, of one that stays", "x3 r81:81,80:5", "0,1,2,5,81", 0 },
	{ "fchdir", "F82 f3", "0,1,2", 0 },
	{ "close", "c80", NULL, EBADF },
	{ "open", "o80=/dev/null", NULL, EBADF },
	{ "dup2 of one", "d80:5", NULL, EBADF },
	{ "dup2 to one", "d0:80", NULL, EBADF },
	{ "remap to one", "r0:80", NULL, EBADF },
	{ "tcsetpgrp", "t80", NULL, EBADF },
};

static int
set_up(void)
{
	struct rlimit limit;

	close_all();
	CHECK(open_as(HIGH, "/dev/null", O_RDONLY) == HIGH);
	CHECK(open_as(OTHER, "/dev/zero", O_RDONLY | O_CLOEXEC) == OTHER);
	CHECK(open_as(DIR, test_dir(), O_RDONLY | O_CLOEXEC) == DIR);
	CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	limit.rlim_cur = LIMIT;
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	return (0);
}

static int
check_row(const struct spawn_family *f, const struct row *row)
{
	posix_spawn_file_actions_t fa;
	struct report *r = NULL;
	int bad;

	bad = check_int(f->actions_init(&fa), 0);
	bad += check_int(add_actions(f, &fa, row->actions), row->error);
	if (row->error == 0)
		bad += check_int(
		    try_report(&r, f, NULL, &fa, NULL, NULL, environ), 0);
	if (r != NULL)
		bad += check_string(report_get(r, "fds"), row->fds);
	report_free(r);
	return (bad + check_int(f->actions_destroy(&fa), 0));
}

static int
row_child(void *arg)
{
	int bad = set_up();

	bad += check_row(family_spawnx(), arg);
	return (bad + check_row(family_sharing(), arg));
}

static void
test_rows(void **state)
{
	(void)state;
	rows_on_each_way(row_child, rows);
}

/* -- The limit that the program is to have -- */

static const struct limits {
	const char *name;
	rlim_t soft, hard; /* 0: the caller's */
	const char *actions;
	const char *fds;
} limits[] = {
	{ "lower", 10, 10, "d0:40 i81 o41=/dev/null", "0,1,2,40,41,80,81" },
	{ "lower, and the rest closed", 5, 9, "r80:50 f51", "0,1,2,50" },
	{ "lower, and a cycle", 4, 4, "r0:1,1:0 f3", "0,1,2" },
	{ "lower, the hard one as it is", 10, 0, "d0:40 f41", "0,1,2,40" },
	{ "the same", LIMIT, 0, "d0:40 f41", "0,1,2,40" },
	{ "higher", 70, 0, "d0:40 f41", "0,1,2,40" },
};

static int
limit_child(void *arg)
{
	const struct limits *row = arg;
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct rlimit limit;
	struct report *r;
	char want[64];
	int bad = set_up(), entry;

	CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	limit.rlim_cur = row->soft;
	if (row->hard != 0)
		limit.rlim_max = row->hard;
	(void)snprintf(want, sizeof(want), "%llu:%llu",
	    (unsigned long long)limit.rlim_cur,
	    (unsigned long long)limit.rlim_max);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad +=
	    check_int(spawnx_attr_setrlimit(&attr, RLIMIT_NOFILE, &limit), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(add_actions(family_spawnx(), &fa, row->actions), 0);
	for (entry = 0; entry < 2; entry++) {
		bad += check_int(
		    try_report(&r, entry ? family_sharing() : family_spawnx(),
			NULL, &fa, &attr, NULL, environ),
		    0);
		if (r == NULL)
			continue;
		bad += check_string(report_get(r, "fds"), row->fds);
		if (limit.rlim_max != RLIM_INFINITY)
			bad +=
			    check_string(report_get(r, "rlimit.nofile"), want);
		report_free(r);
	}
	return (bad + check_int(spawnx_file_actions_destroy(&fa), 0) +
		check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_limits(void **state)
{
	(void)state;
	rows_on_each_way(limit_child, limits);
}

/*
 * The user may not raise a hard limit: it is before the IDs that it is.  Not
 * every container's root may.
 */
static int
raise_child(void *unused)
{
	const struct rlimit low = { 64, 64 }, high = { 32, 100 };
	const struct rlimit both = { 100, 100 };
	posix_spawnattr_t attr;
	struct report *r;
	int bad = set_up();

	(void)unused;
	CHECK(setrlimit(RLIMIT_NOFILE, &low) == 0);
	if (setrlimit(RLIMIT_NOFILE, &both) != 0) {
		(void)complain("no hard limit can be raised here");
		return (77);
	}
	CHECK(setrlimit(RLIMIT_NOFILE, &low) == 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setids(&attr, 4711, 4711), 0);
	bad += check_int(spawnx_attr_setrlimit(&attr, RLIMIT_NOFILE, &high), 0);
	bad += check_int(
	    try_report(&r, family_spawnx(), NULL, NULL, &attr, NULL, environ),
	    0);
	if (r != NULL)
		bad += check_string(report_get(r, "rlimit.nofile"), "32:100");
	report_free(r);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_raised_hard_limit(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(raise_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_rows),
		CASE(test_limits),
		CASE(test_raised_hard_limit),
	};

	return (run_cases(cases));
}
