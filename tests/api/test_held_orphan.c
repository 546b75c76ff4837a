/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The child of a held start ends with its caller, however that ends, and the
 * program never runs.
 *
 * Extension: spawnx_start(3), Held starts.
 */
#include "held.h"

#include <sys/prctl.h>

#include <fcntl.h>

enum end {
	BY_EXIT,
	BY_KILL,
	BY_EXEC,
	FORKED, /* a process that it has forked holds its descriptors */
	NO_PIDFD,
	NO_LOCK,
	FORKED_EXEC,
};

struct orphan {
	const char *name;
	enum end end;
};

static const struct orphan orphans[] = {
	{ "it exits", BY_EXIT },
	{ "it is killed", BY_KILL },
	{ "it executes a program", BY_EXEC },
	{ "a fork has its descriptors", FORKED },
	{ "a fork, and no descriptor of the caller", NO_PIDFD },
	{ "a fork, and no record lock", NO_LOCK },
	{ "it executes a program, and a fork has its descriptors",
	    FORKED_EXEC },
};

/* As a process that is the child's parent, and ends. */
static void
hold_and_end(enum end end, int to)
{
	spawnx_pending_t *p;
	pid_t pids[2] = { 0, 0 };

	if (end == NO_PIDFD)
		(void)refuse_syscall(SYS_pidfd_open, ENOSYS);
	if (end == NO_PIDFD || end == NO_LOCK)
		(void)refuse_syscall_if_arg(
		    CALL_fcntl, 1, ~0U, F_SETLK, EINVAL);
	p = hold(0, NULL, NULL);
	pids[0] = spawnx_pending_pid(p);
	if (end >= FORKED) {
		pids[1] = fork();
		if (pids[1] == 0) {
			(void)alarm(70); /* if nobody is left to kill it */
			for (;;)
				(void)pause();
		}
	}
	(void)write(to, pids, sizeof(pids));
	if (end == BY_EXEC || end == FORKED_EXEC)
		(void)execlp("sleep", "sleep", "2", (char *)NULL);
	if (end == BY_KILL)
		(void)raise(SIGKILL);
	_exit(0);
}

/* Whether the child has ended, and its parent has not. */
static bool
ends_sooner(pid_t child, pid_t parent)
{
	char path[64], *text;
	bool ended = false;

	(void)snprintf(path, sizeof(path), "/proc/%d/stat", (int)child);
	for (int i = 0; i < 150 && !ended; i++, sleep_ms(10)) {
		text = read_file(path);
		ended = text == NULL || strstr(text, ") Z ") != NULL;
		free(text);
	}
	return (ended && waitpid(parent, NULL, WNOHANG) == 0);
}

/* As a subreaper, so that it can wait for an orphan. */
static int
orphan_child(void *arg)
{
	const struct orphan *row = arg;
	pid_t pids[2], parent;
	int fds[2], status = -1, bad = 0;

	(void)alarm(60);
	CHECK(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0 && pipe(fds) == 0);
	parent = fork();
	if (parent == 0)
		hold_and_end(row->end, fds[1]);
	CHECK(read(fds[0], pids, sizeof(pids)) == sizeof(pids));
	CHECK(pids[0] > 0);
	if (row->end == BY_EXEC || row->end == FORKED_EXEC)
		bad += check(ends_sooner(pids[0], parent));
	(void)waitpid(parent, NULL, 0);
	bad += check(waitpid(pids[0], &status, 0) == pids[0]);
	/* Or it was about to say that it is there. */
	bad += check(status == 127 << 8 || status == SIGPIPE);
	bad += check(!has_run());
	if (pids[1] > 0) {
		(void)kill(pids[1], SIGKILL);
		bad += check(waitpid(pids[1], NULL, 0) == pids[1]);
	}
	return (bad + check(!has_child()));
}

static void
test_the_caller_ends(void **state)
{
	(void)state;
	rows_on_each_way(orphan_child, orphans);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_the_caller_ends),
	};

	if (!spawnx_can(SPAWNX_CAN_HELD))
		return (skip_all("no start is held here"));
	return (run_cases(cases));
}
