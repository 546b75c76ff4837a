/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the objects take from the heap is given back, and a heap that has no
 * more gives ENOMEM and leaves the list, the attributes and errno as they were.
 *
 * POSIX.1-2024, posix_spawn_file_actions_addopen() and its kin: ERRORS
 * [ENOMEM].
 */
#include "heap_watch.h"

/* The steps of a program that fills both objects; each may ask for memory. */
struct objects {
	posix_spawn_file_actions_t o_actions;
	posix_spawnattr_t o_attr;
	spawnx_failure_t o_where;
};

static int
fill(struct objects *o, int step)
{
	posix_spawn_file_actions_t *fa = &o->o_actions;

	switch (step) {
	case 0:
		return (spawnx_attr_setfailure(&o->o_attr, &o->o_where));
	case 1:
		return (spawnx_file_actions_addopen(
		    fa, 50, "/dev/null", O_RDONLY, 0));
	case 2:
		return (spawnx_file_actions_adddup2(fa, 50, 51));
	case 3:
		return (spawnx_file_actions_addchdir(fa, "/"));
	case 4:
		return (spawnx_file_actions_addfchdir(fa, 51));
	case 5:
		return (spawnx_file_actions_addinherit(fa, 51));
	case 6:
		return (spawnx_file_actions_addtcsetpgrp(fa, 51));
	case 7:
		return (spawnx_file_actions_addremap(
		    fa, 2, (const int[]){ 50, 51 }, (const int[]){ 51, 50 }));
	default: /* beyond 8 actions, and beyond 16 */
		return (step % 2 == 0
			    ? spawnx_file_actions_addclose(fa, 50)
			    : spawnx_file_actions_addclosefrom(fa, 100));
	}
}

#define STEPS 25

static void
make_objects(struct objects *o, int steps)
{
	assert_int_equal(spawnx_file_actions_init(&o->o_actions), 0);
	assert_int_equal(spawnx_attr_init(&o->o_attr), 0);
	for (int i = 0; i < steps; i++)
		assert_int_equal(fill(o, i), 0);
}

static void
destroy_objects(struct objects *o)
{
	assert_int_equal(spawnx_file_actions_destroy(&o->o_actions), 0);
	assert_int_equal(spawnx_attr_destroy(&o->o_attr), 0);
	assert_int_equal(live, 0);
}

static void
expect_remembered(struct objects *o)
{
	pid_t pid = -1;

	assert_int_equal(spawnx_spawn(&pid, "/none", &o->o_actions, &o->o_attr,
			     ARGV("none"), environ),
	    ENOMEM);
	assert_int_equal(pid, -1);
}

/*
 * Where init allocates, an object that it could not make is refused by all that
 * comes after it, whatever was there before.
 */
static void
test_init_without_memory(void **state)
{
	struct objects o;
	int rc, later;

	(void)state;
	memset(&o, 0x5a, sizeof(o));
	heap_watch(0);
	fails_to = 1000;
	rc = spawnx_file_actions_init(&o.o_actions);
	assert_int_equal(spawnx_attr_init(&o.o_attr), rc);
	assert_true(rc == 0 || rc == ENOMEM);
	later = rc == 0 ? ENOMEM : EINVAL;
	assert_int_equal(spawnx_file_actions_addclose(&o.o_actions, 3), later);
	assert_int_equal(spawnx_attr_setnice(&o.o_attr, 5), later);
	fails_to = 0;
	assert_int_equal(spawnx_spawn(NULL, "/none", &o.o_actions, NULL,
			     ARGV("none"), environ),
	    later);
	assert_int_equal(
	    spawnx_spawn(NULL, "/none", NULL, &o.o_attr, ARGV("none"), environ),
	    later);
	later = rc == 0 ? 0 : EINVAL;
	assert_int_equal(spawnx_file_actions_destroy(&o.o_actions), later);
	assert_int_equal(spawnx_attr_destroy(&o.o_attr), later);
	(void)heap_leave();
}

/* Each step with its first, second, ... request failing, then without. */
static void
test_every_request_fails_once(void **state)
{
	struct objects o;
	unsigned n;
	int rc;

	(void)state;
	for (int step = 0; step < STEPS; step++) {
		for (n = 1;; n++) {
			heap_watch(0);
			make_objects(&o, step);
			fails_at = requests + n;
			rc = fill(&o, step);
			if (rc == 0)
				break;
			assert_int_equal(rc, ENOMEM);
			expect_remembered(&o);
			destroy_objects(&o);
			(void)heap_leave();
		}
		assert_true(n <= 3);
		destroy_objects(&o);
		(void)heap_leave();
	}
}

