/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where the kernel reaps children by itself, because SIGCHLD is ignored or has
 * SA_NOCLDWAIT, a spawn that fails, and one that is cancelled, wait for their
 * own child alone: the caller's other children go on.
 *
 * POSIX.1-2024, waitpid(): of such a process it may block until all of its
 * children have ended.
 */
#include "forked.h"
#include "pending.h"

/* What a call that waits for the other child runs into. */
#define SECONDS 20

static char *const cat_argv[] = { (char *)"cat", NULL };

static int
fail_to_spawn(const posix_spawnattr_t *attr)
{
	pid_t pid = -1;
	int bad, i;

	for (bad = i = 0; i < 20; i++)
		bad += check_int(
		    spawnx_spawn(&pid, "/none", NULL, attr, cat_argv, environ),
		    ENOENT);
	return (bad + check_int(pid, -1));
}

/* A child that shares the memory, and one that has a copy of it. */
static int
fail_to_spawn_both(void)
{
	static const char *const nothing[] = { "/dev/null", "" };
	posix_spawnattr_t attr;
	int bad;

	bad = fail_to_spawn(NULL);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setwrites(&attr, 1, nothing), 0);
	bad += fail_to_spawn(&attr);
	bad += check_int(spawnx_attr_setflags(&attr, POSIX_SPAWN_RESETIDS), 0);
	bad += fail_to_spawn(&attr);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static int
cancel_some(void)
{
	spawnx_pending_t *p;
	int bad, i;

	for (bad = i = 0; i < 20 && bad == 0; i++) {
		bad += check_int(spawnx_start(&p, 0, "/bin/cat", NULL, NULL,
				     cat_argv, environ),
		    0);
		if (bad == 0)
			bad += check_int(spawnx_cancel(p), 0);
	}
	return (bad);
}

/* All of them read from a pipe in which nothing comes. */
static int
ignoring_child(void *arg)
{
	const struct sigaction *action = arg;
	pid_t other;
	int bad, fds[2];

	bad = check(pipe(fds) == 0 && dup2(fds[0], 0) == 0);
	bad += check(fcntl(fds[1], F_SETFD, FD_CLOEXEC) == 0);
	bad += check(sigaction(SIGCHLD, action, NULL) == 0);
	bad += check_int(
	    spawnx_spawn(&other, "/bin/cat", NULL, NULL, cat_argv, environ), 0);
	if (bad != 0)
		return (bad);
	(void)alarm(SECONDS);
	bad += fail_to_spawn_both();
	bad += cancel_some();
	bad += check_int(kill(other, 0), 0);
	return (bad + check_int(kill(other, SIGKILL), 0));
}

static void
test_others_go_on(void **state)
{
	struct sigaction action;

	(void)state;
	memset(&action, 0, sizeof(action));
	action.sa_handler = SIG_IGN;
	on_each_way(ignoring_child, &action);
	action.sa_handler = SIG_DFL;
	action.sa_flags = SA_NOCLDWAIT;
	on_each_way(ignoring_child, &action);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_others_go_on),
	};

	return (run_cases(cases));
}
