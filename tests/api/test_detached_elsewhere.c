/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The children of a process that go to another PID namespace than its own: a
 * detached one has no number there that this process could use, and none is
 * made.  Where the kernel makes it without a process in between, it has one.
 *
 * Not of POSIX: spawnx_spawn(3), Detached programs.
 */
#include "check.h"
#include "forked.h"

#include <fcntl.h>
#include <sched.h>

/* In the namespace of its first child; or as the one that makes that. */
static pid_t
enter(bool has_init)
{
	pid_t init;

	if (unshare(CLONE_NEWPID) != 0)
		return (-1);
	if (!has_init)
		return (0);
	init = fork();
	if (init == 0)
		for (;;)
			(void)pause();
	return (init);
}

static int
check_refused(int rc, pid_t pid, const spawnx_failure_t *where)
{
	int bad = check_int(rc, ENOTSUP);

	bad += check_int(where->step, SPAWNX_STEP_CLONE);
	return (bad + check_int(pid, 4711));
}

/* Its number is that of a process of this namespace, which can be killed. */
static int
check_made(int rc, pid_t pid)
{
	int bad = check_int(rc, 0) + check(pid > 0 && pid != 4711);

	return (bad == 0 ? check_int(kill(pid, SIGKILL), 0) : bad);
}

static int
elsewhere(void *has_init)
{
	const int fds = count_fds();
	spawnx_failure_t where = { .error = 0 };
	const spawnx_options_t o = { .flags = SPAWNX_DETACHED,
		.failure = &where };
	const pid_t init = enter(has_init != NULL);
	pid_t pid = 4711;
	int bad, rc;

	if (init < 0)
		return (77);
	rc = spawnx_spawn_with(&pid, "/bin/sleep", NULL, NULL,
	    ARGV("sleep", "100"), environ, &o, sizeof(o));
	bad = spawnx_can(SPAWNX_CAN_AUTOKILL) ? check_made(rc, pid)
					      : check_refused(rc, pid, &where);
	if (init > 0) {
		(void)kill(init, SIGKILL);
		bad += check_int(wait_for(init), SIGKILL);
	}
	return (bad + check(!has_child()) + check_int(count_fds(), fds));
}

static void
test_entered(void **state)
{
	static char yes[] = "";

	(void)state;
	skip_unless_root();
	on_each_way(elsewhere, yes);
}

static void
test_to_be_made(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(elsewhere, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_entered),
		CASE(test_to_be_made),
	};

	if (!spawnx_can(SPAWNX_CAN_DETACHED))
		return (skip_all("nothing is detached here"));
	return (run_cases(cases));
}
