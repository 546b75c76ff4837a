/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program has all the numbers that the limit of descriptors gives it, the
 * lowest free one at each open(), however many its parent had and whoever
 * closed them.  Some kernels copy a part of a table such that numbers are
 * passed over, 64 at a time: see spx_copies_parts_well().
 *
 * POSIX.1-2024, 2.6 File Descriptor Allocation; closefrom is an extension.
 */
#include "close_ways.h"

#include <sys/resource.h>

#define LIMIT 1024

/* -- The program -------------------------------------------------------- */

/* The first from this one on. */
static int
free_from(int fd)
{
	while (fd < LIMIT && fcntl(fd, F_GETFD) >= 0)
		fd++;
	return (fd);
}

/* The exit status; `highest` is that of those that it was given. */
static int
open_all(int highest)
{
	int wanted, fd;

	CHECK(free_from(highest) == highest + 1);
	for (fd = highest + 1; fd < LIMIT; fd++)
		CHECK(fcntl(fd, F_GETFD) < 0);
	for (wanted = 0; (wanted = free_from(wanted)) < LIMIT; wanted++) {
		fd = open("/dev/null", O_RDONLY);
		if (fd != wanted)
			return (complain("open() gave %d, not %d", fd, wanted));
	}
	CHECK(open("/dev/null", O_RDONLY) < 0 && errno == EMFILE);
	return (0);
}

/* -- Its parent --------------------------------------------------------- */

static const struct row {
	const char *name;
	int parents; /* the number of descriptors that the parent has */
	const char *actions;
	short flags;
	const char *highest; /* of those that the program is given */
} rows[] = {
	{ "a few words", 300, "f3", 0, "2" },
	{ "a few words, some kept", 300, "d2:100 f101", 0, "100" },
	{ "a few words, from the middle of one", 300, "f160", 0, "159" },
	{ "a few words, all copied", 300, "o9=/dev/fd/0 c9 f3", 0, "2" },
	{ "a few words, by flag", 300, "i0 i1 i2", SPAWNX_CLOEXEC_DEFAULT,
	    "2" },
	{ "almost all", 1010, "f3", 0, "2" },
	{ "almost all, some kept", 1010, "d2:200 f201", 0, "200" },
	{ "almost all, all copied", 1010, "o9=/dev/fd/0 c9 f3", 0, "2" },
	{ "almost all, by flag", 1010, "i0 i1 i2 i70", SPAWNX_CLOEXEC_DEFAULT,
	    "70" },
	{ "whole words", 1024, "f3", 0, "2" },
	{ "whole words, by flag", 1024, "i0 i1 i2", SPAWNX_CLOEXEC_DEFAULT,
	    "2" },
};

static char self[PATH_MAX];

static int
check_row(const struct spawn_family *f, const struct row *row)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t at;
	pid_t pid;
	int fd;

	close_all();
	for (fd = 3; fd < row->parents; fd++)
		CHECK(open("/dev/null", O_RDONLY) == fd);
	CHECK(f->actions_init(&fa) == 0 && f->attr_init(&at) == 0);
	CHECK(add_actions(f, &fa, row->actions) == 0);
	CHECK(f->setflags(&at, row->flags) == 0);
	CHECK(f->spawn(&pid, self, &fa, &at,
		  ARGV(self, (char *)(uintptr_t)row->highest), environ) == 0);
	CHECK(wait_for(pid) == 0);
	CHECK(f->attr_destroy(&at) == 0 && f->actions_destroy(&fa) == 0);
	return (0);
}

static int
check_rows(const struct spawn_family *f)
{
	const struct rlimit limit = { LIMIT, LIMIT };
	const struct row *row;
	int bad = 0;

	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	for (row = rows; row < rows + COUNT(rows); row++)
		if (check_row(f, row) != 0)
			bad = complain("in \"%s\"", row->name);
	return (bad);
}

static void
test_no_number_is_passed_over(void **state)
{
	(void)state;
	by_each_way(check_rows);
}

int
main(int argc, char *argv[])
{
	const struct CMUnitTest cases[] = {
		CASE(test_no_number_is_passed_over),
	};

	/* A sanitizer has no descriptor left to look for leaks. */
	if (argc == 2)
		_exit(open_all(atoi(argv[1])));
	if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		return (skip_all("/proc does not say which program this is"));
	return (run_cases(cases));
}
