/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx_spawn_with(): every spawn and start by one function; a failure of each
 * call's own; a pending spawn with a handle; and its end by spawnx_cancel().
 *
 * Not of POSIX: spawnx_spawn(3), spawnx_start(3).
 */
#include "check.h"
#include "forked.h"
#include "needs.h"

#include <poll.h>

static int
with(pid_t *pid, const char *path, const posix_spawnattr_t *attr,
    const spawnx_options_t *o)
{
	return (spawnx_spawn_with(
	    pid, path, NULL, attr, ARGV("true"), environ, o, sizeof(*o)));
}

static void
test_plain_and_search(void **state)
{
	const spawnx_options_t none = { 0 },
			       search = { .flags = SPAWNX_SEARCH };
	pid_t pid;

	(void)state;
	assert_int_equal(with(&pid, "/bin/true", NULL, &none), 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(with(&pid, "true", NULL, &none), ENOENT);
	assert_int_equal(with(&pid, "true", NULL, &search), 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(spawnx_spawn_with(&pid, "/bin/true", NULL, NULL,
			     ARGV("true"), environ, NULL, 0),
	    0);
	assert_int_equal(wait_for(pid), 0);
}

/* Members that one side does not know. */
static void
test_sizes(void **state)
{
	struct {
		spawnx_options_t o;
		char later[24];
	} larger;
	spawnx_failure_t where;
	pid_t pid;

	(void)state;
	memset(&larger, 0, sizeof(larger));
	larger.o.failure = &where;
	assert_int_equal(spawnx_spawn_with(&pid, "/bin/true", NULL, NULL,
			     ARGV("true"), environ, &larger.o, sizeof(larger)),
	    0);
	assert_int_equal(wait_for(pid), 0);
	larger.later[23] = 1;
	assert_int_equal(spawnx_spawn_with(&pid, "/bin/true", NULL, NULL,
			     ARGV("true"), environ, &larger.o, sizeof(larger)),
	    E2BIG);
	assert_int_equal(where.step, SPAWNX_STEP_ARGUMENT);
	/* A smaller struct: the handle is not looked at. */
	larger.o.handle = (int *)&pid;
	larger.o.flags = SPAWNX_SEARCH;
	assert_int_equal(
	    spawnx_spawn_with(&pid, "true", NULL, NULL, ARGV("true"), environ,
		&larger.o, offsetof(spawnx_options_t, handle)),
	    0);
	assert_int_equal(wait_for(pid), 0);
}

static void
test_flags(void **state)
{
	static const unsigned starts[] = { SPAWNX_POLLABLE, SPAWNX_SHAREFILES,
		SPAWNX_HANDLE, SPAWNX_BORROW };
	spawnx_pending_t *p = NULL;
	spawnx_options_t o = { .flags = 0x8000 };
	pid_t pid = 4711;

	(void)state;
	need(NEED_PIDFDS);
	assert_int_equal(with(&pid, "/bin/true", NULL, &o), EINVAL);
	o.pending = &p;
	assert_int_equal(with(&pid, "/bin/true", NULL, &o), EINVAL);
	assert_int_equal(pid, 4711);
	assert_null(p);
	for (unsigned i = 0; i < COUNT(starts); i++) {
		o = (spawnx_options_t){ .flags = starts[i] };
		assert_int_equal(with(&pid, "/bin/true", NULL, &o), EINVAL);
		o.pending = &p;
		assert_int_equal(with(&pid, "/bin/true", NULL, &o), 0);
		assert_int_equal(spawnx_finish(p, &pid), 0);
		assert_int_equal(wait_for(pid), 0);
	}
}

/* Of the call, not of the attributes, whose one stays as it was. */
static void
test_failure(void **state)
{
	spawnx_failure_t where, theirs;
	spawnx_pending_t *p;
	spawnx_options_t o = { .failure = &where };
	posix_spawnattr_t attr;
	pid_t pid;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &theirs), 0);
	for (int i = 0; i < 2; i++) {
		memset(&where, 0x55, sizeof(where));
		if (i == 0) {
			assert_int_equal(
			    with(&pid, "/none/x", &attr, &o), ENOENT);
		} else {
			o.pending = &p;
			assert_int_equal(with(NULL, "/none/x", &attr, &o), 0);
			assert_int_equal(spawnx_finish(p, &pid), ENOENT);
		}
		assert_int_equal(where.error, ENOENT);
		assert_int_equal(where.step, SPAWNX_STEP_EXEC);
		assert_string_equal(where.path, "/none/x");
		assert_int_equal(theirs.step, SPAWNX_STEP_NONE);
	}
	assert_int_equal(with(&pid, NULL, &attr, &o), EINVAL);
	assert_int_equal(where.step, SPAWNX_STEP_ARGUMENT);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static int
check_handles(void *arg)
{
	spawnx_pending_t *p = NULL;
	int handle = -1;
	spawnx_options_t o = { .handle = &handle };
	struct pollfd ended;
	pid_t pid = -1, again;

	(void)arg;
	for (int i = 0; i < 2; i++) {
		CHECK(with(&pid, "/bin/true", NULL, &o) == 0);
		CHECK(p == NULL || spawnx_finish(p, &again) == 0);
		CHECK(p == NULL || again == pid);
		ended = (struct pollfd){ .fd = handle, .events = POLLIN };
		CHECK(poll(&ended, 1, 10000) == 1);
		CHECK(waitpid(pid, NULL, 0) == pid);
		CHECK(close(handle) == 0);
		o.pending = &p;
	}
	/* Of one that fails it is closed. */
	CHECK(with(&pid, "/none", NULL, &o) == 0);
	CHECK(spawnx_finish(p, NULL) == ENOENT);
	CHECK(handle == -1 || fcntl(handle, F_GETFD) == -1);
	return (0);
}

static void
test_handles(void **state)
{
	(void)state;
	if (!spawnx_can(SPAWNX_CAN_HANDLE))
		skip_because("no descriptors of processes");
	expect_child(check_handles, NULL);
}

/* Before it runs its program, while it does, and after it has failed. */
static void
test_cancel(void **state)
{
	static const char *const actions[] = { "o60=@fifo", "", "o60=/none/x" };
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;

	(void)state;
	need(NEED_PIDFDS);
	need(NEED_FREE_STARTS);
	assert_int_equal(spawnx_cancel(NULL), EINVAL);
	assert_int_equal(mkfifo(test_path("fifo"), 0600), 0);
	for (unsigned i = 0; i < COUNT(actions) * 2; i++) {
		if (i / 2 == 0 && !spawnx_can(SPAWNX_CAN_START))
			continue;
		assert_int_equal(spawnx_file_actions_init(&fa), 0);
		assert_int_equal(
		    add_actions(family_spawnx(), &fa, actions[i / 2]), 0);
		assert_int_equal(
		    spawnx_startp(&p, i % 2 == 0 ? 0 : SPAWNX_HANDLE, "sleep",
			&fa, NULL, ARGV("sleep", "1000"), environ),
		    0);
		assert_int_equal(spawnx_cancel(p), 0);
		assert_int_equal(spawnx_cancel(p), EINVAL);
		assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
		assert_int_equal(errno, ECHILD);
		assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_plain_and_search),
		CASE(test_sizes),
		CASE(test_flags),
		CASE(test_failure),
		CASE(test_handles),
		CASE(test_cancel),
	};

	return (run_cases(cases));
}
