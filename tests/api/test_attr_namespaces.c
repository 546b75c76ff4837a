/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * namespaces: new ones, made together with the child; as root, as an ordinary
 * user in a user namespace, and without the privilege.
 *
 * Extension.
 */
#include "attr_ns.h"
#include "needs.h"

struct kind {
	const char *name;
	int flags;
	const char *link; /* in /proc/self/ns */
};

static const struct kind kinds[] = {
	{ "cgroup", CLONE_NEWCGROUP, "cgroup" },
	{ "ipc", CLONE_NEWIPC, "ipc" },
	{ "net", CLONE_NEWNET, "net" },
	{ "mnt", CLONE_NEWNS, "mnt" },
	{ "pid", CLONE_NEWPID, "pid" },
	{ "user", CLONE_NEWUSER, "user" },
	{ "uts", CLONE_NEWUTS, "uts" },
	{ "uts and ipc", CLONE_NEWUTS | CLONE_NEWIPC, "ipc" },
};

/*
 * Whether the kernel refuses them to this process however it asks: to ordinary
 * users as the administrator has it, and user namespaces to all in a chroot.
 */
static bool
are_refused(int flags)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(unshare(flags) != 0 && errno == EPERM);
	return (pid > 0 && wait_for(pid) == 1 << 8);
}

static int
new_child(void *arg)
{
	const struct kind *kind = arg;
	posix_spawnattr_t attr;
	char own[64], got[64] = "";
	int bad, rc;

	namespace_of("self", kind->link, own);
	if (own[0] == '\0') {
		(void)complain("no such namespaces");
		return (77);
	}
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setnamespaces(&attr, kind->flags), 0);
	rc = namespace_of_child(&attr, kind->link, got);
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	if (rc == EPERM && are_refused(kind->flags)) {
		(void)complain("there are no such namespaces to be had here");
		return (77);
	}
	bad += check_int(rc, 0);
	bad += check(got[0] != '\0' && strcmp(got, own) != 0);
	namespace_of("self", kind->link, got);
	return (bad + check_string(own, got));
}

static void
test_new_as_root(void **state)
{
	(void)state;
	skip_unless_root();
	rows_on_each_way(new_child, kinds);
}

static int
user_child(void *arg)
{
	int bad = become_nobody();

	return (bad != 0 ? bad : new_child(arg));
}

/* In a user namespace, which is the first to be made. */
static void
test_new_as_a_user(void **state)
{
	const struct kind *row;
	struct kind kind;

	(void)state;
	FOR_EACH_ROW(row, kinds)
	{
		kind = *row;
		kind.flags |= CLONE_NEWUSER;
		on_each_way(user_child, &kind);
	}
}

static int
denied_child(void *arg)
{
	posix_spawnattr_t attr;
	int bad = become_nobody();

	(void)arg;
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setnamespaces(&attr, CLONE_NEWUTS), 0);
	bad += check_attr_failure(&attr, EPERM, SPAWNX_ATTR_NAMESPACES);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_new_without_the_privilege(void **state)
{
	(void)state;
	on_each_way(denied_child, NULL);
}

/*
 * The refusal was the namespace's, and is not remembered: the next spawn is
 * by clone3(), which needs no change of the caller's mask.
 */
static int
not_remembered_child(void *arg)
{
	int bad = denied_child(arg);
	spawnx_pending_t *p;
	pid_t pid;

	if (refuse_syscall(SYS_rt_sigprocmask, EPERM) != 0)
		return (77);
	bad += check_int(
	    spawnx_spawn(&pid, "/bin/true", NULL, NULL, ARGV("true"), environ),
	    0);
	bad += check_int(wait_for(pid), 0);
	bad += check_int(
	    spawnx_start(&p, 0, "/bin/true", NULL, NULL, ARGV("true"), environ),
	    0);
	bad += check_int(spawnx_finish(p, &pid), 0);
	return (bad + check_int(wait_for(pid), 0));
}

static void
test_refusal_is_not_remembered(void **state)
{
	(void)state;
	need(NEED_CLEAR_HANDLERS);
	if (!BACKEND_IS_ASM)
		skip_because("this backend has no clone3");
	expect_child(not_remembered_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_new_as_root),
		CASE(test_new_as_a_user),
		CASE(test_new_without_the_privilege),
		CASE(test_refusal_is_not_remembered),
	};

	return (run_cases(cases));
}
