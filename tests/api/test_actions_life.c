/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The file actions object: what is copied, when an object is empty, and that
 * one which was used can be used again.
 *
 * POSIX.1-2024, posix_spawn_file_actions_init() and _destroy(); DESCRIPTION of
 * posix_spawn_file_actions_addopen() and _addchdir() (the path is copied).
 */
#include "check.h"

typedef posix_spawn_file_actions_t actions;

static void
test_strings_are_copied(void **state)
{
	char path[PATH_MAX], dir[PATH_MAX];
	const struct spawn_family *f;
	struct report *r;
	actions fa;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->actions_init(&fa), 0);
		(void)strcpy(path, "/dev/zero");
		(void)strcpy(dir, test_dir());
		assert_int_equal(f->addopen(&fa, 33, path, O_RDONLY, 0), 0);
		assert_int_equal(f->addchdir(&fa, dir), 0);
		(void)strcpy(path, "/dev/null");
		memset(dir, 'x', sizeof(dir));
		r = run_report(f, &fa, NULL, NULL);
		assert_string_equal(
		    report_fd(r, 33, "id"), file_id("/dev/zero"));
		assert_string_equal(report_get(r, "cwd"), test_dir());
		report_free(r);
		assert_int_equal(f->actions_destroy(&fa), 0);
	}
}

/* All zero bytes are as good as init, and destroy leaves an empty object. */
static void
test_life(void **state)
{
	static actions fa;
	const struct spawn_family *f;
	struct report *r;

	(void)state;
	if (OBJECTS_ARE_POINTERS)
		skip_because("zero bytes are no pointer");
	FOR_EACH_FAMILY(f)
	{
		memset(&fa, 0, sizeof(fa));
		report_free(run_report(f, &fa, NULL, NULL));
		assert_int_equal(f->actions_destroy(&fa), 0);
		for (int i = 0; i < 2; i++) {
			assert_int_equal(
			    add_actions(f, &fa, "o33=/dev/zero"), 0);
			r = run_report(f, &fa, NULL, NULL);
			assert_non_null(report_fd(r, 33, "id"));
			report_free(r);
			assert_int_equal(f->actions_destroy(&fa), 0);
			assert_int_equal(f->actions_destroy(&fa), 0);
			r = run_report(f, &fa, NULL, NULL);
			assert_null(report_fd(r, 33, "id"));
			report_free(r);
			assert_int_equal(f->actions_init(&fa), 0);
			assert_int_equal(f->actions_init(&fa), 0);
		}
	}
}

/* One set of names adds, the other spawns, again and again. */
static void
test_is_reusable(void **state)
{
	const struct spawn_family *f;
	struct report *r;
	actions fa, was;

	(void)state;
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	for (int fd = 30; fd < 42; fd++) {
		f = fd % 2 == 0 ? family_spawnx() : family_host_names();
		assert_int_equal(
		    f->addopen(&fa, fd, "/dev/zero", O_RDONLY, 0), 0);
		was = fa;
		f = family_next(f) == NULL ? family_spawnx() : family_next(f);
		r = run_report(f, &fa, NULL, NULL);
		assert_non_null(report_fd(r, 30, "id"));
		assert_non_null(report_fd(r, fd, "id"));
		report_free(r);
		assert_memory_equal(&fa, &was, sizeof(fa));
	}
	assert_int_equal(posix_spawn_file_actions_destroy(&fa), 0);
	(void)row_enter(NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_strings_are_copied),
		CASE(test_life),
		CASE(test_is_reusable),
	};

	return (run_cases(cases));
}
