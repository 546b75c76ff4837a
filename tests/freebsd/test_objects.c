/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD's objects are pointers that init makes and destroy frees; libc's are
 * told from the library's, by both, and bad values are refused at once.
 */
#include "support.h"

/* Of another implementation, of none, and of the library's when destroyed. */
static void
test_foreign_objects(void **state)
{
	uintptr_t memory[16] = { 0 };
	posix_spawnattr_t attrs[] = { (void *)memory, NULL };
	posix_spawn_file_actions_t actions[] = { (void *)memory, NULL };
	const struct spawn_family *f;
	short flags;
	pid_t pid;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		for (size_t i = 0; i < COUNT(attrs); i++) {
			assert_int_equal(
			    f->getflags(&attrs[i], &flags), EINVAL);
			assert_int_equal(f->setpgroup(&attrs[i], 1), EINVAL);
			assert_int_equal(f->attr_destroy(&attrs[i]), EINVAL);
			assert_int_equal(f->addclose(&actions[i], 1), EINVAL);
			assert_int_equal(
			    f->actions_destroy(&actions[i]), EINVAL);
			expect_failure(EINVAL, &pid,
			    f->spawn(&pid, report_program(), &actions[i], NULL,
				ARGV("report", "none"), environ));
			expect_failure(EINVAL, &pid,
			    f->spawn(&pid, report_program(), NULL, &attrs[i],
				ARGV("report", "none"), environ));
		}
	}
}

static void
test_life_of_an_object(void **state)
{
	posix_spawn_file_actions_t actions;
	const struct spawn_family *f;
	posix_spawnattr_t attr;
	short flags = -1;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(&attr), 0);
		assert_int_equal(f->getflags(&attr, &flags), 0);
		assert_int_equal(flags, 0);
		assert_int_equal(f->attr_destroy(&attr), 0);
		assert_int_equal(f->attr_destroy(&attr), EINVAL);
		assert_int_equal(f->actions_init(&actions), 0);
		assert_int_equal(f->addchdir_np(&actions, "/"), 0);
		assert_int_equal(f->actions_destroy(&actions), 0);
		assert_int_equal(f->actions_destroy(&actions), EINVAL);
	}
}

/*
 * libc's struct begins with the flags and the process group: in an object of
 * ours it finds setpgid(0, -1) there.  Where its setters write is foreign.
 */
static void
test_libc_finds_what_fails(void **state)
{
	struct {
		short flags;
		pid_t pgroup;
	} seen, other = { 0, -1 };
	posix_spawnattr_t attr;
	short flags;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setflags(&attr, POSIX_SPAWN_RESETIDS), 0);
	assert_int_equal(spawnx_attr_setpgroup(&attr, 7), 0);
	memcpy(&seen, (void *)attr, sizeof(seen));
	assert_int_equal(seen.flags, POSIX_SPAWN_SETPGROUP);
	assert_int_equal(seen.pgroup, -1);
	memcpy((void *)attr, &other, sizeof(other));
	assert_int_equal(spawnx_attr_getflags(&attr, &flags), EINVAL);
	memcpy((void *)attr, &seen, sizeof(seen));
	assert_int_equal(spawnx_attr_getflags(&attr, &flags), 0);
	assert_int_equal(flags, POSIX_SPAWN_RESETIDS);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* libc takes these, and leaves it to the spawn to fail; see doc/order.md. */
static void
test_refused_at_once(void **state)
{
	posix_spawn_file_actions_t actions;
	const struct spawn_family *f;
	posix_spawnattr_t attr;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(&attr), 0);
		assert_int_equal(f->setschedpolicy(&attr, 77), EINVAL);
		assert_int_equal(f->attr_destroy(&attr), 0);
		assert_int_equal(f->actions_init(&actions), 0);
		assert_int_equal(f->addclose(&actions, 1000000), EBADF);
		assert_int_equal(
		    f->addopen(&actions, 1000000, "/dev/null", O_RDONLY, 0),
		    EBADF);
		assert_int_equal(f->actions_destroy(&actions), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_foreign_objects),
		CASE(test_life_of_an_object),
		CASE(test_libc_finds_what_fails),
		CASE(test_refused_at_once),
	};

	return (run_cases(cases));
}
