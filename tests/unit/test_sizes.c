/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A size that grows with the caller's input does not wrap: spx_size_add(), by
 * itself, and functions that are given more than there can be.
 *
 * Not of POSIX.
 */
#include "check.h"

#include "base/spx.h"

static void
test_sums(void **state)
{
	static const struct {
		const char *name;
		size_t total, n, element;
		bool fits;
	} rows[] = {
		{ "nothing", 0, 0, 0, true },
		{ "a few", 10, 3, 7, true },
		{ "all", 0, SIZE_MAX, 1, true },
		{ "all, the other way round", 0, 1, SIZE_MAX, true },
		{ "up to the end", SIZE_MAX - 6, 3, 2, true },
		{ "one more", SIZE_MAX - 5, 3, 2, false },
		{ "nothing more", SIZE_MAX, 0, 8, true },
		{ "two more", SIZE_MAX, 1, 1, false },
		{ "a product that wraps to 0", 5, SIZE_MAX / 2 + 1, 2, false },
		{ "one that wraps to 2", 5, SIZE_MAX / 2 + 2, 2, false },
	}, *row;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		size_t total = row->total;

		assert_int_equal(
		    spx_size_add(&total, row->n, row->element), row->fits);
		if (row->fits)
			assert_int_equal(
			    total, row->total + row->n * row->element);
	}
}

/* What is too large to be is refused before it is looked at. */
static void
test_arguments(void **state)
{
	const int numbers[] = { 3, 4 };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	size_t n;

	(void)state;
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	for (n = SIZE_MAX; n > INT_MAX; n /= 2) {
		assert_int_equal(
		    spawnx_file_actions_addremap(&fa, n, numbers, numbers),
		    ENOMEM);
		assert_int_equal(
		    spawnx_attr_setaffinity(&attr, n, numbers), EINVAL);
		assert_int_equal(
		    spawnx_attr_setgroups(&attr, n, (const gid_t *)numbers),
		    EINVAL);
	}
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_sums),
		CASE(test_arguments),
	};

	return (run_cases(cases));
}
