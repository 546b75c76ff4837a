/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A descriptor that was opened before the limit was lowered can be inherited,
 * remapped from and changed to, as the kernel has it; what is to get a number
 * above the limit is refused when it is added, as POSIX has it.
 *
 * Extensions: addinherit, addinheritopen, addremap.
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

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_rows),
	};

	return (run_cases(cases));
}
