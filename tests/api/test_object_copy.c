/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A copy of an object has all that the other one had, and shares nothing with
 * it: either may be changed, and destroyed, first.
 *
 * Extension: spawnx_file_actions_copy(3), spawnx_attr_copy(3).
 */
#include "attr_pairs.h"

static void
assert_got(const posix_spawnattr_t *at, const struct pair *pair, int error)
{
	bool same = false;

	assert_int_equal(pair->get(at, &same), error);
	assert_true(same);
}

static void
test_each_attribute(void **state)
{
	posix_spawnattr_t from, to;
	const struct pair *pair;

	(void)state;
	FOR_EACH_PAIR(pair)
	{
		assert_int_equal(spawnx_attr_init(&from), 0);
		assert_int_equal(pair->set(&from), 0);
		assert_int_equal(spawnx_attr_copy(&to, &from), 0);
		assert_int_equal(spawnx_attr_unset(&from, pair->which), 0);
		assert_got(&to, pair, 0);
		assert_int_equal(spawnx_attr_destroy(&from), 0);
		assert_got(&to, pair, 0);
		assert_int_equal(spawnx_attr_destroy(&to), 0);
	}
}

static void
test_all_attributes(void **state)
{
	posix_spawnattr_t from, to;
	const struct pair *pair;

	(void)state;
	assert_int_equal(spawnx_attr_init(&from), 0);
	FOR_EACH_PAIR(pair)
	assert_int_equal(pair->set(&from), 0);
	assert_int_equal(spawnx_attr_copy(&to, &from), 0);
	FOR_EACH_PAIR(pair)
	{
		assert_int_equal(spawnx_attr_unset(&to, pair->which), 0);
		assert_got(&to, pair, ENOENT);
		assert_got(&from, pair, 0);
	}
	assert_int_equal(spawnx_attr_destroy(&to), 0);
	assert_int_equal(spawnx_attr_destroy(&from), 0);
}

/* POSIX's, by the host's names as well, and the failure that is named. */
static void
test_plain_attributes(void **state)
{
	const struct spawn_family *f = family_host_names();
	posix_spawnattr_t from, to;
	spawnx_failure_t failure;
	sigset_t set, got;
	short flags = 0;
	pid_t pgroup = -1;

	(void)state;
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGUSR1);
	assert_int_equal(f->attr_init(&from), 0);
	assert_int_equal(
	    f->setflags(&from, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK),
	    0);
	assert_int_equal(f->setpgroup(&from, 77), 0);
	assert_int_equal(f->setsigmask(&from, &set), 0);
	assert_int_equal(spawnx_attr_setfailure(&from, &failure), 0);
	assert_int_equal(spawnx_attr_copy(&to, &from), 0);
	assert_int_equal(f->attr_destroy(&from), 0);
	assert_int_equal(spawnx_attr_getflags(&to, &flags), 0);
	assert_int_equal(flags, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
	assert_int_equal(spawnx_attr_getpgroup(&to, &pgroup), 0);
	assert_int_equal(pgroup, 77);
	assert_int_equal(spawnx_attr_getsigmask(&to, &got), 0);
	assert_int_equal(sigismember(&got, SIGUSR1), 1);
	expect_failure(EINVAL, NULL,
	    spawnx_spawn(NULL, NULL, NULL, &to, ARGV("x"), environ));
	assert_int_equal(failure.error, EINVAL);
	assert_int_equal(failure.step, SPAWNX_STEP_ARGUMENT);
	assert_int_equal(f->attr_destroy(&to), 0);
}

/* One action of each kind that owns something, and some that do not. */
static void
fill(posix_spawn_file_actions_t *fa)
{
	assert_int_equal(spawnx_file_actions_init(fa), 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(spawnx_file_actions_addopen(
				     fa, 7, "/dev/null", O_RDONLY, 0644),
		    0);
		assert_int_equal(spawnx_file_actions_adddup2(fa, 7, 8), 0);
		assert_int_equal(
		    spawnx_file_actions_addremap(
			fa, 2, (const int[]){ 7, 8 }, (const int[]){ 8, 7 }),
		    0);
		assert_int_equal(
		    spawnx_file_actions_addwrite(fa, "/dev/null", "da\0ta", 5),
		    0);
		assert_int_equal(spawnx_file_actions_addchdir(fa, "/"), 0);
		assert_int_equal(spawnx_file_actions_addclose(fa, 7), 0);
	}
}

static void
assert_same(const spawnx_file_action_t *a, const spawnx_file_action_t *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->fd, b->fd);
	assert_int_equal(a->newfd, b->newfd);
	assert_int_equal(a->oflag, b->oflag);
	assert_int_equal(a->mode, b->mode);
	assert_int_equal(a->count, b->count);
	assert_int_equal(a->size, b->size);
	assert_int_equal(a->path == NULL, b->path == NULL);
	if (a->path != NULL) {
		assert_string_equal(a->path, b->path);
		assert_true(a->path != b->path);
	}
	if (a->count > 0) {
		assert_memory_equal(a->from, b->from, a->count * sizeof(int));
		assert_memory_equal(a->to, b->to, a->count * sizeof(int));
		assert_true(a->from != b->from);
	}
	if (a->size > 0) {
		assert_memory_equal(a->data, b->data, a->size);
		assert_true(a->data != b->data);
	}
}

