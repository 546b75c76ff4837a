/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A caller whose children change their IDs stays as dumpable as it was, or as
 * it makes itself meanwhile: the kernel has that with the memory.  From many
 * threads at once, across a fork in the middle, with RESETIDS, and as the init
 * of a PID namespace.
 *
 * Not of POSIX: what a spawn must leave as it was.
 */
#include "attr_rows.h"
#include "needs.h"

#include <sys/fsuid.h>
#include <sys/prctl.h>

#include <pthread.h>

#define USER   4711
#define GROUP  4712
#define SPAWNS 50

static void *
spawn_often(void *arg)
{
	pid_t pid;

	for (int i = 0; i < SPAWNS; i++) {
		if (spawnx_spawn(&pid, "/bin/true", NULL, arg, ARGV("true"),
			environ) != 0 ||
		    wait_for(pid) != 0)
			return (arg);
	}
	return (NULL);
}

/* A fork counts anew, whatever is in flight in its parent. */
static int
forked_child(void *arg)
{
	int bad = check(spawn_often(arg) == NULL);

	return (bad + check_int(prctl(PR_GET_DUMPABLE), 1));
}

static int
in_flight_child(void *arg)
{
	spawnx_pending_t *p;
	posix_spawnattr_t attr;
	pid_t pid = -1;
	int bad;

	(void)arg;
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, GROUP), 0);
	bad += check_int(spawnx_start(&p, 0, "/bin/true", NULL, &attr,
			     ARGV("true"), environ),
	    0);
	sleep_ms(20);
	bad += check(spawn_often(&attr) == NULL);
	bad += check_int(spawnx_finish(p, &pid), 0);
	bad += check_int(wait_for(pid), 0);
	bad += check_int(prctl(PR_GET_DUMPABLE), 1);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_in_flight(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(in_flight_child, NULL);
}

/* The kernel's mark is on the memory, which the child shares. */
static int
dumpable_child(void *arg)
{
	posix_spawnattr_t attr;
	pthread_t threads[4];
	void *result;
	int bad;

	(void)arg;
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, GROUP), 0);
	for (size_t i = 0; i < COUNT(threads); i++)
		bad += check_int(
		    pthread_create(&threads[i], NULL, spawn_often, &attr), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		bad += check_int(pthread_join(threads[i], &result), 0);
		bad += check(result == NULL);
	}
	bad += check_int(prctl(PR_GET_DUMPABLE), 1);
	bad += check_int(in_child(forked_child, &attr), 0);
	bad += check_int(prctl(PR_SET_DUMPABLE, 0), 0);
	bad += check(spawn_often(&attr) == NULL);
	bad += check_int(prctl(PR_GET_DUMPABLE), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_caller_stays_dumpable(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(dumpable_child, NULL);
}

/*
 * RESETIDS, of a caller who has other real IDs than effective ones: he is
 * dumpable as long as he did not change these, or if he says so.
 */
static int
reset_child(void *arg)
{
	posix_spawnattr_t attr;
	int bad;

	(void)arg;
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setflags(&attr, POSIX_SPAWN_RESETIDS), 0);
	bad += check_int(setresgid(GROUP, 0, 0), 0);
	bad += check_int(prctl(PR_GET_DUMPABLE), 1);
	bad += check(spawn_often(&attr) == NULL);
	bad += check_int(prctl(PR_GET_DUMPABLE), 1);
	bad += check_int(setresuid(0, USER, 0), 0);
	bad += check_int(prctl(PR_GET_DUMPABLE), 0);
	bad += check(spawn_often(&attr) == NULL);
	bad += check_int(prctl(PR_GET_DUMPABLE), 0);
	bad += check_int(prctl(PR_SET_DUMPABLE, 1), 0);
	bad += check(spawn_often(&attr) == NULL);
	bad += check_int(prctl(PR_GET_DUMPABLE), 1);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_resetids(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(reset_child, NULL);
}

/* -- What the caller does in the middle is not undone -- */

static int
make_undumpable(void)
{
	return (prctl(PR_SET_DUMPABLE, 0));
}

static int
drop_ids(void)
{
	return (
	    setresgid(65534, 65534, 65534) + setresuid(65534, 65534, 65534));
}

static int
set_files_user(void)
{
	(void)setfsuid(USER);
	return (0);
}

static int
pending_child(void *arg)
{
	int (*const *protect)(void) = arg;
	spawnx_pending_t *p;
	posix_spawnattr_t attr;
	pid_t pid = -1;
	int bad;

	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, GROUP), 0);
	bad += check_int(spawnx_start(&p, 0, "/bin/true", NULL, &attr,
			     ARGV("true"), environ),
	    0);
	bad += check_int((*protect)(), 0);
	bad += check_int(prctl(PR_GET_DUMPABLE), 0);
	bad += check_int(spawnx_finish(p, &pid), 0);
	bad += check_int(wait_for(pid), 0);
	bad += check_int(prctl(PR_GET_DUMPABLE), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_protected_meanwhile(void **state)
{
	int (*const ways[])(
	    void) = { make_undumpable, drop_ids, set_files_user };

	(void)state;
	need(NEED_SETFSUID);
	skip_unless_root();
	for (size_t i = 0; i < COUNT(ways); i++)
		on_each_way(pending_child, (void *)(uintptr_t)&ways[i]);
}

/* Its process ID is 1, and so is that of its child in a new namespace. */
static int
init_child(void *arg)
{
	posix_spawnattr_t attr;
	int bad;
	pid_t pid = -1;

	(void)arg;
	if (getpid() != 1)
		return (check_int(getpid(), 1));
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, GROUP), 0);
	bad += check_int(spawnx_attr_setnamespaces(&attr, CLONE_NEWPID), 0);
	bad += check_int(
	    spawnx_spawn(&pid, "/bin/true", NULL, &attr, ARGV("true"), environ),
	    0);
	bad += check_int(wait_for(pid), 0);
	bad += check_int(prctl(PR_GET_DUMPABLE), 1);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static int
init_parent(void *arg)
{
	if (unshare(CLONE_NEWPID) != 0)
		return (77);
	return (check_int(in_child(init_child, arg), 0));
}

static void
test_init(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(init_parent, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_caller_stays_dumpable),
		CASE(test_in_flight),
		CASE(test_resetids),
		CASE(test_protected_meanwhile),
		CASE(test_init),
	};

	return (run_cases(cases));
}
