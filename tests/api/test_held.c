/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A held start: the child does nothing until it is released, never runs the
 * program if that does not happen, and can be ended until then.
 *
 * Extension: spawnx_release(3).
 */
#include "held.h"

/* -- Released ------------------------------------------------------------- */

static const struct flags {
	const char *name;
	unsigned flags;
} kinds[] = {
	{ "plain", 0 },
	{ "SHAREFILES", SPAWNX_SHAREFILES },
	{ "POLLABLE", SPAWNX_POLLABLE },
	{ "HANDLE", SPAWNX_HANDLE },
	{ "BORROW", SPAWNX_BORROW },
	{ "all", SPAWNX_SHAREFILES | SPAWNX_POLLABLE | SPAWNX_HANDLE },
};

static int
released_child(void *arg)
{
	const struct flags *kind = arg;
	const int before = count_fds();
	spawnx_pending_t *p = hold(kind->flags, NULL, NULL);
	int bad = 0;
	pid_t pid = -1, child = spawnx_pending_pid(p);

	if (!can_hold(kind->flags))
		return (0);
	CHECK(p != NULL && child > 0);
	sleep_ms(30);
	bad += check(kill(child, 0) == 0) + check(!has_run());
	bad += check_int(spawnx_finish(p, &pid), EDEADLK);
	bad += check_int(pid, -1);
	if (kind->flags & SPAWNX_POLLABLE)
		bad += check(!is_readable(spawnx_pending_fd(p), 0));
	bad += check_int(spawnx_release(p), 0);
	bad += check_int(spawnx_release(p), EINVAL);
	if (kind->flags & SPAWNX_POLLABLE)
		bad += check(is_readable(spawnx_pending_fd(p), 60000));
	bad += check_int(spawnx_finish(p, &pid), 0);
	bad += check_int(pid, child) + check_int(wait_for(pid), 0);
	bad += check(has_run()) + check_int(count_fds(), before);
	return (bad + check(!has_child()));
}

static void
test_runs_when_released(void **state)
{
	(void)state;
	rows_on_each_way(released_child, kinds);
	need(NEED_PIDFDS);
}

/* By the options, with what the descriptor of the process says. */
static int
options_child(void *arg)
{
	spawnx_pending_t *p = NULL;
	spawnx_options_t o = { .flags = SPAWNX_HELD, .pending = &p };
	int bad = 0;
	pid_t pid = -1;

	(void)arg;
	bad += check_int(spawnx_spawn_with(&pid, "/bin/true", NULL, NULL,
			     ARGV("true"), environ, &o, sizeof(o)),
	    0);
	bad += check_int(pid, spawnx_pending_pid(p));
	bad += check_int(kill(pid, 0), 0);
	bad += check_int(spawnx_release(p), 0);
	bad += check_int(spawnx_finish(p, NULL), 0);
	return (bad + check_int(wait_for(pid), 0));
}

static void
test_options(void **state)
{
	(void)state;
	on_each_way(options_child, NULL);
}

/* -- Failures after it ---------------------------------------------------- */

static int
failing_child(void *arg)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	spawnx_failure_t where;
	spawnx_pending_t *p;
	int bad = 0, before = count_fds();

	(void)arg;
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += add_actions(family_spawnx(), &fa, "c99 C=/none");
	p = hold(0, &fa, &attr);
	CHECK(p != NULL);
	bad += check_int(spawnx_release(p), 0);
	bad += check_int(spawnx_finish(p, NULL), ENOENT);
	bad += check_int(where.step, SPAWNX_STEP_ACTION);
	bad += check_int(where.index, 1);
	bad += check(!has_run()) + check(!has_child());
	bad += check_int(count_fds(), before);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_failures_are_reported(void **state)
{
	(void)state;
	on_each_way(failing_child, NULL);
}

/* None of the library's descriptors is met by an action. */
static int
named_child(void *arg)
{
	const struct flags *kind = arg;
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;
	int bad = 0;

	if (!can_hold(kind->flags))
		return (0);
	close_all();
	for (int fd = 3; fd < 20; fd++) {
		bad += check_int(spawnx_file_actions_init(&fa), 0);
		bad += check_int(spawnx_file_actions_adddup2(&fa, fd, 50), 0);
		p = hold(kind->flags, &fa, NULL);
		CHECK(p != NULL);
		bad += check_int(spawnx_release(p), 0);
		bad += check_int(spawnx_finish(p, NULL), EBADF);
		bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	}
	return (bad);
}

