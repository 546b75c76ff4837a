/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program with pdeathsig gets the signal when its caller ends, after a
 * change of IDs as well; a child whose caller has ended before it could ask
 * for the signal does not run the program.
 *
 * Extension: pdeathsig.
 */
#include "attr_rows.h"

#include <sys/prctl.h>

#define SUBREAPER 36 /* PR_SET_CHILD_SUBREAPER */

/* Spawns cat with fd 0, a pipe that nobody ever writes to, and goes. */
static int
spawn_and_go(posix_spawnattr_t *attr)
{
	pid_t pid;

	return (
	    spawnx_spawn(&pid, "/bin/cat", NULL, attr, ARGV("cat"), environ));
}

/*
 * In a process of its own that inherits the orphan; the status of this, or
 * -1.  ids: with a change of IDs.
 */
static int
orphan_status(bool ids)
{
	posix_spawnattr_t attr;
	int fds[2], rc, status;
	pid_t middle, orphan;

	if (prctl(SUBREAPER, 1L, 0L, 0L, 0L) != 0 || pipe(fds) != 0 ||
	    dup2(fds[0], 0) != 0 || fcntl(fds[0], F_SETFD, FD_CLOEXEC) != 0 ||
	    fcntl(fds[1], F_SETFD, FD_CLOEXEC) != 0)
		return (-1);
	(void)spawnx_attr_init(&attr);
	(void)spawnx_attr_setpdeathsig(&attr, SIGTERM);
	if (ids)
		(void)spawnx_attr_setids(&attr, 4711, 4711);
	middle = fork();
	if (middle == 0)
		_exit(spawn_and_go(&attr));
	rc = wait_for(middle);
	orphan = waitpid(-1, &status, 0);
	(void)spawnx_attr_destroy(&attr);
	return (rc != 0 || orphan < 0 ? -1 : status);
}

static int
dies_child(void *arg)
{
	const bool *ids = arg;

	(void)signal(SIGTERM, SIG_DFL);
	return (check_int(orphan_status(*ids), SIGTERM));
}

static void
test_caller_ends(void **state)
{
	bool ids = false;

	(void)state;
	on_each_way(dies_child, &ids);
	ids = true;
	if (geteuid() == 0)
		on_each_way(dies_child, &ids);
}

/*
 * Who the parent is can't be asked for: the answer must not be taken for the
 * number of one.
 */
static int
unknown_child(void *arg)
{
	posix_spawnattr_t attr;
	int bad;

	(void)arg;
	if (refuse_syscall(SYS_getppid, EPERM) != 0)
		return (77);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setpdeathsig(&attr, SIGTERM), 0);
	bad += check_attr_failure(&attr, EPERM, SPAWNX_ATTR_PDEATHSIG);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_parent_is_not_known(void **state)
{
	(void)state;
	on_each_way(unknown_child, NULL);
}

/* What a spawn with SIGUSR1 gave, and its report, which is freed. */
static int
check_signal(int rc, struct report *r)
{
	int bad = check_int(rc, 0);

	if (r != NULL)
		bad += check_int(report_int(r, "pdeathsig"), SIGUSR1);
	report_free(r);
	return (bad);
}

/* In a new PID namespace the caller is not to be seen, and not missed. */
static int
namespace_child(void *arg)
{
	posix_spawnattr_t attr;
	struct report *r;
	int bad, rc;

	(void)arg;
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setpdeathsig(&attr, SIGUSR1), 0);
	bad += check_int(spawnx_attr_setnamespaces(&attr, CLONE_NEWPID), 0);
	rc = entry_report(0, &r, NULL, &attr);
	if (rc == EPERM) {
		(void)complain("no PID namespaces without the privilege");
		return (77);
	}
	bad += check_signal(rc, r);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_new_pid_namespace(void **state)
{
	(void)state;
	on_each_way(namespace_child, NULL);
}

/*
 * A caller that has left its PID namespace makes its children in another one:
 * they see 0 for it as well.
 */
static int
unshared_child(void *arg)
{
	posix_spawnattr_t attr;
	struct report *r;
	int bad, rc;

	(void)arg;
	if (unshare(CLONE_NEWPID) != 0)
		return (77);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setpdeathsig(&attr, SIGUSR1), 0);
	rc = entry_report(0, &r, NULL, &attr);
	bad += check_signal(rc, r);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_left_pid_namespace(void **state)
{
	(void)state;
	on_each_way(unshared_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_caller_ends),
		CASE(test_parent_is_not_known),
		CASE(test_new_pid_namespace),
		CASE(test_left_pid_namespace),
	};

	return (run_cases(cases));
}
