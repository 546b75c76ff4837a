/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which descriptors a child gets a copy of, when its actions close the rest,
 * and when it needs none before its exec: spx_keep_below() and
 * spx_leaves_descriptors(), by themselves.
 *
 * Not of POSIX: doc/descriptors.md.
 */
#include "check.h"

#include "object/object.h"
#include "base/extension.h"
#include "os/linux/descriptors.h"

static const struct row {
	const char *name;
	const char *actions;
	short flags;
	unsigned want;
	const char *program; /* NULL: /bin/true */
} rows[] = {
	{ "no actions", "", 0, 0, NULL },
	{ "nothing closes the rest", "o5=/x d7:8 c9 C=/ F6 i4", 0, 0, NULL },
	{ "closefrom", "f3", 0, 3, NULL },
	{ "closefrom of more", "f100", 0, 100, NULL },
	{ "closefrom of a word", "f128", 0, 128, NULL },
	{ "closefrom of the highest", "f2147483647", 0, INT_MAX, NULL },
	{ "the standard three stay", "f0", 0, 3, NULL },
	{ "a dup2 before", "d50:4 f3", 0, 51, NULL },
	{ "its target does not count", "d5:90 f3", 0, 6, NULL },
	{ "a dup2 after", "f3 d50:4", 0, 3, NULL },
	{ "an inherit before", "i50 f3", 0, 51, NULL },
	{ "an fchdir before", "F50 f3", 0, 51, NULL },
	{ "a tcsetpgrp before", "t50 f3", 0, 51, NULL },
	{ "a close before", "c50 f3", 0, 3, NULL },
	{ "an open before", "o50=/x f3", 0, 3, NULL },
	{ "below the number", "d50:4 f60", 0, 60, NULL },
	{ "the lower one of two", "f40 f10", 0, 10, NULL },
	{ "in any order", "f10 f40", 0, 10, NULL },
	{ "unless more is needed", "f20 d50:4 f10", 0, 20, NULL },
	{ "a name of a descriptor before", "o5=/dev/fd/9 f3", 0, 0, NULL },
	{ "in /proc", "o5=/proc/self/fd/9 f3", 0, 0, NULL },
	{ "relative", "C=/proc/self o5=fd/9 f3", 0, 0, NULL },
	{ "a directory of them", "C=/proc/self/fd o5=9 f3", 0, 0, NULL },
	{ "in fdinfo", "o5=/proc/self/fdinfo/9 f3", 0, 0, NULL },
	{ "a name after", "f3 o5=/dev/fd/9", 0, 3, NULL },
	{ "a write before", "W=/x f3", 0, 0, NULL },
	{ "a write after", "f3 W=/x", 0, 3, NULL },
	{ "a name between two", "f30 o5=/dev/fd/9 f3", 0, 30, NULL },
	{ "no name of one", "o5=/x/af/d/f f3", 0, 3, NULL },
	{ "a standard one's name", "o5=/dev/stdin f3", 0, 3, NULL },
	{ "cloexecfrom", "x3", 0, 3, NULL },
	{ "cloexecfrom all", "x0", 0, 3, NULL },
	{ "cloexecfrom of more", "x100", 0, 100, NULL },
	{ "cloexecfrom of the highest", "x2147483647", 0, INT_MAX, NULL },
	{ "a dup2 before cloexecfrom", "d150:4 x3", 0, 151, NULL },
	{ "a dup2 after cloexecfrom", "x3 d150:4", 0, 151, NULL },
	{ "an inherit after it", "x3 i150", 0, 151, NULL },
	{ "an inheritopen after it", "x3 p150", 0, 151, NULL },
	{ "the lower cloexecfrom of two", "x140 x70", 0, 70, NULL },
	{ "cloexecfrom, lower by closefrom", "x3 f70 d150:4", 0, 70, NULL },
	{ "lower by cloexecfrom", "f140 x70", 0, 70, NULL },
	{ "cloexecfrom and a name", "x3 o5=/dev/fd/9", 0, 0, NULL },
	{ "cloexecfrom and a program's name", "x3", 0, 0, "/dev/fd/9" },
	{ "default", "", SPAWNX_CLOEXEC_DEFAULT, 3, NULL },
	{ "default, with actions", "o90=/x d7:8 i4", SPAWNX_CLOEXEC_DEFAULT, 8,
	    NULL },
	{ "default and a name", "o5=/dev/fd/9", SPAWNX_CLOEXEC_DEFAULT, 0,
	    NULL },
	{ "default, lower by closefrom", "d4:5 f6 d50:4",
	    SPAWNX_CLOEXEC_DEFAULT, 6, NULL },
	{ "default and a program's name", "", SPAWNX_CLOEXEC_DEFAULT, 0,
	    "/proc/self/fd/9" },
	{ "closefrom and a program's name", "f3", 0, 3, "/proc/self/fd/9" },
	{ "both and a program's name", "f30", SPAWNX_CLOEXEC_DEFAULT, 30,
	    "/dev/fd/9" },
};

