/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A detached spawn whose system calls are refused: it fails with the error of
 * the one that failed, or does without, and leaves nothing.
 *
 * Not of POSIX: spawnx_spawn(3).
 */
#include "check.h"
#include "filter.h"
#include "forked.h"

#include <sys/mman.h>
#include <sys/wait.h>

#ifndef __WALL
#define __WALL 0x40000000
#endif

#define PARENT_SETTID 0x00100000
#define NO_ARGUMENT   0 /* the call whatever its arguments are */

static const struct row {
	const char *name;
	long number;
	unsigned argno;
	uint32_t mask;
	int error, want;
	bool by_clone; /* without clone3() */
} rows[] = {
	{ "the page", CALL_mmap, 3, MAP_SHARED, ENOMEM, ENOMEM, false },
	{ "the one in between", SYS_clone, 0, NO_ARGUMENT, EAGAIN, EAGAIN,
	    false },
	{ "clone3() of the program", SYS_clone3, 0, NO_ARGUMENT, EAGAIN, EAGAIN,
	    false },
	{ "clone3() at all", SYS_clone3, 0, NO_ARGUMENT, EPERM, 0, false },
	{ "clone() of the program", SYS_clone, CLONE_FLAGS_ARG, PARENT_SETTID,
	    EAGAIN, EAGAIN, true },
	{ "clone() of the program, ENOMEM", SYS_clone, CLONE_FLAGS_ARG,
	    PARENT_SETTID, ENOMEM, ENOMEM, true },
	{ "its wait", SYS_wait4, 0, NO_ARGUMENT, EPERM, 0, false },
	{ "the page's end", SYS_munmap, 0, NO_ARGUMENT, EPERM, 0, false },
	{ "blocking signals", SYS_rt_sigprocmask, 0, NO_ARGUMENT, EPERM, EPERM,
	    true },
};

/* By waitid(), which no row refuses. */
static int
check_no_child(void)
{
	siginfo_t info;

	return (check_int(waitid(P_ALL, 0, &info, WEXITED | __WALL), -1) +
		check_int(errno, ECHILD));
}

static int
is_refused(void *arg)
{
	const struct row *row = arg;
	spawnx_failure_t where;
	const spawnx_options_t o = { .flags = SPAWNX_DETACHED,
		.failure = &where };
	pid_t pid = 4711;
	int bad = 0, rc;

	if (row->by_clone && refuse_syscall(SYS_clone3, ENOSYS) != 0)
		return (77);
	if (refuse_syscall_if_arg(
		row->number, row->argno, row->mask, row->mask, row->error) != 0)
		return (77);
	rc = spawnx_spawn_with(&pid, "/bin/true", NULL, NULL, ARGV("true"),
	    environ, &o, sizeof(o));
	bad += check_int(rc, row->want);
	if (rc != 0) {
		bad += check_int(where.step, SPAWNX_STEP_CLONE);
		bad += check_int(pid, 4711);
	}
	return (bad + check_no_child());
}

static void
test_refused(void **state)
{
	(void)state;
	if (!BACKEND_IS_ASM || spawnx_can(SPAWNX_CAN_AUTOKILL))
		skip_because("other calls are made here");
	expect_rows(is_refused, rows);
}

/*
 * The one in between has a copy of the memory, as in a process that has made a
 * time namespace, before Linux 6.3: all is told the same.
 */
static const struct copied {
	const char *name;
	bool no_clone3, spawns_before;
} copies[] = {
	{ "clone3()", false, false },
	{ "clone3(), after a spawn", false, true },
	{ "clone()", true, false },
	{ "clone(), after a spawn", true, true },
};

static int
detach(const char *path, int want, int step, int *handle)
{
	spawnx_failure_t where = { .error = 0 };
	const spawnx_options_t o = {
		.flags = SPAWNX_DETACHED, .failure = &where, .handle = handle
	};
	pid_t pid = 4711;
	int bad;

	bad = check_int(spawnx_spawn_with(&pid, path, NULL, NULL, ARGV("true"),
			    environ, &o, sizeof(o)),
	    want);
	bad += check_int(where.step, step);
	return (bad + check((pid == 4711) == (want != 0)));
}

static int
spawn_before(void)
{
	pid_t pid = -1;
	int bad = check_int(
	    spawnx_spawn(&pid, "/bin/true", NULL, NULL, ARGV("true"), environ),
	    0);

	return (bad + check_int(wait_for(pid), 0));
}

static int
is_copied(void *arg)
{
	const struct copied *row = arg;
	const int fds = count_fds();
	int bad = 0, handle = -7;

	if (row->no_clone3 && refuse_syscall(SYS_clone3, ENOSYS) != 0)
		return (77);
	if (row->spawns_before)
		bad += spawn_before();
	if (refuse_shared_memory(EINVAL) != 0)
		return (77);
	for (int i = 0; i < 2; i++) {
		bad += detach("/bin/true", ENOTSUP, SPAWNX_STEP_ATTR, &handle);
		bad += detach("/none", ENOENT, SPAWNX_STEP_EXEC, NULL);
		bad += detach("/bin/true", 0, SPAWNX_STEP_NONE, NULL);
	}
	bad += check_int(handle, -7) + check_int(count_fds(), fds);
	return (bad + check_no_child());
}

static void
test_copied(void **state)
{
	(void)state;
	if (spawnx_can(SPAWNX_CAN_AUTOKILL))
		skip_because("there is none in between");
	expect_rows(is_copied, copies);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_refused),
		CASE(test_copied),
	};

	if (!spawnx_can(SPAWNX_CAN_DETACHED))
		return (skip_all("nothing is detached here"));
	return (run_cases(cases));
}