static void
test_file_actions(void **state)
{
	posix_spawn_file_actions_t from, to;
	spawnx_file_action_t a, b;
	size_t n = 0, m = 0;

	(void)state;
	fill(&from);
	assert_int_equal(spawnx_file_actions_copy(&to, &from), 0);
	assert_int_equal(spawnx_file_actions_count(&from, &n), 0);
	assert_int_equal(spawnx_file_actions_count(&to, &m), 0);
	assert_int_equal(n, 18);
	assert_int_equal(m, n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(
		    spawnx_file_actions_get(&from, i, &a, sizeof(a)), 0);
		assert_int_equal(
		    spawnx_file_actions_get(&to, i, &b, sizeof(b)), 0);
		assert_same(&a, &b);
	}
	/* What is added to one of them is not in the other. */
	for (int i = 0; i < 20; i++)
		assert_int_equal(spawnx_file_actions_addclose(&to, 9), 0);
	assert_int_equal(spawnx_file_actions_count(&from, &n), 0);
	assert_int_equal(n, 18);
	assert_int_equal(spawnx_file_actions_destroy(&from), 0);
	assert_int_equal(spawnx_file_actions_count(&to, &m), 0);
	assert_int_equal(m, 38);
	assert_int_equal(spawnx_file_actions_destroy(&to), 0);
}

/* The copies alone make the child what the others would have. */
static void
test_spawn(void **state)
{
	posix_spawn_file_actions_t fa, actions;
	posix_spawnattr_t at, attr;
	struct report *r;

	(void)state;
	fill(&fa);
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setumask(&at, 0751), 0);
	assert_int_equal(spawnx_file_actions_copy(&actions, &fa), 0);
	assert_int_equal(spawnx_attr_copy(&attr, &at), 0);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
	r = run_report(family_spawnx(), &actions, &attr, NULL);
	assert_string_equal(report_get(r, "cwd"), "/");
	assert_string_equal(report_get(r, "umask"), "0751");
	report_free(r);
	assert_int_equal(spawnx_file_actions_destroy(&actions), 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* A function that failed for the one fails the spawn of the other. */
static void
test_failures_are_remembered(void **state)
{
	posix_spawn_file_actions_t fa, actions;
	posix_spawnattr_t at, attr;

	(void)state;
	for (int filled = 0; filled < 2; filled++) {
		assert_int_equal(spawnx_file_actions_init(&fa), 0);
		assert_int_equal(spawnx_attr_init(&at), 0);
		if (filled) {
			assert_int_equal(
			    spawnx_file_actions_addclose(&fa, 9), 0);
			assert_int_equal(spawnx_attr_setumask(&at, 022), 0);
		}
		assert_int_equal(spawnx_file_actions_addclose(&fa, -1), EBADF);
		assert_int_equal(spawnx_attr_setumask(&at, 01000), EINVAL);
		assert_int_equal(spawnx_file_actions_copy(&actions, &fa), 0);
		assert_int_equal(spawnx_attr_copy(&attr, &at), 0);
		expect_failure(EBADF, NULL,
		    spawnx_spawn(NULL, report_program(), &actions, NULL,
			ARGV("report", "none"), environ));
		expect_failure(EINVAL, NULL,
		    spawnx_spawn(NULL, report_program(), NULL, &attr,
			ARGV("report", "none"), environ));
		assert_int_equal(spawnx_file_actions_destroy(&actions), 0);
		assert_int_equal(spawnx_attr_destroy(&attr), 0);
		assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
		assert_int_equal(spawnx_attr_destroy(&at), 0);
	}
}

static void
test_arguments(void **state)
{
	posix_spawn_file_actions_t fa, foreign;
	posix_spawnattr_t at;
	size_t n = 7;
	short flags = 7;

	(void)state;
	memset(&foreign, 0x5a, sizeof(foreign));
	assert_int_equal(spawnx_file_actions_copy(NULL, NULL), EINVAL);
	assert_int_equal(spawnx_attr_copy(NULL, NULL), EINVAL);
	assert_int_equal(spawnx_file_actions_copy(&fa, NULL), 0);
	assert_int_equal(spawnx_file_actions_count(&fa, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(spawnx_file_actions_copy(&fa, &fa), EINVAL);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(spawnx_attr_copy(&at, NULL), 0);
	assert_int_equal(spawnx_attr_getflags(&at, &flags), 0);
	assert_int_equal(flags, 0);
	assert_int_equal(spawnx_attr_copy(&at, &at), EINVAL);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
	if (!OBJECTS_ARE_POINTERS)
		assert_int_equal(
		    spawnx_file_actions_copy(&fa, &foreign), EINVAL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_each_attribute),
		CASE(test_all_attributes),
		CASE(test_plain_attributes),
		CASE(test_file_actions),
		CASE(test_spawn),
		CASE(test_failures_are_remembered),
		CASE(test_arguments),
	};

	return (run_cases(cases));
}
