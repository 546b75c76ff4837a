/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nsfds: the program is in the namespaces of another process; as root, and as
 * an ordinary user by way of a user namespace of his own.
 *
 * Extension.
 */
#include "attr_ns.h"
#include "needs.h"

#include <sys/prctl.h>

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
	need(NEED_JOIN_USER);
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
		CASE(test_join),
		CASE(test_join_failures),
	};

	return (run_cases(cases));
}
