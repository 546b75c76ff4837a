/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * All that runs between the clone and the exec.  The child shares the
 * parent's memory and runs on 4 KiB inside one of its frames, so nothing here
 * calls libc, allocates, or writes anywhere but to its own stack, to
 * req_failure, and to the word that remembers a refused close_range().
 *
 * POSIX has the attributes come before the file actions (posix_spawn(),
 * DESCRIPTION) and leaves their order among each other open; doc/order.md
 * has the reasons for the one below.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>

#include "spx.h"
#include "sys_linux.h"

static const struct spx_ksigaction default_action;

static bool
has(uint64_t set, int sig)
{
	return ((set >> (sig - 1) & 1) != 0);
}

/*
 * Caught signals go back to their default action, as exec would have it; it
 * is needed where signals are blocked only until the mask is restored.  The
 * threading library's own signals are among the 64: a handler of theirs must
 * not run in this process either.
 */
static bool
is_caught(int sig)
{
	struct spx_ksigaction old;

	if (spx_sys_sigaction(sig, NULL, &old) < 0)
		return (false);
	return (old.ks_handler > SPX_SIG_IGN);
}

/*
 * sigaction() fails only for signals that can't be changed, SIGKILL and
 * SIGSTOP, and those have their default action: POSIX lets callers pass a
 * full set.
 */
static int
set_dispositions(struct spx_request *r)
{
	uint64_t defaults = 0;
	int sig;

	if (r->req_flags & POSIX_SPAWN_SETSIGDEF)
		defaults = r->req_sigdefault;
	if (defaults == 0 && !r->req_signals_blocked)
		return (0);
	for (sig = 1; sig <= SPX_NSIG; sig++)
		if (has(defaults, sig) ||
		    (r->req_signals_blocked && is_caught(sig)))
			(void)spx_sys_sigaction(sig, &default_action, NULL);
	return (0);
}

/* POSIX: SETSCHEDULER includes the parameter and wins over SETSCHEDPARAM. */
static int
set_scheduler(struct spx_request *r)
{
	struct sched_param param = { .sched_priority = r->req_priority };

	if (r->req_flags & POSIX_SPAWN_SETSCHEDULER)
		return ((int)spx_sys3(
		    SYS_sched_setscheduler, 0, r->req_policy, (long)&param));
	if (r->req_flags & POSIX_SPAWN_SETSCHEDPARAM)
		return ((int)spx_sys2(SYS_sched_setparam, 0, (long)&param));
	return (0);
}

/*
 * POSIX: the effective IDs become the real ones.  The saved IDs follow when
 * the program is executed.
 */
static int
reset_ids(struct spx_request *r)
{
	long rc;

	if (!(r->req_flags & POSIX_SPAWN_RESETIDS))
		return (0);
	rc = spx_sys3(SPX_SYS_setresuid, -1, spx_sys0(SPX_SYS_getuid), -1);
	if (rc == 0)
		rc = spx_sys3(
		    SPX_SYS_setresgid, -1, spx_sys0(SPX_SYS_getgid), -1);
	return ((int)rc);
}

static int
new_session(struct spx_request *r)
{
	long rc = 0;

	if (r->req_flags & SPAWNX_SETSID)
		rc = spx_sys0(SYS_setsid);
	return ((int)(rc < 0 ? rc : 0));
}

static int
set_pgroup(struct spx_request *r)
{
	if (!(r->req_flags & POSIX_SPAWN_SETPGROUP))
		return (0);
	return ((int)spx_sys2(SYS_setpgid, 0, r->req_pgroup));
}

/* Before the actions: what they open, duplicate or inherit stays open. */
static int
cloexec_default(struct spx_request *r)
{
	if (!(r->req_flags & SPAWNX_CLOEXEC_DEFAULT))
		return (0);
	return (spx_cloexec_from(0));
}

/*
 * Last, so that a signal which the caller had blocked can't end the child
 * halfway through the steps above.
 */
static int
set_mask(struct spx_request *r)
{
	if (!r->req_signals_blocked && !(r->req_flags & POSIX_SPAWN_SETSIGMASK))
		return (0);
	return ((int)spx_sys_sigmask(SIG_SETMASK, &r->req_sigmask, NULL));
}

static _Noreturn void
fail(struct spx_request *r, enum spawnx_step step, int index, int error)
{
	r->req_failure.error = error;
	r->req_failure.index = index;
	r->req_failure.step = step;
	for (;;)
		(void)spx_sys1(SYS_exit_group, 127);
}

static void
attribute(struct spx_request *r, enum spawnx_attribute which,
    int (*apply)(struct spx_request *))
{
	int rc = apply(r);

	if (rc < 0)
		fail(r, SPAWNX_STEP_ATTR, which, -rc);
}

/* The errors after which a search goes on to the next directory. */
static bool
is_elsewhere(int error)
{
	switch (error) {
	case EACCES:
	case ENOENT:
	case ENOTDIR:
	case ENODEV:
	case ESTALE:
	case ETIMEDOUT:
		return (true);
	default:
		return (false);
	}
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
		now = (int)-spx_sys_execve(path, r->req_argv, r->req_envp);
		if (error != EACCES || !is_elsewhere(now)) {
			error = now;
			decided = (int)i;
		}
		if (!is_elsewhere(now))
			break;
		while (*path++ != '\0')
			;
	}
	fail(r, SPAWNX_STEP_EXEC, decided, error);
}

int
spx_child_main(void *arg)
{
	struct spx_request *r = arg;
	unsigned i;
	int rc;

	/* A kernel that ignored CLONE_PIDFD: better no child than no handle. */
	if (r->req_want_handle && r->req_handle < 0)
		fail(r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_HANDLE, ENOTSUP);
	attribute(r, SPAWNX_ATTR_SIGNALS, set_dispositions);
	attribute(r, SPAWNX_ATTR_SCHEDULER, set_scheduler);
	attribute(r, SPAWNX_ATTR_RESETIDS, reset_ids);
	attribute(r, SPAWNX_ATTR_SETSID, new_session);
	attribute(r, SPAWNX_ATTR_PGROUP, set_pgroup);
	attribute(r, SPAWNX_ATTR_CLOEXEC_DEFAULT, cloexec_default);
	for (i = 0; i < r->req_nactions; i++) {
		rc = spx_child_action(&r->req_actions[i]);
		if (rc < 0)
			fail(r, SPAWNX_STEP_ACTION, (int)i, -rc);
	}
	attribute(r, SPAWNX_ATTR_SIGMASK, set_mask);
	execute(r);
}
