/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * NetBSD's objects are structs that hold a pointer of ours.  What libc's own
 * functions do with one that the library has filled does not look like success,
 * and the library refuses what libc has filled, or changed.
 *
 * The program is linked with libc before the library, so that posix_ names are
 * libc's here.
 */
#include "support.h"

static void
expect_foreign_attr(posix_spawnattr_t *attr)
{
	short flags;
	pid_t pid;

	assert_int_equal(spawnx_attr_getflags(attr, &flags), EINVAL);
	assert_int_equal(spawnx_attr_setpgroup(attr, 0), EINVAL);
	expect_failure(EINVAL, &pid,
	    spawnx_spawn(&pid, "/bin/true", NULL, attr, ARGV("true"), environ));
	assert_int_equal(spawnx_attr_destroy(attr), EINVAL);
}

static void
expect_foreign_actions(posix_spawn_file_actions_t *actions)
{
	pid_t pid;

	assert_int_equal(spawnx_file_actions_addclose(actions, 9), EINVAL);
	expect_failure(EINVAL, &pid,
	    spawnx_spawn(
		&pid, "/bin/true", actions, NULL, ARGV("true"), environ));
	assert_int_equal(spawnx_file_actions_destroy(actions), EINVAL);
}

/* Also with the flags and the sets that ours have in their places. */
static void
test_libcs_attributes(void **state)
{
	posix_spawnattr_t attr;
	sigset_t all;

	(void)state;
	(void)sigfillset(&all);
	assert_int_equal(posix_spawnattr_init(&attr), 0);
	expect_foreign_attr(&attr);
	assert_int_equal(posix_spawnattr_setflags(&attr,
			     POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_RETURNERROR),
	    0);
	assert_int_equal(posix_spawnattr_setpgroup(&attr, -1), 0);
	expect_foreign_attr(&attr);
	assert_int_equal(posix_spawnattr_setsigdefault(&attr, &all), 0);
	assert_int_equal(posix_spawnattr_setsigmask(&attr, &all), 0);
	expect_foreign_attr(&attr);
}

static void
test_libcs_actions(void **state)
{
	posix_spawn_file_actions_t actions;

	(void)state;
	assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
	expect_foreign_actions(&actions);
	assert_int_equal(posix_spawn_file_actions_addclose(&actions, 9), 0);
	expect_foreign_actions(&actions);
	assert_int_equal(posix_spawn_file_actions_destroy(&actions), 0);
}

/* It gives an error; and yet it leaves a child that exited to be waited for. */
static void
expect_libc_refuses(int error, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attr)
{
	pid_t pid;

	assert_int_equal(posix_spawn(&pid, "/bin/true", actions, attr,
			     ARGV("true"), environ),
	    error);
	while (waitpid(-1, NULL, 0) > 0)
		continue;
}

static void
test_libc_refuses_our_attributes(void **state)
{
	posix_spawnattr_t attr;
	short flags;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setflags(&attr, POSIX_SPAWN_RESETIDS), 0);
	expect_libc_refuses(EPERM, NULL, &attr);
	assert_int_equal(spawnx_attr_getflags(&attr, &flags), 0);
	assert_int_equal(flags, POSIX_SPAWN_RESETIDS);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	expect_foreign_attr(&attr);
}

/* With attributes that have it say so, for else the exit status says it. */
static void
test_libc_refuses_our_actions(void **state)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;

	(void)state;
	assert_int_equal(posix_spawnattr_init(&attr), 0);
	assert_int_equal(
	    posix_spawnattr_setflags(&attr, POSIX_SPAWN_RETURNERROR), 0);
	assert_int_equal(spawnx_file_actions_init(&actions), 0);
	assert_int_equal(spawnx_file_actions_addclose(&actions, 9), 0);
	expect_libc_refuses(EBADF, &actions, &attr);
	assert_int_equal(spawnx_file_actions_destroy(&actions), 0);
	expect_foreign_actions(&actions);
}

/* What libc's setters have been at. */
static void
test_changed_by_libc(void **state)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr, other;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	memcpy(&other, &attr, sizeof(other));
	assert_int_equal(posix_spawnattr_setflags(&other, 0), 0);
	expect_foreign_attr(&other);
	memcpy(&other, &attr, sizeof(other));
	assert_int_equal(posix_spawnattr_setpgroup(&other, 0), 0);
	expect_foreign_attr(&other);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);

	assert_int_equal(spawnx_file_actions_init(&actions), 0);
	assert_int_equal(posix_spawn_file_actions_addclose(&actions, 9), 0);
	expect_foreign_actions(&actions);
	assert_int_equal(posix_spawn_file_actions_destroy(&actions), 0);
}

/* The flag asks for what is always done. */
static void
test_return_error(void **state)
{
	posix_spawnattr_t attr;
	short flags;
	pid_t pid;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(
	    spawnx_attr_setflags(&attr, POSIX_SPAWN_RETURNERROR), 0);
	assert_int_equal(spawnx_attr_getflags(&attr, &flags), 0);
	assert_int_equal(flags, POSIX_SPAWN_RETURNERROR);
	expect_failure(ENOENT, &pid,
	    spawnx_spawn(&pid, "/none", NULL, &attr, ARGV("none"), environ));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	expect_failure(ENOENT, &pid,
	    spawnx_spawn(&pid, "/none", NULL, NULL, ARGV("none"), environ));
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_libcs_attributes),
		CASE(test_libcs_actions),
		CASE(test_libc_refuses_our_attributes),
		CASE(test_libc_refuses_our_actions),
		CASE(test_changed_by_libc),
		CASE(test_return_error),
	};

	return (run_cases(cases));
}
