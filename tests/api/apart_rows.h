/* SPDX-License-Identifier: BSD-2-Clause */
/* Attributes, and callers, of children that may have the caller's memory, and
 * of those that may not; see test_apart.c. */
#ifndef APART_ROWS_H
#define APART_ROWS_H

#include "attr_ns.h"
#include "caps.h"
#include "dumpable.h"
#include "filter.h"
#include "kernel.h"

#include <sys/fsuid.h>
#include <sys/personality.h>

#define USER  4711
#define GROUP 4712

struct row {
	const char *name;
	int (*set)(posix_spawnattr_t *);
	int (*caller)(void); /* before the spawn; NULL: nothing */
	bool apart; /* of a caller that is not known to be undumpable */
};

static int
set_nothing(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setumask(attr, 022));
}

static int
set_user(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setids(attr, USER, (gid_t)-1));
}

static int
set_group(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setids(attr, (uid_t)-1, GROUP));
}

static int
set_no_ids(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setids(attr, (uid_t)-1, (gid_t)-1));
}

static int
set_own_ids(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setids(attr, geteuid(), getegid()));
}

static int
set_groups(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setgroups(attr, 0, NULL));
}

static int
set_reset(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setflags(attr, POSIX_SPAWN_RESETIDS));
}

static int
set_user_namespace(posix_spawnattr_t *attr)
{
	if (no_user_namespaces())
		return (ENOSYS);
	return (spawnx_attr_setnamespaces(attr, CLONE_NEWUSER));
}

static int
set_other_namespace(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setnamespaces(attr, CLONE_NEWUTS));
}

static int
set_map(posix_spawnattr_t *attr)
{
	if (no_user_namespaces())
		return (ENOSYS);
	return (spawnx_attr_setidmap(attr, 0, 0));
}

static int
join(posix_spawnattr_t *attr, const char *path)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);

	return (spawnx_attr_setnsfds(attr, 1, &fd));
}

static int
set_join_uts(posix_spawnattr_t *attr)
{
	return (join(attr, "/proc/self/ns/uts"));
}

/* Another one: to join one's own is EINVAL. */
static int
set_join_users(posix_spawnattr_t *attr)
{
	int fds[2];
	char byte, path[64];
	pid_t pid;

	if (no_user_namespaces())
		return (ENOSYS);
	if (pipe(fds) != 0)
		return (errno);
	pid = fork();
	if (pid == 0) {
		byte = unshare(CLONE_NEWUSER) == 0;
		(void)write(fds[1], &byte, 1);
		(void)pause();
		_exit(0);
	}
	if (read(fds[0], &byte, 1) != 1)
		byte = 0;
	(void)snprintf(path, sizeof(path), "/proc/%d/ns/user", (int)pid);
	byte = byte == 0 ? ENOSYS : (char)join(attr, path);
	(void)kill(pid, SIGKILL);
	(void)wait_for(pid);
	(void)close(fds[0]);
	(void)close(fds[1]);
	return (byte);
}

/* Other real IDs than effective ones; the kernel's mark is taken away. */
static int
split_user(void)
{
	const int rc = setresuid(USER, 0, 0);

	set_dumpable(1);
	return (rc);
}

static int
split_group(void)
{
	const int rc = setresgid(GROUP, 0, 0);

	set_dumpable(1);
	return (rc);
}

static int
split_files_user(void)
{
	(void)setfsuid(USER);
	set_dumpable(1);
	return (setfsuid((uid_t)-1) == USER ? 0 : -1);
}

/* What can't be asked for is taken for what would be dangerous. */
static int
hide_dumpable(void)
{
	return (
	    refuse_syscall_if_arg(SYS_prctl, 0, ~0U, PR_GET_DUMPABLE, EPERM));
}

static int
hide_users(void)
{
	return (refuse_syscall(CALL_getresuid, EPERM));
}

static int
hide_groups(void)
{
	return (refuse_syscall(CALL_getresgid, EPERM));
}

/* All that can be dropped of them, and little that is kept. */
static int
set_few_caps(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setcapbounding(attr, CAP(CAP_SETPCAP)) +
		spawnx_attr_setcapinheritable(attr, 0) +
		spawnx_attr_setcapambient(attr, 0));
}

/* Another process of the user lacks what the caller may do. */
static int
be_capable_user(void)
{
	const unsigned long long some =
	    CAP(CAP_DAC_OVERRIDE) | CAP(CAP_SETPCAP) | CAP(CAP_SYS_PTRACE);

	if (prctl(PR_SET_KEEPCAPS, 1L, 0L, 0L, 0L) != 0 ||
	    setresgid(GROUP, GROUP, GROUP) != 0 ||
	    setresuid(USER, USER, USER) != 0)
		return (-1);
	return (set_caps(some));
}

/* It is killed with a core dump, if it is killed. */
static int
set_filter(posix_spawnattr_t *attr)
{
	static const struct sock_filter filter[] = {
		{ FILTER_GIVE, 0, 0, FILTER_ALLOW },
	};

	return (spawnx_attr_setseccomp(attr, COUNT(filter), filter));
}

static int
set_filter_alone(posix_spawnattr_t *attr)
{
	return (kernel_dump_kills_all() ? ENOTSUP : set_filter(attr));
}

/* So that uname(2) has an old number. */
static int
be_old(void)
{
	return (personality(UNAME26) < 0 ? -1 : 0);
}

static const struct row rows[] = {
	{ "none of these", set_nothing, NULL, false },
	{ "groups", set_groups, NULL, false },
	{ "the user", set_user, NULL, true },
	{ "the group", set_group, NULL, true },
	{ "no IDs", set_no_ids, NULL, false },
	{ "its own IDs", set_own_ids, NULL, false },
	{ "its own IDs, but another real one", set_own_ids, split_user, true },
	{ "RESETIDS of nothing", set_reset, NULL, false },
	{ "RESETIDS, user", set_reset, split_user, true },
	{ "RESETIDS, group", set_reset, split_group, true },
	{ "RESETIDS, the user that files see", set_reset, split_files_user,
	    true },
	{ "the user, and who may look is not known", set_user, hide_dumpable,
	    true },
	{ "its own IDs, not known", set_own_ids, hide_users, true },
	{ "its own groups, not known", set_own_ids, hide_groups, true },
	{ "none of these, nothing known", set_nothing, hide_dumpable, false },
	{ "a new namespace", set_other_namespace, NULL, false },
	{ "a new user namespace", set_user_namespace, NULL, true },
	{ "a map of IDs", set_map, NULL, true },
	{ "another namespace", set_join_uts, NULL, false },
	{ "another user namespace", set_join_users, NULL, true },
	{ "capabilities", set_few_caps, NULL, false },
	{ "a user's capabilities", set_few_caps, be_capable_user, false },
	{ "a filter", set_filter_alone, NULL, false },
	{ "a filter, on an old kernel", set_filter, be_old, true },
	{ "no filter, on an old kernel", set_nothing, be_old, false },
};

#endif /* APART_ROWS_H */
