/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The file actions object: what is refused when it is added, and that another
 * implementation's is left alone.
 *
 * POSIX.1-2024, posix_spawn_file_actions_init() and _destroy(); ERRORS of
 * posix_spawn_file_actions_addopen(), _addclose(), _adddup2(), _addchdir().
 */
#include "check.h"

#include <sys/resource.h>

typedef posix_spawn_file_actions_t actions;

/* Each add function with one descriptor, and all else in order. */
static int
add_by(const struct spawn_family *f, unsigned which, actions *fa, int fd)
{
	switch (which) {
	case 0:
		return (f->addopen(fa, fd, "/dev/null", O_RDONLY, 0));
	case 1:
		return (f->addclose(fa, fd));
	case 2:
		return (f->adddup2(fa, fd, 1));
	case 3:
		return (f->adddup2(fa, 1, fd));
	case 4:
		return (f->addtcsetpgrp_np(fa, fd));
	case 5:
		return (f->addfchdir(fa, fd));
	case 6:
		return (f->addinherit_np(fa, fd));
	case 7:
		return (f->addchdir(fa, "/"));
	default:
		return (f->addclosefrom_np(fa, fd));
	}
}

#define N_WITH_FD 5 /* of add_by(), those that check the descriptor's size */
#define N_SOURCES 7 /* and those that don't */
#define N_ADDS    9 /* all of them */

/* Just what it was: the same bytes, and it does the one thing it did. */
static void
expect_failed_add(const struct spawn_family *f, const actions *fa,
    const actions *was, int error)
{
	struct report *r;
	pid_t pid;

	/* Ours remember the first error: see test_sticky.c. */
	if (f == family_spawnx()) {
		expect_failure(error, &pid, quick_spawn(f, &pid, fa, NULL));
		return;
	}
	assert_memory_equal(fa, was, sizeof(*fa));
	r = run_report(f, fa, NULL, NULL);
	assert_string_equal(report_fd(r, 33, "id"), file_id("/dev/zero"));
	assert_null(report_fd(r, 34, "id"));
	report_free(r);
}

static void
test_bad_descriptors(void **state)
{
	static const int bad[] = { -1, -2, INT_MIN, INT_MAX, 0 };
	const struct spawn_family *f;
	struct rlimit limit;
	actions fa, was;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->actions_init(&fa), 0);
		assert_int_equal(add_actions(f, &fa, "o33=/dev/zero"), 0);
		was = fa;
		errno = 4711;
		for (unsigned i = 0; i < COUNT(bad); i++) {
			int fd = bad[i] == 0 ? (int)limit.rlim_cur : bad[i];

			for (unsigned which = 0; which < N_WITH_FD; which++)
				assert_int_equal(
				    add_by(f, which, &fa, fd), EBADF);
		}
		for (unsigned which = N_WITH_FD; which < N_SOURCES; which++)
			assert_int_equal(add_by(f, which, &fa, -1), EBADF);
		assert_int_equal(f->addclosefrom_np(&fa, -1), EBADF);
		assert_int_equal(f->addclosefrom_np(&fa, INT_MIN), EBADF);
		assert_int_equal(errno, 4711);
		expect_failed_add(f, &fa, &was, EBADF);
		assert_int_equal(f->actions_destroy(&fa), 0);
	}
}

static void
test_highest_descriptors(void **state)
{
	const struct spawn_family *f;
	struct rlimit limit;
	struct report *r;
	actions fa;
	int most;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	most = (int)limit.rlim_cur - 1;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->actions_init(&fa), 0);
		assert_int_equal(
		    f->addopen(&fa, most, "/dev/zero", O_RDONLY, 0), 0);
		assert_int_equal(f->adddup2(&fa, most, most - 1), 0);
		assert_int_equal(f->addclosefrom_np(&fa, most + 1), 0);
		assert_int_equal(f->addclosefrom_np(&fa, INT_MAX), 0);
		r = run_report(f, &fa, NULL, NULL);
		assert_string_equal(
		    report_fd(r, most, "id"), file_id("/dev/zero"));
		assert_string_equal(
		    report_fd(r, most - 1, "id"), file_id("/dev/zero"));
		report_free(r);
		assert_int_equal(f->actions_destroy(&fa), 0);
	}
}

static void
test_null(void **state)
{
	const struct spawn_family *f;
	actions fa, was;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->actions_init(NULL), EINVAL);
		assert_int_equal(f->actions_destroy(NULL), EINVAL);
		for (unsigned which = 0; which < N_ADDS; which++)
			assert_int_equal(add_by(f, which, NULL, 5), EINVAL);
		assert_int_equal(f->actions_init(&fa), 0);
		assert_int_equal(add_actions(f, &fa, "o33=/dev/zero"), 0);
		was = fa;
		assert_int_equal(f->addopen(&fa, 34, NULL, 0, 0), EINVAL);
		assert_int_equal(f->addchdir(&fa, NULL), EINVAL);
		assert_int_equal(f->addchdir_np(&fa, NULL), EINVAL);
		expect_failed_add(f, &fa, &was, EINVAL);
		assert_int_equal(f->actions_destroy(&fa), 0);
	}
}

static void
expect_refused(const struct spawn_family *f, actions *fa)
{
	actions was = *fa;
	pid_t pid;

	for (unsigned which = 0; which < N_ADDS; which++)
		assert_int_equal(add_by(f, which, fa, 5), EINVAL);
	expect_failure(EINVAL, &pid, quick_spawn(f, &pid, fa, NULL));
	expect_failure(EINVAL, &pid,
	    f->spawnp(&pid, report_program(), fa, NULL, ARGV("x"), environ));
	assert_int_equal(f->actions_destroy(fa), EINVAL);
	assert_memory_equal(fa, &was, sizeof(was));
}

static void
test_foreign_object(void **state)
{
	const struct spawn_family *libc = family_libc(), *f;
	actions fa;
	pid_t pid;

	(void)state;
	if (libc == NULL)
		skip_because("no libc with the family beside the library");
	for (unsigned which = 0; which < 4; which++) {
		assert_int_equal(libc->actions_init(&fa), 0);
		for (f = family_next(NULL); f != NULL; f = family_next(f))
			report_free(run_report(f, &fa, NULL, NULL));
		assert_int_equal(add_by(libc, which, &fa, 2), 0);
		FOR_EACH_FAMILY(f)
		expect_refused(f, &fa);
		assert_int_equal(quick_spawn(libc, &pid, &fa, NULL), 0);
		assert_int_equal(wait_for(pid), 0);
		assert_int_equal(libc->actions_destroy(&fa), 0);
	}
}

/* What is no address can't be told from one where objects are pointers. */
#if !OBJECTS_ARE_POINTERS
static void
test_garbage(void **state)
{
	const struct spawn_family *f;
	actions fa;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		for (int byte = 1; byte < 256; byte += 127) {
			memset(&fa, byte, sizeof(fa));
			expect_refused(f, &fa);
			assert_int_equal(f->actions_init(&fa), 0);
			memset(fa.__pad, byte, sizeof(fa.__pad));
			expect_refused(f, &fa);
		}
	}
}
#endif

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_bad_descriptors),
		CASE(test_highest_descriptors),
		CASE(test_null),
		CASE(test_foreign_object),
#if !OBJECTS_ARE_POINTERS
		CASE(test_garbage),
#endif
	};

	return (run_cases(cases));
}
