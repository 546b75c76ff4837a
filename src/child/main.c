/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * All that runs between the clone and the exec.  The child shares the
 * parent's memory and runs on 4 KiB inside one of its frames, so nothing here
 * calls libc, allocates, or writes anywhere but to its own stack, to its
 * answers in the request, and to the word that remembers a refused
 * close_range().
 *
 * POSIX has the attributes come before the file actions (posix_spawn(),
 * DESCRIPTION) and leaves their order among each other open; doc/order.md
 * has the reasons for the one below.
 */
#include <errno.h>
#include <signal.h>

#include "child/child.h"
#include "child/steps.h"
#include "os/sys.h"

/*
 * Caught signals go back to their default action, as exec would have it; it
 * is needed where signals are blocked only until the mask is restored.  The
 * threading library's own signals are among them: a handler of theirs must
 * not run in this process either.  One that can't be asked for, or reset,
 * could: the spawn fails.
 */
static long
set_disposition(const struct spx_request *r, int sig)
{
	long due = (r->req_flags & POSIX_SPAWN_SETSIGDEF) != 0 &&
		   spx_sigset_has(&r->req_sigdefault, sig);

	if (due == 0 && r->req_signals_blocked)
		due = spx_sys_is_caught(sig);
	return (due > 0 ? spx_sys_default(sig) : due);
}

/* POSIX lets callers pass a full set; of these two nothing can be changed. */
static int
set_dispositions(struct spx_request *r)
{
	const bool any = r->req_signals_blocked ||
			 (r->req_flags & POSIX_SPAWN_SETSIGDEF) != 0;
	long rc = 0;
	int sig;

	for (sig = 1; any && rc >= 0 && sig <= SPX_NSIG; sig++)
		if (sig != SIGKILL && sig != SIGSTOP)
			rc = set_disposition(r, sig);
	return ((int)rc);
}

/* POSIX: SETSCHEDULER includes the parameter and wins over SETSCHEDPARAM. */
static int
set_scheduler(struct spx_request *r)
{
	long rc = 0;

	if (r->req_flags & POSIX_SPAWN_SETSCHEDULER)
		rc = spx_sys_setscheduler(r->req_policy, r->req_priority);
	else if (r->req_flags & POSIX_SPAWN_SETSCHEDPARAM)
		rc = spx_sys_setschedparam(r->req_priority);
	return ((int)rc);
}

/*
 * POSIX: the effective IDs become the real ones.  The saved IDs follow when
 * the program is executed.
 */
static int
reset_ids(struct spx_request *r)
{
	int64_t rc;

	if (!(r->req_flags & POSIX_SPAWN_RESETIDS))
		return (0);
	rc = spx_sys_getuid();
	if (rc >= 0)
		rc = spx_sys_seteuid((uid_t)rc);
	if (rc >= 0)
		rc = spx_sys_getgid();
	if (rc >= 0)
		rc = spx_sys_setegid((gid_t)rc);
	if (rc >= 0)
		rc = spx_child_protect(r);
	return ((int)rc);
}

static int
new_session(struct spx_request *r)
{
	if (!(r->req_flags & SPAWNX_SETSID))
		return (0);
	return ((int)spx_sys_setsid());
}

static int
set_pgroup(struct spx_request *r)
{
	if (!(r->req_flags & POSIX_SPAWN_SETPGROUP))
		return (0);
	return ((int)spx_sys_setpgid(0, r->req_pgroup));
}

/* Before the actions: what they open, duplicate or inherit stays open. */
static int
cloexec_default(struct spx_request *r)
{
	if (!(r->req_flags & SPAWNX_CLOEXEC_DEFAULT))
		return (0);
	return (spx_cloexec_all(r));
}

/*
 * Last, where the host's libc doesn't have it otherwise, so that a signal
 * which the caller had blocked can't end the child halfway through.
 */
static int
set_mask(struct spx_request *r)
{
	if (!r->req_signals_blocked && !(r->req_flags & POSIX_SPAWN_SETSIGMASK))
		return (0);
	return ((int)spx_sys_sigmask(SIG_SETMASK, &r->req_sigmask, NULL));
}