static void
expect_row(const struct row *row, posix_spawn_file_actions_t *fa)
{
	struct spx_request r = { .req_flags = (unsigned)row->flags,
		.req_paths = row->program == NULL ? "/bin/true" : row->program,
		.req_npaths = 1 };

	assert_int_equal(spx_actions_read(&r, fa), 0);
	/* The kernel's tables are made of words. */
	assert_int_equal(
	    spx_keep_below(&r), ((unsigned)row->want + 63) / 64 * 64);
}

static void
test_rows(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		posix_spawn_file_actions_t fa;

		assert_int_equal(spawnx_file_actions_init(&fa), 0);
		assert_int_equal(
		    add_actions(family_spawnx(), &fa, row->actions), 0);
		expect_row(row, &fa);
		assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	}
}

/* Of several that a search may come to, each counts. */
static void
test_search(void **state)
{
	static const char paths[] = "/bin/x\0/dev/fd/x\0/usr/bin/x";
	struct spx_request r = { .req_flags = SPAWNX_CLOEXEC_DEFAULT,
		.req_paths = paths,
		.req_npaths = 1 };

	(void)state;
	assert_int_equal(spx_keep_below(&r), 64);
	r.req_npaths = 2;
	assert_int_equal(spx_keep_below(&r), 0);
	r.req_npaths = 3;
	assert_int_equal(spx_keep_below(&r), 0);
}

/*
 * A circle of numbers is opened by a further descriptor, and whether there is
 * one to be had must not depend on this.
 */
