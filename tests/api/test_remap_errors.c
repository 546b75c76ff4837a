/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A remap that can't be: what is refused when it is added, what fails in the
 * child, and what becomes of a full table.  And one whose numbers are those
 * of the library's own pipe.
 *
 * Not of POSIX: spawnx_file_actions_addremap().
 */
#include "forked.h"
#include "remap_model.h"

#include <sys/resource.h>

#define LIMIT TABLE

static const struct refused {
	const char *name;
	size_t n;
	int from[3], to[3];
	int error;
} refusals[] = {
	{ "the same target twice", 2, { 3, 4 }, { 5, 5 }, EINVAL },
	{ "the same pair twice", 2, { 3, 3 }, { 5, 5 }, EINVAL },
	{ "not the neighbour", 3, { 3, 4, 5 }, { 7, 6, 7 }, EINVAL },
	{ "negative source", 1, { -1 }, { 5 }, EBADF },
	{ "negative target", 1, { 3 }, { -1 }, EBADF },
	{ "one of many negative", 3, { 3, 4, 5 }, { 5, -2, 1 << 30 }, EBADF },
	{ "negative, and the same target twice", 2, { -1, 4 }, { 5, 5 },
	    EBADF },
	{ "target beyond the limit", 2, { 3, 4 }, { 5, 1 << 30 }, EBADF },
};

static size_t
count_of(const posix_spawn_file_actions_t *fa)
{
	size_t n = 77;

	assert_int_equal(spawnx_file_actions_count(fa, &n), 0);
	return (n);
}

