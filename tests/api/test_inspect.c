/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An actions object can be read: each action as it was added, in order,
 * whichever names it was added by, and nothing else.
 *
 * Not of POSIX: spawnx_file_actions_count(), spawnx_file_actions_get().
 */
#include "check.h"

static const int from[] = { 3, 4, 3 }, to[] = { 4, 3, 5 };

#define EVERY                                                              \
	"o5=/dev/null O6=relative/path x7=/x c8 d9:10 i11 f12 C=/tmp F13 " \
	"t14 x15 p16 W=/y"

static const struct expected {
	const char *name;
	spawnx_file_action_t action;
} expected[] = {
	{ "open", { .kind = SPAWNX_ACTION_OPEN,
		      .fd = 5,
		      .oflag = O_RDONLY,
		      .mode = 0666,
		      .path = "/dev/null" } },
	{ "open, relative", { .kind = SPAWNX_ACTION_OPEN,
				.fd = 6,
				.oflag = O_RDONLY | O_CLOEXEC,
				.mode = 0666,
				.path = "relative/path" } },
	{ "create", { .kind = SPAWNX_ACTION_OPEN,
			.fd = 7,
			.oflag = O_WRONLY | O_CREAT | O_EXCL,
			.mode = 0666,
			.path = "/x" } },
	{ "close", { .kind = SPAWNX_ACTION_CLOSE, .fd = 8 } },
	{ "dup2", { .kind = SPAWNX_ACTION_DUP2, .fd = 9, .newfd = 10 } },
	{ "inherit", { .kind = SPAWNX_ACTION_INHERIT, .fd = 11 } },
	{ "closefrom", { .kind = SPAWNX_ACTION_CLOSEFROM, .fd = 12 } },
	{ "chdir", { .kind = SPAWNX_ACTION_CHDIR, .path = "/tmp" } },
	{ "fchdir", { .kind = SPAWNX_ACTION_FCHDIR, .fd = 13 } },
	{ "tcsetpgrp", { .kind = SPAWNX_ACTION_TCSETPGRP, .fd = 14 } },
	{ "cloexecfrom", { .kind = SPAWNX_ACTION_CLOEXECFROM, .fd = 15 } },
	{ "inheritopen", { .kind = SPAWNX_ACTION_INHERITOPEN, .fd = 16 } },
	{ "write", { .kind = SPAWNX_ACTION_WRITE, .path = "/y", .size = 4 } },
	{ "remap", { .kind = SPAWNX_ACTION_REMAP, .count = 3 } },
	{ "empty remap", { .kind = SPAWNX_ACTION_REMAP } },
};

static void
fill(const struct spawn_family *f, posix_spawn_file_actions_t *fa)
{
	assert_int_equal(f->actions_init(fa), 0);
	assert_int_equal(add_actions(f, fa, EVERY), 0);
	assert_int_equal(spawnx_file_actions_addremap(fa, 3, from, to), 0);
	assert_int_equal(spawnx_file_actions_addremap(fa, 0, NULL, NULL), 0);
}

static void
expect_action(const spawnx_file_action_t *a, const spawnx_file_action_t *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->fd, b->fd);
	assert_int_equal(a->newfd, b->newfd);
	assert_int_equal(a->oflag, b->oflag);
	assert_int_equal(a->mode, b->mode);
	assert_int_equal(a->count, b->count);
	assert_int_equal(a->size, b->size);
	if (a->size > 0)
		assert_memory_equal(a->data, "text", a->size);
	if (b->path == NULL)
		assert_null(a->path);
	else
		assert_string_equal(a->path, b->path);
	if (b->kind != SPAWNX_ACTION_REMAP) {
		assert_null(a->from);
		assert_null(a->to);
	}
}

static void
test_every_kind(void **state)
{
	const struct spawn_family *f;
	const struct expected *row;
	posix_spawn_file_actions_t fa;
	spawnx_file_action_t a;
	size_t n;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		fill(f, &fa);
		assert_int_equal(spawnx_file_actions_count(&fa, &n), 0);
		assert_int_equal(n, COUNT(expected));
		FOR_EACH_ROW(row, expected)
		{
			memset(&a, 0x55, sizeof(a));
			assert_int_equal(
			    spawnx_file_actions_get(
				&fa, (size_t)(row - expected), &a, sizeof(a)),
			    0);
			expect_action(&a, &row->action);
		}
		assert_int_equal(f->actions_destroy(&fa), 0);
	}
}

