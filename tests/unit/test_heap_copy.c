/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A copy for which there is not memory enough is none: nothing is left of it,
 * and the object that was to be copied is whole.
 */
#include "heap_watch.h"

#include "attr_pairs.h"

#define GROUPS 3

static void
fill(posix_spawn_file_actions_t *fa, posix_spawnattr_t *at)
{
	static const gid_t groups[GROUPS] = { 1, 2, 3 };
	static const char *const paths[2] = { "/a", "/bc" };

	assert_int_equal(spawnx_file_actions_init(fa), 0);
	assert_int_equal(spawnx_attr_init(at), 0);
	assert_int_equal(
	    spawnx_file_actions_addopen(fa, 7, "/dev/null", O_RDONLY, 0), 0);
	assert_int_equal(spawnx_file_actions_addremap(fa, 2,
			     (const int[]){ 7, 8 }, (const int[]){ 8, 7 }),
	    0);
	assert_int_equal(spawnx_file_actions_addchdir(fa, "/"), 0);
	assert_int_equal(
	    spawnx_file_actions_addwrite(fa, "/a/file", "text", 4), 0);
	assert_int_equal(spawnx_attr_setsearchpath(at, "/a:/b"), 0);
	assert_int_equal(spawnx_attr_setgroups(at, GROUPS, groups), 0);
	assert_int_equal(spawnx_attr_setcandidates(at, 2, paths), 0);
}

static void
assert_whole(posix_spawn_file_actions_t *fa, posix_spawnattr_t *at)
{
	const char *const *paths;
	const gid_t *groups;
	size_t n;

	assert_int_equal(spawnx_file_actions_count(fa, &n), 0);
	assert_int_equal(n, 4);
	assert_int_equal(spawnx_attr_getgroups(at, &n, &groups), 0);
	assert_int_equal(n, GROUPS);
	assert_int_equal(groups[GROUPS - 1], GROUPS);
	assert_int_equal(spawnx_attr_getcandidates(at, &n, &paths), 0);
	assert_int_equal(n, 2);
	assert_string_equal(paths[1], "/bc");
}

/* The first, second, ... request of each fails, until none does. */
static void
test_every_request_fails_once(void **state)
{
	posix_spawn_file_actions_t fa, actions;
	posix_spawnattr_t at, attr;
	int before, rc = ENOMEM, rc_attr = ENOMEM;

	(void)state;
	for (unsigned n = 1; rc != 0 || rc_attr != 0; n++) {
		assert_true(n < 10);
		heap_watch(0);
		fill(&fa, &at);
		before = (int)live;
		fails_at = requests + n;
		rc = spawnx_file_actions_copy(&actions, &fa);
		if (rc == 0)
			assert_int_equal(
			    spawnx_file_actions_destroy(&actions), 0);
		else
			assert_int_equal(rc, ENOMEM);
		assert_int_equal(live, before);
		fails_at = requests + n;
		rc_attr = spawnx_attr_copy(&attr, &at);
		if (rc_attr == 0) {
			assert_whole(&fa, &attr);
			assert_int_equal(spawnx_attr_destroy(&attr), 0);
		} else {
			assert_int_equal(rc_attr, ENOMEM);
		}
		assert_int_equal(live, before);
		assert_whole(&fa, &at);
		assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
		assert_int_equal(spawnx_attr_destroy(&at), 0);
		assert_int_equal(live, 0);
		(void)heap_leave();
	}
}

static void
assert_has_all(const posix_spawnattr_t *at)
{
	const struct pair *pair;
	bool same;

	FOR_EACH_PAIR(pair)
	{
		same = false;
		assert_int_equal(pair->get(at, &same), 0);
		assert_true(same);
	}
}

/* With every attribute that owns memory. */
static void
test_every_attribute(void **state)
{
	posix_spawnattr_t from, to;
	const struct pair *pair;
	int before, rc = ENOMEM;
	unsigned n;

	(void)state;
	heap_watch(0);
	assert_int_equal(spawnx_attr_init(&from), 0);
	FOR_EACH_PAIR(pair)
	assert_int_equal(pair->set(&from), 0);
	before = live;
	for (n = 1; rc != 0; n++) {
		fails_at = requests + n;
		rc = spawnx_attr_copy(&to, &from);
		if (rc != 0) {
			assert_int_equal(rc, ENOMEM);
			assert_int_equal(live, before);
		}
		assert_has_all(&from);
	}
	assert_true(n > 5);
	assert_has_all(&to);
	assert_int_equal(spawnx_attr_destroy(&from), 0);
	assert_has_all(&to);
	assert_int_equal(spawnx_attr_destroy(&to), 0);
	assert_int_equal(live, 0);
	(void)heap_leave();
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_every_attribute),
		CASE(test_every_request_fails_once),
	};

	return (run_cases(cases));
}
