/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which library this is, what it can do here, and objects on the heap.
 *
 * Not of POSIX: spawnx_version(3), spawnx_attr(3), spawnx_file_actions(3).
 */
#include "forked.h"

#include "check.h"

static void
test_number(void **state)
{
	(void)state;
	assert_int_equal(spawnx_version(), SPAWNX_VERSION_NUMBER);
	assert_int_equal(SPAWNX_VERSION_NUMBER >> 16, SPAWNX_VERSION_MAJOR);
	assert_int_equal(
	    SPAWNX_VERSION_NUMBER >> 8 & 0xff, SPAWNX_VERSION_MINOR);
	assert_int_equal(SPAWNX_VERSION_NUMBER & 0xff, SPAWNX_VERSION_PATCH);
}

static void
test_unknown(void **state)
{
	static const int unknown[] = { -1, 0, 4711, SPAWNX_CAN_ATTR(-1),
		SPAWNX_CAN_ATTR(4711), INT_MAX, INT_MIN };

	(void)state;
	for (unsigned i = 0; i < COUNT(unknown); i++)
		assert_int_equal(spawnx_can(unknown[i]), 0);
}

/* No process is made, and neither errno nor the descriptors change. */
static void
test_asking_changes_nothing(void **state)
{
	(void)state;
	errno = 4711;
	for (int i = SPAWNX_CAN_START; i <= SPAWNX_CAN_HELD; i++)
		(void)spawnx_can(i);
	assert_int_equal(errno, 4711);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

/* What can be done is what is done. */
static int
check_handle(void *arg)
{
	int handle = -1, rc;
	pid_t pid;

	(void)arg;
	rc = spawnx_spawn_handle(
	    &handle, &pid, "/bin/true", NULL, NULL, ARGV("true"), environ);
	if (rc == 0)
		(void)waitpid(pid, NULL, 0);
	CHECK(rc == 0 || !spawnx_can(SPAWNX_CAN_HANDLE));
	CHECK(rc == 0 || rc == ENOTSUP);
	return (0);
}

static void
test_handle(void **state)
{
	(void)state;
	on_each_way(check_handle, NULL);
}

#ifdef __linux__
/* Without clone3() a start is known after two; nothing else needs it. */
static int
check_refused(void *arg)
{
	spawnx_pending_t *p;

	(void)arg;
	CHECK(refuse_syscall(SYS_clone3, ENOSYS) == 0);
	CHECK(spawnx_can(SPAWNX_CAN_CLEAR) == 0);
	CHECK(spawnx_can(SPAWNX_CAN_CGROUP) == 0);
	CHECK(spawnx_can(SPAWNX_CAN_ATTR(SPAWNX_ATTR_CGROUP)) == 0);
	CHECK(spawnx_can(SPAWNX_CAN_START) == 0);
	for (int i = 0; i < 3; i++) {
		CHECK(spawnx_start(&p, 0, "/bin/true", NULL, NULL, ARGV("true"),
			  environ) == 0);
		CHECK(spawnx_finish(p, NULL) == 0);
	}
	CHECK(spawnx_can(SPAWNX_CAN_START) == spawnx_can(SPAWNX_CAN_HANDLE));
	return (0);
}

static void
test_refused(void **state)
{
	(void)state;
	expect_child(check_refused, NULL);
}

static void
test_attributes(void **state)
{
	posix_spawnattr_t attr;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	for (int i = SPAWNX_ATTR_SIGIGNORE; i <= SPAWNX_ATTR_OOMSCOREADJ; i++)
		assert_int_equal(spawnx_can(SPAWNX_CAN_ATTR(i)), 1);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}
#endif

static void
test_objects_on_the_heap(void **state)
{
	posix_spawn_file_actions_t *fa = spawnx_file_actions_new();
	posix_spawnattr_t *attr = spawnx_attr_new();
	struct report *r;

	(void)state;
	assert_non_null(fa);
	assert_non_null(attr);
	assert_int_equal(spawnx_file_actions_addchdir(fa, "/"), 0);
	assert_int_equal(spawnx_attr_setumask(attr, 0721), 0);
	r = run_report(family_spawnx(), fa, attr, NULL);
	assert_string_equal(report_get(r, "cwd"), "/");
	report_free(r);
	spawnx_file_actions_free(fa);
	spawnx_attr_free(attr);
	spawnx_file_actions_free(NULL);
	spawnx_attr_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_number),
		CASE(test_unknown),
		CASE(test_asking_changes_nothing),
		CASE(test_handle),
#ifdef __linux__
		CASE(test_refused),
		CASE(test_attributes),
#endif
		CASE(test_objects_on_the_heap),
	};

	return (run_cases(cases));
}