/* As they were given, not in the order in which they are done. */
static void
test_remap_arrays(void **state)
{
	posix_spawn_file_actions_t fa;
	spawnx_file_action_t a;

	(void)state;
	fill(family_spawnx(), &fa);
	assert_int_equal(
	    spawnx_file_actions_get(&fa, COUNT(expected) - 2, &a, sizeof(a)),
	    0);
	assert_memory_equal(a.from, from, sizeof(from));
	assert_memory_equal(a.to, to, sizeof(to));
	assert_true(a.from != from && a.to != to);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

static void
test_empty(void **state)
{
	posix_spawn_file_actions_t fa;
	spawnx_file_action_t a, before;
	size_t n = 77;

	(void)state;
	memset(&fa, 0, sizeof(fa));
	if (OBJECTS_ARE_POINTERS)
		assert_int_equal(spawnx_file_actions_init(&fa), 0);
	memset(&a, 0x55, sizeof(a));
	before = a;
	assert_int_equal(spawnx_file_actions_count(&fa, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(
	    spawnx_file_actions_get(&fa, 0, &a, sizeof(a)), EINVAL);
	assert_memory_equal(&a, &before, sizeof(a));
}

static void
test_bad_arguments(void **state)
{
	posix_spawn_file_actions_t fa, foreign;
	spawnx_file_action_t a, before;
	size_t n = 77;

	(void)state;
	fill(family_spawnx(), &fa);
	memset(&foreign, 0x11, sizeof(foreign));
	memset(&a, 0x55, sizeof(a));
	before = a;
	errno = ERANGE;
	assert_int_equal(spawnx_file_actions_count(NULL, &n), EINVAL);
	assert_int_equal(spawnx_file_actions_count(&foreign, &n), EINVAL);
	assert_int_equal(spawnx_file_actions_count(&fa, NULL), EINVAL);
	assert_int_equal(n, 77);
	assert_int_equal(
	    spawnx_file_actions_get(NULL, 0, &a, sizeof(a)), EINVAL);
	assert_int_equal(
	    spawnx_file_actions_get(&foreign, 0, &a, sizeof(a)), EINVAL);
	assert_int_equal(
	    spawnx_file_actions_get(&fa, 0, NULL, sizeof(a)), EINVAL);
	assert_int_equal(
	    spawnx_file_actions_get(&fa, 0, &a, sizeof(a) - 1), EINVAL);
	assert_int_equal(
	    spawnx_file_actions_get(&fa, COUNT(expected), &a, sizeof(a)),
	    EINVAL);
	assert_int_equal(
	    spawnx_file_actions_get(&fa, SIZE_MAX, &a, sizeof(a)), EINVAL);
	assert_memory_equal(&a, &before, sizeof(a));
	assert_int_equal(errno, ERANGE);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

/* A program of a later version finds zeroes in what this one doesn't know. */
static void
test_larger_struct(void **state)
{
	static const unsigned char zeroes[64];
	posix_spawn_file_actions_t fa;
	struct {
		spawnx_file_action_t a;
		unsigned char more[sizeof(zeroes)], beyond;
	} later;

	(void)state;
	fill(family_spawnx(), &fa);
	memset(&later, 0x55, sizeof(later));
	assert_int_equal(spawnx_file_actions_get(&fa, 4, &later.a,
			     sizeof(later.a) + sizeof(later.more)),
	    0);
	expect_action(&later.a, &expected[4].action);
	assert_memory_equal(later.more, zeroes, sizeof(zeroes));
	assert_int_equal(later.beyond, 0x55);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

/* What a program that wraps a spawn does: the same object once more. */
static int
replay(posix_spawn_file_actions_t *to_fa, const spawnx_file_action_t *a)
{
	switch (a->kind) {
	case SPAWNX_ACTION_OPEN:
		return (spawnx_file_actions_addopen(
		    to_fa, a->fd, a->path, a->oflag, a->mode));
	case SPAWNX_ACTION_CLOSE:
		return (spawnx_file_actions_addclose(to_fa, a->fd));
	case SPAWNX_ACTION_DUP2:
		return (spawnx_file_actions_adddup2(to_fa, a->fd, a->newfd));
	case SPAWNX_ACTION_REMAP:
		return (spawnx_file_actions_addremap(
		    to_fa, a->count, a->from, a->to));
	default:
		return (EDOM);
	}
}

static void
test_copy_does_the_same(void **state)
{
	posix_spawn_file_actions_t fa, copy;
	struct report *first, *second;
	spawnx_file_action_t a;
	char *diff;

	(void)state;
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(spawnx_file_actions_init(&copy), 0);
	assert_int_equal(add_actions(family_spawnx(), &fa,
			     "o5=/dev/null d5:6 r5:6,6:5,0:7 c0"),
	    0);
	for (size_t i = 0; spawnx_file_actions_get(&fa, i, &a, sizeof(a)) == 0;
	     i++)
		assert_int_equal(replay(&copy, &a), 0);
	first = run_report(family_spawnx(), &fa, NULL, NULL);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	second = run_report(family_spawnx(), &copy, NULL, NULL);
	assert_int_equal(spawnx_file_actions_destroy(&copy), 0);
	diff = report_diff(first, second, NULL);
	assert_null(diff);
	report_free(first);
	report_free(second);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_every_kind),
		CASE(test_remap_arrays),
		CASE(test_empty),
		CASE(test_bad_arguments),
		CASE(test_larger_struct),
		CASE(test_copy_does_the_same),
	};

	return (run_cases(cases));
}
