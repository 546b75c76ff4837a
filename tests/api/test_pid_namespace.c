/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * After unshare(CLONE_NEWPID) the first child is the init of a namespace, which
 * ends with it: every later spawn would be ENOMEM.  So that child is the one
 * that was asked for, whatever the library has to find out, and is refused.
 *
 * Not of POSIX: no child is seen that nobody spawned.
 */
#include "check.h"
#include "forked.h"

static const struct row {
	const char *name;
	const char *actions;
	long refused; /* with this error, in each way; 0: nothing */
	int error;
	bool start;
	uid_t user; /* 0: the caller's */
} rows[] = {
	{ "plain", "", 0, 0, false, 0 },
	{ "start", "", 0, 0, true, 0 },
	{ "another user", "", 0, 0, false, 4711 },
	{ "closefrom", "f3", 0, 0, false, 0 },
	{ "closefrom, close_range is ENOSYS", "f3", SYS_close_range, ENOSYS,
	    false, 0 },
	{ "closefrom, close_range is EPERM", "f3", SYS_close_range, EPERM,
	    false, 0 },
	{ "closefrom, close_range is EINVAL", "f3", SYS_close_range, EINVAL,
	    false, 0 },
	{ "sharing, close_range is EINVAL", "c9", SYS_close_range, EINVAL, true,
	    0 },
};

static int
spawn(const struct row *row, pid_t *pid, posix_spawn_file_actions_t *fa,
    posix_spawnattr_t *attr)
{
	char *const argv[] = { (char *)(uintptr_t) "sh",
		(char *)(uintptr_t) "-c", (char *)(uintptr_t) "exit $$", NULL };
	spawnx_pending_t *p;
	int rc;

	if (!row->start)
		return (spawnx_spawn(pid, "/bin/sh", fa, attr, argv, environ));
	rc = spawnx_start(
	    &p, SPAWNX_SHAREFILES, "/bin/sh", fa, attr, argv, environ);
	return (rc != 0 ? rc : spawnx_finish(p, pid));
}

/* Its program sees that it is process 1 there; and no other child is left. */
static int
row_child(void *arg)
{
	const struct row *row = arg;
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	pid_t pid = -1;
	int bad;

	if (unshare(CLONE_NEWPID) != 0)
		return (77);
	if (row->refused != 0 && refuse_syscall(row->refused, row->error) != 0)
		return (77);
	bad = check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(add_actions(family_spawnx(), &fa, row->actions), 0);
	if (row->user != 0)
		bad += check_int(
		    spawnx_attr_setids(&attr, row->user, (gid_t)-1), 0);
	bad += check_int(spawn(row, &pid, &fa, &attr), 0);
	bad += check_int(wait_for(pid), 1 << 8) + check(!has_child());
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	return (bad == 0 ? 0 : complain("%s", row->name));
}

static void
test_first_child(void **state)
{
	(void)state;
	skip_unless_root();
	for (size_t i = 0; i < COUNT(rows); i++)
		on_each_way(row_child, (void *)(uintptr_t)&rows[i]);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_first_child),
	};

	return (run_cases(cases));
}