static void
attribute(struct spx_request *r, enum spawnx_attribute which,
    int (*apply)(struct spx_request *))
{
	int rc = apply(r);

	if (rc < 0)
		spx_child_fail(r, SPAWNX_STEP_ATTR, which, -rc);
}

/*
 * On some hosts posix_spawnp() has a shell run what is no program, as their
 * execvp() does: there a path that begins with "-" is an option to it.  The
 * attribute's shell takes it for what it is.
 */
static _Noreturn void
execute_shell(struct spx_request *r, const char *path, int index)
{
	const bool asked = spx_ext_int(r->req_ext, SPAWNX_ATTR_SHELL, 0);
	const char **argv = r->req_shell_argv + 1;
	long rc;

	argv[1] = path;
	if (asked && path[0] == '-') {
		argv[0] = "--";
		argv--;
	}
	rc = spx_sys_execve(
	    r->req_shell, (char *const *)(uintptr_t)argv, r->req_envp);
	if (asked)
		spx_child_fail(
		    r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_SHELL, (int)-rc);
	spx_child_fail(r, SPAWNX_STEP_EXEC, index, (int)-rc);
}

static int
execute_one(struct spx_request *r, const char *path, int index)
{
	long rc = spx_sys_execve(path, r->req_argv, r->req_envp);

	if (rc == -ENOEXEC && r->req_shell != NULL)
		execute_shell(r, path, index);
	return ((int)-rc);
}

/*
 * execvp() in POSIX and both libcs: a file that may not be executed is
 * remembered, and reported if no other one is found.
 */
static _Noreturn void
execute(struct spx_request *r)
{
	const char *path = r->req_paths;
	int decided = 0, error = ENOENT, now;
	unsigned i;

	for (i = 0; i < r->req_npaths; i++) {
		now = execute_one(r, path, (int)i);
		if (error != EACCES || !spx_sys_is_elsewhere(now)) {
			error = now;
			decided = (int)i;
		}
		if (!spx_sys_is_elsewhere(now))
			break;
		while (*path++ != '\0')
			;
	}
	spx_child_not_executed(r, decided, error);
}

int
spx_child_main(void *arg)
{
	struct spx_request *r = arg;
	unsigned i;
	int rc;

	r->req_seen = true;
	spx_child_own_table(r);
	attribute(r, SPAWNX_ATTR_SIGNALS, set_dispositions);
	if (!spx_is_late(r, SPAWNX_ATTR_SCHEDULER))
		attribute(r, SPAWNX_ATTR_SCHEDULER, set_scheduler);
	if (SPX_FLAG_NOASLR != 0)
		attribute(r, SPAWNX_ATTR_NOASLR, spx_child_noaslr);
	if (r->req_ext != NULL)
		spx_child_while_privileged(r);
	attribute(r, SPAWNX_ATTR_RESETIDS, reset_ids);
	attribute(r, SPAWNX_ATTR_SETSID, new_session);
	attribute(r, SPAWNX_ATTR_PGROUP, set_pgroup);
	if (r->req_ext != NULL)
		spx_child_before_actions(r);
	if (SPX_MASK_FIRST)
		attribute(r, SPAWNX_ATTR_SIGMASK, set_mask);
	attribute(r, SPAWNX_ATTR_CLOEXEC_DEFAULT, cloexec_default);
	for (i = 0; i < r->req_nactions; i++) {
		rc = spx_child_action(r, &r->req_actions[i]);
		if (rc < 0)
			spx_child_fail(r, SPAWNX_STEP_ACTION, (int)i, -rc);
	}
	if (spx_is_late(r, SPAWNX_ATTR_SCHEDULER))
		attribute(r, SPAWNX_ATTR_SCHEDULER, set_scheduler);
	if (r->req_ext != NULL)
		spx_child_at_last(r);
	if (!SPX_MASK_FIRST)
		attribute(r, SPAWNX_ATTR_SIGMASK, set_mask);
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_EXECFD))
		spx_child_execfd(r, r->req_ext->ex_int[SPAWNX_ATTR_EXECFD]);
	execute(r);
}