static void
test_remap(void **state)
{
	const int chain_from[] = { 50, 4 }, chain_to[] = { 4, 90 };
	const int circle_from[] = { 50, 60 }, circle_to[] = { 60, 50 };
	posix_spawn_file_actions_t fa;
	const struct row chain = { .want = 51 }, circle = { .want = 0 };

	(void)state;
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(
	    spawnx_file_actions_addremap(&fa, 2, chain_from, chain_to), 0);
	assert_int_equal(spawnx_file_actions_addclosefrom(&fa, 3), 0);
	expect_row(&chain, &fa);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(
	    spawnx_file_actions_addremap(&fa, 2, circle_from, circle_to), 0);
	assert_int_equal(spawnx_file_actions_addclosefrom(&fa, 3), 0);
	expect_row(&circle, &fa);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

/* Which a child may do while it shares the descriptors of its parent. */
static const struct {
	const char *name;
	enum spawnx_attribute which;
	bool leaves;
} attributes[] = {
	{ "sigignore", SPAWNX_ATTR_SIGIGNORE, true },
	{ "umask", SPAWNX_ATTR_UMASK, true },
	{ "rlimit", SPAWNX_ATTR_RLIMIT, true },
	{ "ids", SPAWNX_ATTR_IDS, true },
	{ "groups", SPAWNX_ATTR_GROUPS, true },
	{ "pdeathsig", SPAWNX_ATTR_PDEATHSIG, true },
	{ "nonewprivs", SPAWNX_ATTR_NONEWPRIVS, true },
	{ "searchpath", SPAWNX_ATTR_SEARCHPATH, true },
	{ "ctty", SPAWNX_ATTR_CTTY, true },
	{ "execfd", SPAWNX_ATTR_EXECFD, true },
	{ "nice", SPAWNX_ATTR_NICE, true },
	{ "affinity", SPAWNX_ATTR_AFFINITY, true },
	{ "chroot", SPAWNX_ATTR_CHROOT, true },
	{ "candidates", SPAWNX_ATTR_CANDIDATES, true },
	{ "searchrule", SPAWNX_ATTR_SEARCHRULE, true },
	{ "cwd", SPAWNX_ATTR_CWD, true },
	{ "cwdfd", SPAWNX_ATTR_CWDFD, true },
	{ "shell", SPAWNX_ATTR_SHELL, true },
	{ "aslr", SPAWNX_ATTR_ASLR, true },
	{ "namespaces", SPAWNX_ATTR_NAMESPACES, true },
	{ "nsfds", SPAWNX_ATTR_NSFDS, true },
	{ "idmap", SPAWNX_ATTR_IDMAP, false },
	{ "writes", SPAWNX_ATTR_WRITES, false },
	{ "oomscoreadj", SPAWNX_ATTR_OOMSCOREADJ, false },
	{ "ioprio", SPAWNX_ATTR_IOPRIO, true },
	{ "timerslack", SPAWNX_ATTR_TIMERSLACK, true },
	{ "personality", SPAWNX_ATTR_PERSONALITY, true },
	{ "dropctty", SPAWNX_ATTR_DROPCTTY, false },
	{ "stealctty", SPAWNX_ATTR_STEALCTTY, true },
	{ "traceme", SPAWNX_ATTR_TRACEME, true },
	{ "pidenv", SPAWNX_ATTR_PIDENV, true },
	{ "propagation", SPAWNX_ATTR_PROPAGATION, true },
	{ "seccomp", SPAWNX_ATTR_SECCOMP, true },
	{ "landlock", SPAWNX_ATTR_LANDLOCK, true },
	{ "capbounding", SPAWNX_ATTR_CAPBOUNDING, true },
	{ "capinheritable", SPAWNX_ATTR_CAPINHERITABLE, true },
	{ "capambient", SPAWNX_ATTR_CAPAMBIENT, true },
};

static void
test_attributes_that_leave_descriptors(void **state)
{
	struct spx_ext ext = { .ex_set = 0 };
	struct spx_request r = { .req_ext = &ext };
	size_t i;

	(void)state;
	assert_int_equal(COUNT(attributes), SPX_ATTR_LAST - SPX_ATTR_FIRST + 1);
	assert_true(spx_leaves_descriptors(&r));
	for (i = 0; i < COUNT(attributes); i++) {
		row_enter(attributes[i].name);
		ext.ex_set = SPX_ATTR_BIT(attributes[i].which);
		assert_int_equal(
		    spx_leaves_descriptors(&r), attributes[i].leaves);
	}
	row_enter(NULL);
	r.req_ext = NULL;
	assert_true(spx_leaves_descriptors(&r));
	r.req_flags = SPAWNX_CLOEXEC_DEFAULT;
	assert_false(spx_leaves_descriptors(&r));
	r.req_flags = (unsigned)~SPAWNX_CLOEXEC_DEFAULT;
	assert_true(spx_leaves_descriptors(&r));
	r.req_nactions = 1;
	assert_false(spx_leaves_descriptors(&r));
}

/* An attribute that is a path may name a descriptor as well. */
static void
test_paths_of_attributes(void **state)
{
	static const enum spawnx_attribute paths[] = { SPAWNX_ATTR_CHROOT,
		SPAWNX_ATTR_CWD };
	char name[] = "/dev/fd/9", other[] = "/dev/null";
	struct spx_request r = { .req_flags = SPAWNX_CLOEXEC_DEFAULT,
		.req_paths = "/bin/true",
		.req_npaths = 1 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(paths); i++) {
		struct spx_ext ext = { .ex_set = SPX_ATTR_BIT(paths[i]) };

		r.req_ext = &ext;
		ext.ex_values[paths[i]].va_owned =
		    (struct spx_owned){ other, sizeof(other) };
		assert_int_equal(spx_keep_below(&r), 64);
		assert_false(spx_names_descriptors(&r));
		ext.ex_values[paths[i]].va_owned =
		    (struct spx_owned){ name, sizeof(name) };
		assert_int_equal(spx_keep_below(&r), 0);
		assert_true(spx_names_descriptors(&r));
	}
}

/* One above the highest number that an int has is no int. */
static void
test_highest(void **state)
{
	struct spx_ext ext = { .ex_set = SPX_ATTR_BIT(SPAWNX_ATTR_EXECFD) };
	struct spx_request r = { .req_ext = &ext };

	(void)state;
	ext.ex_values[SPAWNX_ATTR_EXECFD].va_int = INT_MAX;
	assert_true(spx_ext_above(&ext) == (unsigned)INT_MAX + 1);
	assert_int_equal(spx_keep_below(&r), 0);
	r.req_flags = SPAWNX_CLOEXEC_DEFAULT;
	r.req_paths = "/bin/true";
	r.req_npaths = 1;
	assert_true(spx_keep_below(&r) == (unsigned)INT_MAX + 1);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_attributes_that_leave_descriptors),
		CASE(test_rows),
		CASE(test_search),
		CASE(test_remap),
		CASE(test_paths_of_attributes),
		CASE(test_highest),
	};

	return (run_cases(cases));
}
