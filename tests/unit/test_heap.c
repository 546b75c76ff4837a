/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A spawn takes nothing from the heap, except if PATH is too long for the
 * frame; that is given back, and a heap that has no more gives ENOMEM.
 *
 * Not of POSIX, except the error: posix_spawn(), ERRORS (those of fork(),
 * [ENOMEM]).
 */
#include "heap_watch.h"

static int
spawn_watched(spawn_fn *spawn, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at)
{
	pid_t pid = -1;
	int rc;

	heap_watch(0);
	rc = spawn(&pid, path, fa, at, ARGV("report", "none"), environ);
	assert_int_equal(heap_leave(), 0);
	assert_int_equal(live, 0);
	if (rc == 0)
		assert_int_equal(wait_for(pid), 0);
	return (rc);
}

static void
test_plain_spawn_takes_nothing(void **state)
{
	const struct spawn_family *f;
	int handle;
	pid_t pid;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    spawn_watched(f->spawn, report_program(), NULL, NULL), 0);
		assert_int_equal(
		    spawn_watched(f->spawn, "/none", NULL, NULL), ENOENT);
		assert_int_equal(
		    spawn_watched(f->spawn, NULL, NULL, NULL), EINVAL);
	}
	heap_watch(0);
	assert_int_equal(spawnx_spawn_handle(&handle, &pid, report_program(),
			     NULL, NULL, ARGV("report", "none"), environ),
	    0);
	assert_int_equal(heap_leave(), 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(close(handle), 0);
}

static void
test_objects_cost_the_spawn_nothing(void **state)
{
	posix_spawn_file_actions_t fa;
	const struct spawn_family *f;
	spawnx_failure_t where;
	posix_spawnattr_t at;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->actions_init(&fa), 0);
		assert_int_equal(f->attr_init(&at), 0);
		assert_int_equal(spawnx_attr_setfailure(&at, &where), 0);
		assert_int_equal(
		    f->setflags(
			&at, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
				 POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_RESETIDS),
		    0);
		assert_int_equal(
		    f->addopen(&fa, 50, "/dev/null", O_RDONLY, 0), 0);
		assert_int_equal(f->adddup2(&fa, 50, 51), 0);
		assert_int_equal(f->addclosefrom_np(&fa, 3), 0);
		assert_int_equal(
		    spawn_watched(f->spawn, report_program(), &fa, &at), 0);
		assert_int_equal(
		    spawn_watched(f->spawn, "/none", &fa, &at), ENOENT);
		assert_int_equal(f->actions_destroy(&fa), 0);
		assert_int_equal(f->attr_destroy(&at), 0);
	}
}

static void
test_usual_search_takes_nothing(void **state)
{
	const struct spawn_family *f;
	char *was = strdup(getenv("PATH") == NULL ? "" : getenv("PATH"));

	(void)state;
	assert_int_equal(symlink(report_program(), test_path("prog")), 0);
	assert_int_equal(
	    setenv(
		"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", 1),
	    0);
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    spawn_watched(f->spawnp, "no-such-program", NULL, NULL),
		    ENOENT);
		assert_int_equal(
		    spawn_watched(f->spawnp, test_path("prog"), NULL, NULL), 0);
	}
	assert_int_equal(setenv("PATH", test_dir(), 1), 0);
	FOR_EACH_FAMILY(f)
	assert_int_equal(spawn_watched(f->spawnp, "prog", NULL, NULL), 0);
	assert_int_equal(setenv("PATH", was, 1), 0);
	free(was);
}

/* A PATH of some 20000 bytes, whose last directory is the test's. */
static void
set_long_path(void)
{
	static char path[24576 + PATH_MAX];
	size_t len = 0;

	for (int i = 0; len < 20000; i++)
		len += (size_t)sprintf(path + len, "/none/%d:", i);
	(void)snprintf(path + len, sizeof(path) - len, "%s", test_dir());
	assert_int_equal(setenv("PATH", path, 1), 0);
}

static int
watched_spawnp(const struct spawn_family *f, pid_t *pid, const char *file,
    const posix_spawnattr_t *at, unsigned n)
{
	int rc;

	heap_watch(n);
	rc = f->spawnp(pid, file, NULL, at, ARGV("prog", "none"), environ);
	assert_int_equal(heap_leave(), 1);
	assert_int_equal(live, 0);
	return (rc);
}

static void
test_long_search(void **state)
{
	char *was = strdup(getenv("PATH") == NULL ? "" : getenv("PATH"));
	spawnx_failure_t where;
	const struct spawn_family *f;
	posix_spawnattr_t at;
	pid_t pid;

	(void)state;
	assert_int_equal(symlink(report_program(), test_path("prog")), 0);
	set_long_path();
	FOR_EACH_FAMILY(f)
	{
		memset(&where, 0, sizeof(where));
		assert_int_equal(f->attr_init(&at), 0);
		assert_int_equal(spawnx_attr_setfailure(&at, &where), 0);
		assert_int_equal(watched_spawnp(f, &pid, "prog", &at, 0), 0);
		assert_int_equal(wait_for(pid), 0);
		expect_failure(
		    ENOENT, &pid, watched_spawnp(f, &pid, "none", &at, 0));
		assert_int_equal(where.step, SPAWNX_STEP_EXEC);
		expect_failure(
		    ENOMEM, &pid, watched_spawnp(f, &pid, "prog", &at, 1));
		assert_int_equal(where.step, SPAWNX_STEP_ARGUMENT);
		assert_int_equal(where.error, ENOMEM);
		assert_int_equal(f->attr_destroy(&at), 0);
	}
	assert_int_equal(setenv("PATH", was, 1), 0);
	free(was);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_plain_spawn_takes_nothing),
		CASE(test_objects_cost_the_spawn_nothing),
		CASE(test_usual_search_takes_nothing),
		CASE(test_long_search),
	};

	return (run_cases(cases));
}
