/* SPDX-License-Identifier: BSD-2-Clause */
/* What libc's own functions do with objects of ours: for the tests of that. */
#ifndef LIBCS_OWN_H
#define LIBCS_OWN_H

#include "support.h"

static inline const struct spawn_family *
libc_or_skip(void)
{
	const struct spawn_family *libc = family_any_libc();

	if (libc == NULL)
		skip_because("libc's own functions can't be had apart");
	return (libc);
}

/*
 * Whether libc hears of a failure in its child: not where the child has only a
 * copy of the memory (valgrind), which an exit status of 127 must do for.
 */
static inline bool
hears_of_failures(spawn_fn *spawn)
{
	pid_t pid;
	int rc = spawn(&pid, "/none", NULL, NULL, ARGV("x"), environ);

	if (rc == 0)
		assert_int_equal(wait_for(pid), 127 << 8);
	return (rc != 0);
}

/* libc's spawn may change errno: expect_failure() is for ours. */
static inline void
expect_error(spawn_fn *spawn, int error, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at)
{
	pid_t pid = -5;
	int rc = spawn(
	    &pid, report_program(), fa, at, ARGV("report", "none"), environ);

	if (rc == 0 && !hears_of_failures(spawn)) {
		assert_int_equal(wait_for(pid), 127 << 8);
		return;
	}
	assert_int_equal(rc, error);
	assert_int_equal(pid, -5);
	assert_int_equal(waitpid(-1, NULL, 0), -1);
	assert_int_equal(errno, ECHILD);
}

static inline void
expect_both(const struct spawn_family *libc, int error,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at)
{
	expect_error(libc->spawn, error, fa, at);
	expect_error(libc->spawnp, error, fa, at);
}

static inline void
expect_works(const struct spawn_family *libc,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at)
{
	report_free(run_report(libc, fa, at, NULL));
}

#endif /* LIBCS_OWN_H */
