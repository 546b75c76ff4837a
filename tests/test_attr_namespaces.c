/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * namespaces: new ones, made together with the child; nsfds: those of another
 * process; chroot: a root directory.  As root, as an ordinary user in a user
 * namespace, and without the privilege.
 *
 * Extensions.
 */
#include "attr_rows.h"

#include <sys/prctl.h>

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

/* What readlink(1) says that the namespace of a child is; 0 or an error. */
static int
namespace_of_child(
    const posix_spawnattr_t *attr, const char *link, char text[64])
{
	const char *out = test_path("out");
	posix_spawn_file_actions_t fa;
	char path[64], *got;
	pid_t pid;
	int rc;

	(void)unlink(out);
	(void)snprintf(path, sizeof(path), "/proc/self/ns/%s", link);
	(void)spawnx_file_actions_init(&fa);
	(void)spawnx_file_actions_addopen(
	    &fa, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	rc = spawnx_spawnp(
	    &pid, "readlink", &fa, attr, ARGV("readlink", path), environ);
	(void)spawnx_file_actions_destroy(&fa);
	if (rc != 0)
		return (rc);
	if (wait_for(pid) != 0)
		return (-1);
	got = read_file(out);
	(void)snprintf(text, 64, "%s", got == NULL ? "" : got);
	text[strcspn(text, "\n")] = '\0';
	free(got);
	return (0);
}

static void
namespace_of(const char *process, const char *link, char text[64])
{
	char path[64];
	ssize_t n;

	(void)snprintf(path, sizeof(path), "/proc/%s/ns/%s", process, link);
	n = readlink(path, text, 63);
	text[n > 0 ? n : 0] = '\0';
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
	if (rc == EPERM && geteuid() != 0) {
		(void)complain("ordinary users have no namespaces here");
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
	const struct kind *row;
	struct kind kind;

	(void)state;
	skip_unless_root();
	FOR_EACH_ROW(row, kinds)
	{
		kind = *row;
		on_each_way(new_child, &kind);
	}
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
	bad += check_int(spawnx_attr_unset(&attr, SPAWNX_ATTR_NAMESPACES), 0);
	/* The refusal was the namespace's, and is not remembered. */
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_new_without_the_privilege(void **state)
{
	(void)state;
	on_each_way(denied_child, NULL);
}

/* A process with new namespaces, which waits to be killed; -1: not allowed. */
static pid_t
keep_namespaces(int flags)
{
	int fds[2];
	char ok = 0;
	pid_t pid;

	if (pipe(fds) != 0)
		return (-1);
	pid = fork();
	if (pid == 0) {
		if (unshare(flags) == 0)
			ok = 1;
		if (write(fds[1], &ok, 1) != 1)
			_exit(1);
		for (;;)
			(void)pause();
	}
	(void)close(fds[1]);
	if (read(fds[0], &ok, 1) != 1)
		ok = 0;
	(void)close(fds[0]);
	if (ok)
		return (pid);
	(void)kill(pid, SIGKILL);
	(void)wait_for(pid);
	return (-1);
}

static int
open_of(pid_t pid, const char *link)
{
	char path[64];

	(void)snprintf(path, sizeof(path), "/proc/%d/ns/%s", (int)pid, link);
	return (open(path, O_RDONLY | O_CLOEXEC));
}

/* The order counts: the user namespace gives the privilege for the other. */
static int
join_child(void *arg)
{
	const bool user = *(const bool *)arg;
	int fds[2], n = 0, bad = user ? become_nobody() : 0;
	char want[64], got[64] = "", process[16];
	posix_spawnattr_t attr;
	pid_t keeper;

	/* Or its files in /proc would be root's. */
	bad += check_int(prctl(PR_SET_DUMPABLE, 1L), 0);
	keeper = keep_namespaces(CLONE_NEWUTS | (user ? CLONE_NEWUSER : 0));
	if (keeper < 0) {
		(void)complain("no namespaces to be joined");
		return (77);
	}
	if (user)
		fds[n++] = open_of(keeper, "user");
	fds[n++] = open_of(keeper, "uts");
	(void)snprintf(process, sizeof(process), "%d", (int)keeper);
	namespace_of(process, "uts", want);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setnsfds(&attr, (size_t)n, fds), 0);
	bad += check_int(namespace_of_child(&attr, "uts", got), 0);
	bad += check_string(got, want);
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	bad += check_int(kill(keeper, SIGKILL), 0);
	return (bad + check_int(wait_for(keeper), SIGKILL));
}

static void
test_join(void **state)
{
	bool user = false;

	(void)state;
	if (geteuid() == 0)
		on_each_way(join_child, &user);
	user = true;
	on_each_way(join_child, &user);
}

static int
join_wrong_child(void *arg)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC), far = 777, bad = 0;
	posix_spawnattr_t attr;

	(void)arg;
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setnsfds(&attr, 1, &fd), 0);
	bad += check_attr_failure(&attr, EINVAL, SPAWNX_ATTR_NSFDS);
	bad += check_int(spawnx_attr_setnsfds(&attr, 1, &far), 0);
	bad += check_attr_failure(&attr, EBADF, SPAWNX_ATTR_NSFDS);
	(void)close(fd);
	fd = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC);
	bad += become_nobody();
	bad += check_int(spawnx_attr_setnsfds(&attr, 1, &fd), 0);
	bad += check_attr_failure(&attr, EPERM, SPAWNX_ATTR_NSFDS);
	(void)close(fd);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_join_failures(void **state)
{
	(void)state;
	on_each_way(join_wrong_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_new_as_root),
		CASE(test_new_as_a_user),
		CASE(test_new_without_the_privilege),
		CASE(test_join),
		CASE(test_join_failures),
	};

	return (run_cases(cases));
}