static void
test_refusals(void **state)
{
	const struct refused *row;
	posix_spawn_file_actions_t fa;
	const int fd[] = { 1 };

	(void)state;
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	FOR_EACH_ROW(row, refusals)
	{
		errno = ERANGE;
		assert_int_equal(spawnx_file_actions_addremap(
				     &fa, row->n, row->from, row->to),
		    row->error);
		assert_int_equal(errno, ERANGE);
		assert_int_equal(count_of(&fa), 0);
	}
	assert_int_equal(
	    spawnx_file_actions_addremap(&fa, 1, NULL, fd), EINVAL);
	assert_int_equal(
	    spawnx_file_actions_addremap(&fa, 1, fd, NULL), EINVAL);
	assert_int_equal(
	    spawnx_file_actions_addremap(&fa, SIZE_MAX, fd, fd), ENOMEM);
	assert_int_equal(spawnx_file_actions_addremap(NULL, 1, fd, fd), EINVAL);
	assert_int_equal(count_of(&fa), 0);
	assert_int_equal(spawnx_file_actions_addremap(&fa, 0, NULL, NULL), 0);
	assert_int_equal(count_of(&fa), 1);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

static const struct failing {
	const char *name;
	const char *actions;
	int index;
} failing[] = {
	{ "a closed source", "r30:31", 0 },
	{ "onto itself", "r30:30", 0 },
	{ "one of a circle", "r10:30,30:10", 0 },
	{ "the other of a circle", "r30:10,10:30", 0 },
	{ "of a circle of three", "r10:11,11:30,30:10", 0 },
	{ "the end of a chain", "r10:11,11:12,30:10", 0 },
	{ "the second action", "c30 r10:11,30:12", 1 },
	{ "the third action", "r10:11 c10 r10:20 C=/none", 2 },
	{ "closed before", "c11 r10:11,11:10", 1 },
};

static int
check_failing(void *arg)
{
	const struct failing *row;
	struct table t;
	int bad = remap_open_files(&t);

	FOR_EACH_ROW(row, failing)
	{
		if (spec_failure(arg, row->actions, 0, EBADF, row->index) != 0)
			bad += complain("%s", row->name);
	}
	return (bad != 0);
}

static void
test_failing(void **state)
{
	(void)state;
	remap_make_files();
	expect_each(check_failing);
}

/* All numbers below LIMIT are in use except `spare`. */
static int
fill_table(struct table *t, int spare)
{
	struct rlimit limit;

	CHECK(remap_open_files(t) == 0);
	CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	limit.rlim_cur = LIMIT;
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	for (int fd = 3; fd < LIMIT; fd++)
		if (fd < FIRST || fd >= FIRST + FILES)
			CHECK(open_as(fd, "/dev/null", O_RDONLY | O_CLOEXEC) ==
			      fd);
	if (spare >= 0)
		CHECK(close(spare) == 0);
	return (0);
}

/* The reader of the report needs a number, so that the limit goes up again. */
static int
expect_report(pid_t pid, const char *path, const struct table *t)
{
	struct rlimit limit = { LIMIT + 8, LIMIT + 8 };
	struct report *r;
	int bad;

	CHECK(wait_for(pid) == 0);
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	r = report_read(path);
	CHECK(r != NULL);
	bad = remap_compare(r, t);
	report_free(r);
	return (bad);
}

static const struct full {
	const char *name;
	const char *actions;
	int spare; /* the one number that is free, or -1 */
	int error;
} full[] = {
	{ "no circle, no spare", "r10:11,11:12,13:13", -1, 0 },
	{ "a circle with a branch, no spare", "r10:11,11:10,10:12", -1, 0 },
	{ "a circle, no spare", "r10:11,11:10", -1, EMFILE },
	{ "a circle, a spare above", "r10:11,11:10", LIMIT - 1, 0 },
	{ "a circle, a spare below", "r10:11,11:10", 5, 0 },
	{ "two circles, one spare", "r10:11,11:10,12:13,13:12", 5, 0 },
	{ "three circles, a spare above",
	    "r10:11,11:10,12:13,13:12,14:15,15:16,16:14", LIMIT - 1, 0 },
	{ "the second circle is not open", "r10:11,11:10,12:5,5:12", 5, EBADF },
	{ "the spare is a source", "r10:11,11:13,13:10", 13, EBADF },
	{ "the spare is a target", "r10:11,11:10,12:5", 5, EMFILE },
	{ "numbers up to the limit", "r10:39,11:38,12:3", 5, 0 },
};

static int
check_full_one(void *arg)
{
	const struct full *row = arg;
	const char *path = test_path("report");
	posix_spawn_file_actions_t fa;
	struct table t;
	pid_t pid;
	int bad = 0, rc;

	CHECK(spawnx_file_actions_init(&fa) == 0);
	CHECK(fill_table(&t, row->spare) == 0);
	CHECK(add_actions(family_spawnx(), &fa, row->actions) == 0);
	(void)remap_model_text(&t, row->actions);
	errno = ERANGE;
	rc = spawnx_spawn(&pid, report_program(), &fa, NULL,
	    ARGV("report", (char *)(uintptr_t)path), environ);
	bad += check_int(errno, ERANGE);
	bad += check_int(rc, row->error);
	if (rc == 0)
		bad += expect_report(pid, path, &t);
	bad += check(!has_child());
	CHECK(spawnx_file_actions_destroy(&fa) == 0);
	return (bad != 0);
}

static void
test_full_table(void **state)
{
	(void)state;
	remap_make_files();
	expect_rows(check_full_one, full);
}

/* The arrays may change once the action is added. */
static int
check_copied(void *arg)
{
	int from[] = { 10, 11 }, to[] = { 11, 10 };
	posix_spawn_file_actions_t fa;
	struct report *r;
	struct table t;
	int bad;

	(void)arg;
	CHECK(remap_open_files(&t) == 0);
	CHECK(spawnx_file_actions_init(&fa) == 0);
	CHECK(spawnx_file_actions_addremap(&fa, 2, from, to) == 0);
	CHECK(remap_model(&t, from, to, 2));
	memset(from, 0xff, sizeof(from));
	memset(to, 0xff, sizeof(to));
	CHECK(try_report(&r, family_spawnx(), NULL, &fa, NULL, NULL, environ) ==
	      0);
	bad = remap_compare(r, &t);
	report_free(r);
	CHECK(spawnx_file_actions_destroy(&fa) == 0);
	return (bad != 0);
}

static void
test_arrays_are_copied(void **state)
{
	(void)state;
	remap_make_files();
	expect_child(check_copied, NULL);
}

/* Where the library has a pipe of its own it lies on the first free numbers. */
static const char *const on_the_pipe[] = {
	"r10:3,11:4,12:5,13:6",
	"r10:3,3:10",
	"r10:4,11:3,4:12",
	"r3:3",
	"r10:11,11:10 r10:3,11:4",
};

static int
check_pipe(void *arg)
{
	struct report *r;
	struct table t;
	int bad = 0, error;

	(void)arg;
	for (size_t i = 0; i < COUNT(on_the_pipe); i++) {
		const char *text = on_the_pipe[i];

		CHECK(remap_open_files(&t) == 0);
		if (!remap_model_text(&t, text)) {
			bad += spec_failure(family_spawnx(), text, 0, EBADF, 0);
			continue;
		}
		error = spec_report(&r, family_spawnx(), text, 0);
		bad += check_int(error, 0);
		bad += error != 0 || remap_compare(r, &t) != 0;
		report_free(r);
	}
	return (bad != 0);
}

static void
test_own_pipe(void **state)
{
	(void)state;
	remap_make_files();
	on_each_way(check_pipe, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_refusals),
		CASE(test_failing),
		CASE(test_full_table),
		CASE(test_arrays_are_copied),
		CASE(test_own_pipe),
	};

	return (run_cases(cases));
}
