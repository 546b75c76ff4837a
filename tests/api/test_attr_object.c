/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes without flags, in their object: what is set is got, what is
 * not set is ENOENT, bad values are refused at once and change nothing, arrays
 * and strings are copies.
 *
 * Extensions.
 */
#include "attr_pairs.h"

static void
assert_got(const posix_spawnattr_t *at, const struct pair *pair, int error)
{
	bool same = false;

	errno = 4711;
	assert_int_equal(pair->get(at, &same), error);
	assert_true(same);
	assert_int_equal(pair->get_null(at), EINVAL);
	assert_int_equal(errno, 4711);
}

/* Setting one sets no other. */
static void
test_set_get_unset(void **state)
{
	const struct pair *pair;
	posix_spawnattr_t at;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	FOR_EACH_PAIR(pair)
	{
		assert_got(&at, pair, ENOENT);
		assert_int_equal(spawnx_attr_unset(&at, pair->which), 0);
		assert_int_equal(pair->set(&at), 0);
		assert_int_equal(pair->set(&at), 0);
		assert_got(&at, pair, 0);
		for (size_t i = 0; i < COUNT(pairs); i++)
			if (&pairs[i] != pair)
				assert_got(&at, &pairs[i], ENOENT);
		assert_int_equal(spawnx_attr_unset(&at, pair->which), 0);
		assert_got(&at, pair, ENOENT);
	}
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

/* All at once; destroy releases what is still set. */
static void
test_all_together(void **state)
{
	const struct pair *pair;
	posix_spawnattr_t at;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	FOR_EACH_PAIR(pair)
	assert_int_equal(pair->set(&at), 0);
	FOR_EACH_PAIR(pair)
	assert_got(&at, pair, 0);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
	FOR_EACH_PAIR(pair)
	{
		if (!OBJECTS_ARE_POINTERS)
			assert_got(&at, pair, ENOENT);
	}
}

static void
expect_refusal(posix_spawnattr_t *at)
{
	const struct pair *pair;
	bool same;

	FOR_EACH_PAIR(pair)
	{
		assert_int_equal(pair->set(at), EINVAL);
		assert_int_equal(pair->get(at, &same), EINVAL);
		assert_int_equal(pair->get_null(at), EINVAL);
		assert_int_equal(spawnx_attr_unset(at, pair->which), EINVAL);
	}
}

static void
test_foreign_objects(void **state)
{
	posix_spawnattr_t at, was;

	(void)state;
	expect_refusal(NULL);
	memset(&at, 0x5a, sizeof(at));
	was = at;
	expect_refusal(&at);
	assert_memory_equal(&at, &was, sizeof(at));
}

static void
test_what_a_flag_governs(void **state)
{
	static const int rows[] = { SPAWNX_ATTR_SETSID, SPAWNX_ATTR_RESETIDS,
		SPAWNX_ATTR_CLOEXEC_DEFAULT, SPAWNX_ATTR_HANDLE,
		SPAWNX_ATTR_SIGIGNORE + (int)COUNT(pairs), -1, 63, 64, INT_MAX,
		INT_MIN };
	posix_spawnattr_t at;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    spawnx_attr_unset(&at, (enum spawnx_attribute)rows[i]),
		    EINVAL);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_set_get_unset),
		CASE(test_all_together),
		CASE(test_foreign_objects),
		CASE(test_what_a_flag_governs),
	};

	return (run_cases(cases));
}