static void
test_no_descriptor_is_met(void **state)
{
	(void)state;
	rows_on_each_way(named_child, kinds);
	need(NEED_PIDFDS);
}

/* Its pipe is not among the rest. */
static int
rest_child(void *arg)
{
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;
	int bad = 0;

	(void)arg;
	(void)unlink(test_path("fifo"));
	CHECK(mkfifo(test_path("fifo"), 0600) == 0);
	CHECK(spawnx_file_actions_init(&fa) == 0);
	bad += check_int(spawnx_file_actions_addclosefrom(&fa, 3), 0);
	bad += check_int(
	    spawnx_file_actions_addopen(&fa, 0, test_path("fifo"), O_RDONLY, 0),
	    0);
	p = hold(SPAWNX_POLLABLE, &fa, NULL);
	CHECK(p != NULL);
	bad += check_int(spawnx_release(p), 0);
	bad += check(!is_readable(spawnx_pending_fd(p), 100));
	bad += check_int(spawnx_cancel(p), 0) + check(!has_run());
	return (bad + check_int(spawnx_file_actions_destroy(&fa), 0));
}

static void
test_polled_until_the_exec(void **state)
{
	(void)state;
	on_each_way(rest_child, NULL);
}

/* -- Never released ------------------------------------------------------- */

static int
cancelled_child(void *arg)
{
	const int before = count_fds();
	const struct flags *kind = arg;
	spawnx_pending_t *p = hold(kind->flags, NULL, NULL);
	int bad = 0;

	if (!can_hold(kind->flags))
		return (0);
	CHECK(p != NULL);
	bad += check_int(spawnx_cancel(p), 0);
	bad += check(!has_child()) + check(!has_run());
	return (bad + check_int(count_fds(), before));
}

static void
test_cancelled(void **state)
{
	(void)state;
	rows_on_each_way(cancelled_child, kinds);
	need(NEED_PIDFDS);
}

static int handled;

static void
handler(int signo)
{
	(void)signo;
	handled++;
	if (handled > 0)
		(void)write(1, "handled\n", 8);
}

/* Whoever sends it: the handler is the caller's. */
static int
killed_child(void *arg)
{
	const int before = count_fds();
	spawnx_pending_t *p;
	int bad = 0;
	pid_t pid = -1;

	(void)arg;
	CHECK(signal(SIGTERM, handler) != SIG_ERR);
	p = hold(0, NULL, NULL);
	CHECK(p != NULL);
	bad += check_int(kill(spawnx_pending_pid(p), SIGTERM), 0);
	sleep_ms(20);
	bad += check_int(spawnx_release(p), 0);
	bad += check_int(spawnx_finish(p, &pid), 0);
	bad += check_int(wait_for(pid), SIGTERM);
	return (bad + check(!has_run()) + check_int(count_fds(), before));
}

static void
test_killed(void **state)
{
	(void)state;
	on_each_way(killed_child, NULL);
}

static void
test_bad_arguments(void **state)
{
	spawnx_pending_t *p = start_ok(0, "/bin/true", NULL, ARGV("true"));

	(void)state;
	assert_int_equal(spawnx_release(NULL), EINVAL);
	assert_int_equal(spawnx_release(p), EINVAL);
	finish_ok(p);
}

/* Where no start is held, it is said so, and there is no child. */
static void
test_not_supported(void **state)
{
	spawnx_pending_t *p = NULL;

	(void)state;
	for (unsigned i = 0; i < COUNT(kinds); i++)
		expect_failure(ENOTSUP, NULL,
		    spawnx_start(&p, SPAWNX_HELD | kinds[i].flags, "/bin/true",
			NULL, NULL, ARGV("true"), environ));
	assert_null(p);
}

int
main(void)
{
	const struct CMUnitTest without[] = {
		CASE(test_not_supported),
		CASE(test_bad_arguments),
	};
	const struct CMUnitTest cases[] = {
		CASE(test_runs_when_released),
		CASE(test_options),
		CASE(test_failures_are_reported),
		CASE(test_no_descriptor_is_met),
		CASE(test_polled_until_the_exec),
		CASE(test_cancelled),
		CASE(test_killed),
		CASE(test_bad_arguments),
	};

	if (!spawnx_can(SPAWNX_CAN_HELD))
		return (run_cases(without));
	return (run_cases(cases));
}