/* One setter of each kind: a number, a string, an array, each of them twice. */
static int
set_one(posix_spawnattr_t *attr, int step)
{
	static const gid_t groups[3] = { 1, 2, 3 };
	static const int fds[2] = { 900, 901 };
	static const char *const paths[2] = { "/a", "/b" };

	switch (step) {
	case 0:
		return (spawnx_attr_setnice(attr, 5));
	case 1:
		return (spawnx_attr_setsearchpath(attr, "/a:/b"));
	case 2:
		return (spawnx_attr_setchroot(attr, "/a"));
	case 3:
		return (spawnx_attr_setgroups(attr, 3, groups));
	case 4:
		return (spawnx_attr_setaffinity(attr, 5, "abcd"));
	case 5:
		return (spawnx_attr_setnsfds(attr, 2, fds));
	case 6:
		return (spawnx_attr_setcandidates(attr, 2, paths));
	case 7:
		return (spawnx_attr_setwrites(attr, 1, paths));
	default:
		return (set_one(attr, step - 8));
	}
}

/* What was set stays set, to the same value. */
static void
assert_values(const posix_spawnattr_t *attr, int steps)
{
	const gid_t *groups;
	const char *path;
	size_t n;
	int nice_value;

	assert_int_equal(
	    spawnx_attr_getnice(attr, &nice_value), steps > 0 ? 0 : ENOENT);
	assert_int_equal(
	    spawnx_attr_getsearchpath(attr, &path), steps > 1 ? 0 : ENOENT);
	if (steps > 1)
		assert_string_equal(path, "/a:/b");
	assert_int_equal(
	    spawnx_attr_getgroups(attr, &n, &groups), steps > 3 ? 0 : ENOENT);
	if (steps > 3)
		assert_int_equal(groups[2], 3);
}

static void
test_setters_fail_whole(void **state)
{
	posix_spawnattr_t attr;
	int rc;

	(void)state;
	for (int step = 0; step < 12; step++) {
		for (unsigned n = 1;; n++) {
			heap_watch(0);
			assert_int_equal(spawnx_attr_init(&attr), 0);
			for (int i = 0; i < step; i++)
				assert_int_equal(set_one(&attr, i), 0);
			fails_at = requests + n;
			rc = set_one(&attr, step);
			assert_true(rc == 0 || rc == ENOMEM);
			assert_values(&attr, rc == 0 ? step + 1 : step);
			assert_int_equal(spawnx_attr_destroy(&attr), 0);
			assert_int_equal(live, 0);
			(void)heap_leave();
			if (rc == 0)
				break;
			assert_true(n <= 2);
		}
	}
}

/*
 * What the failed step was to add is not there: the spawn does the rest, if
 * the step was by a function that does not make the spawn fail.
 */
static void
test_actions_are_whole_after_enomem(void **state)
{
	struct objects o;
	struct report *r;

	(void)state;
	for (unsigned n = 1; n <= 2; n++) {
		make_objects(&o, 3);
		heap_watch(0);
		for (int i = 0; i < 6; i++)
			assert_int_equal(
			    spawnx_file_actions_addclose(&o.o_actions, 60), 0);
		live = 0;
		fails_at = requests + n;
		assert_int_equal(posix_spawn_file_actions_addopen(&o.o_actions,
				     52, "/dev/null", O_RDONLY, 0),
		    ENOMEM);
		(void)heap_leave();
		r = run_report(family_spawnx(), &o.o_actions, &o.o_attr, NULL);
		assert_non_null(report_fd(r, 50, ""));
		assert_non_null(report_fd(r, 51, ""));
		assert_null(report_fd(r, 52, ""));
		report_free(r);
		live = 0;
		assert_int_equal(spawnx_file_actions_destroy(&o.o_actions), 0);
		assert_int_equal(spawnx_attr_destroy(&o.o_attr), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_init_without_memory),
		CASE(test_every_request_fails_once),
		CASE(test_setters_fail_whole),
		CASE(test_actions_are_whole_after_enomem),
	};

	return (run_cases(cases));
}
