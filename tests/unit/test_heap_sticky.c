/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A setter that fails without memory makes the spawn fail even if there is no
 * memory to remember it either.
 *
 * Not of POSIX: spawnx_failure(3), "Errors of setters".
 */
#include "heap_watch.h"

#include "attr_pairs.h"

static int
spawn(const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at)
{
	pid_t pid;
	int rc;

	rc = spawnx_spawn(&pid, "/none", fa, at, ARGV("none"), environ);
	assert_int_not_equal(rc, 0);
	return (rc);
}

/* Its first `refusals` requests fail. */
static int
set_without_memory(
    const struct pair *row, posix_spawnattr_t *at, unsigned refusals)
{
	int rc;

	heap_watch(1);
	fails_to = refusals;
	rc = row->set(at);
	fails_to = 0;
	(void)heap_leave();
	return (rc);
}

static void
check_row(const struct pair *row, unsigned refusals)
{
	spawnx_failure_t where;
	posix_spawnattr_t at;
	char name[64];

	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(set_without_memory(row, &at, refusals), ENOMEM);
	assert_int_equal(spawn(NULL, &at), ENOMEM);
	/* With memory again it is known which. */
	assert_int_equal(spawnx_attr_setfailure(&at, &where), 0);
	assert_int_equal(spawn(NULL, &at), ENOMEM);
	assert_int_equal(where.step, SPAWNX_STEP_ARGUMENT);
	(void)snprintf(name, sizeof(name), "spawnx_attr_set%s", row->name);
	assert_int_equal(strcasecmp(where.setter, name), 0);
	/* RLIMIT has several: which one it was is not known any more. */
	if (row->which == SPAWNX_ATTR_RLIMIT)
		assert_int_equal(spawnx_attr_unset(&at, row->which), 0);
	assert_int_equal(row->set(&at), 0);
	assert_int_not_equal(spawn(NULL, &at), ENOMEM);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

static void
test_attributes(void **state)
{
	const struct pair *row;

	(void)state;
	FOR_EACH_PAIR(row)
	{
		check_row(row, 1); /* there is some again, to remember it */
		check_row(row, 1000);
	}
}

/* It is made good in the object alone, too: without memory for a pointer. */
static void
test_made_good_without_memory(void **state)
{
	const struct pair *a = &pairs[0], *b = &pairs[1];
	posix_spawnattr_t at;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(set_without_memory(a, &at, 1000), ENOMEM);
	assert_int_equal(spawnx_attr_unset(&at, b->which), 0);
	assert_int_equal(spawn(NULL, &at), ENOMEM);
	assert_int_equal(spawnx_attr_unset(&at, a->which), 0);
	assert_int_equal(spawn(NULL, &at), ENOENT);
	/* Of two it is known that there was another one. */
	assert_int_equal(set_without_memory(a, &at, 1000), ENOMEM);
	assert_int_equal(set_without_memory(b, &at, 1000), ENOMEM);
	assert_int_equal(spawnx_attr_unset(&at, a->which), 0);
	assert_int_equal(spawn(NULL, &at), ENOMEM);
	assert_int_equal(spawnx_attr_setumask(&at, 022), 0);
	assert_int_equal(spawnx_attr_unset(&at, a->which), 0);
	assert_int_equal(spawn(NULL, &at), ENOMEM);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawn(NULL, &at), ENOENT);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

static void
test_failure(void **state)
{
	posix_spawnattr_t at;
	spawnx_failure_t where;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	heap_watch(1);
	fails_to = 1000;
	assert_int_equal(spawnx_attr_setfailure(&at, &where), ENOMEM);
	fails_to = 0;
	(void)heap_leave();
	assert_int_equal(spawn(NULL, &at), ENOMEM);
	assert_int_equal(spawnx_attr_setfailure(&at, &where), 0);
	assert_int_equal(spawn(NULL, &at), ENOENT);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

/* The first action has no list yet, where it could be remembered. */
static void
test_actions(void **state)
{
	posix_spawn_file_actions_t fa;
	spawnx_failure_t where;
	posix_spawnattr_t at;
	size_t count = 77;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setfailure(&at, &where), 0);
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	heap_watch(1);
	fails_to = 1000;
	assert_int_equal(spawnx_file_actions_addchdir(&fa, "/"), ENOMEM);
	fails_to = 0;
	(void)heap_leave();
	for (int i = 0; i < 2; i++) {
		assert_int_equal(spawn(&fa, &at), ENOMEM);
		assert_string_equal(
		    where.setter, "spawnx_file_actions_addchdir");
		assert_int_equal(spawnx_file_actions_count(&fa, &count), 0);
		assert_int_equal(count, (size_t)i);
		assert_int_equal(spawnx_file_actions_addclose(&fa, 60), 0);
	}
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(spawn(&fa, &at), ENOENT);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_attributes),
		CASE(test_made_good_without_memory),
		CASE(test_failure),
		CASE(test_actions),
	};

	return (run_cases(cases));
}
