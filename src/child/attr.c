/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes in the child: in which order, and those that have a flag.  See
 * main.c for what the child forbids.
 */
#include <errno.h>
#include <signal.h>

#include "child/steps.h"

/*
 * Caught signals go back to their default action, as exec would have it; it
 * is needed where signals are blocked only until the mask is restored.  The
 * threading library's own signals are among them: a handler of theirs must
 * not run in this process either.  One that can't be asked for, or reset,
 * could: the spawn fails.
 *
 * One call for most of them: it sets the default, and tells what was there.
 * Every signal is blocked, so that none finds the default of one which is
 * ignored.  A signal that is pending for the program, because its mask blocks
 * it, stays so: those that the default discards are asked for first.
 */
static long
reset_caught(int sig)
{
	long rc;

	if (spx_sys_default_discards(sig)) {
		rc = spx_sys_is_caught(sig);
		return (rc > 0 ? spx_sys_default(sig) : rc);
	}
	rc = spx_sys_default(sig);
	return (rc > 0 ? spx_sys_ignore(sig) : rc);
}

static long
set_disposition(const struct spx_request *r, int sig)
{
	if ((r->req_flags & POSIX_SPAWN_SETSIGDEF) != 0 &&
	    spx_sigset_has(&r->req_sigdefault, sig))
		return (spx_sys_default(sig));
	return (r->req_signals_blocked ? reset_caught(sig) : 0);
}

/* POSIX lets callers pass a full set; of these two nothing can be changed. */
long
spx_apply_sigdefault(const struct spx_request *r)
{
	const bool any = r->req_signals_blocked ||
			 (r->req_flags & POSIX_SPAWN_SETSIGDEF) != 0;
	long rc = 0;
	int sig;

	for (sig = 1; any && rc >= 0 && sig <= SPX_NSIG; sig++)
		if (sig != SIGKILL && sig != SIGSTOP)
			rc = set_disposition(r, sig);
	return (rc);
}

/* POSIX: SETSCHEDULER includes the parameter and wins over SETSCHEDPARAM. */
long
spx_apply_scheduler(const struct spx_request *r)
{
	long rc = 0;

	if (r->req_flags & POSIX_SPAWN_SETSCHEDULER)
		rc = spx_sys_setscheduler(r->req_policy, r->req_priority);
	else if (r->req_flags & POSIX_SPAWN_SETSCHEDPARAM)
		rc = spx_sys_setschedparam(r->req_priority);
	return (rc);
}

/*
 * POSIX: the effective IDs become the real ones.  The saved IDs follow when
 * the program is executed.
 */
long
spx_apply_resetids(const struct spx_request *r)
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
	return ((long)rc);
}

long
spx_apply_setsid(const struct spx_request *r)
{
	if (!(r->req_flags & SPAWNX_SETSID))
		return (0);
	return (spx_sys_setsid());
}

long
spx_apply_pgroup(const struct spx_request *r)
{
	if (!(r->req_flags & POSIX_SPAWN_SETPGROUP))
		return (0);
	return (spx_sys_setpgid(0, r->req_pgroup));
}

/* Before the actions: what they open, duplicate or inherit stays open. */
long
spx_apply_cloexec(const struct spx_request *r)
{
	if (!(r->req_flags & SPAWNX_CLOEXEC_DEFAULT))
		return (0);
	return (spx_cloexec_from(r, 0));
}

/*
 * Last, where the host's libc doesn't have it otherwise, so that a signal
 * which the caller had blocked can't end the child halfway through.
 */
long
spx_apply_sigmask(const struct spx_request *r)
{
	if (!(r->req_flags & POSIX_SPAWN_SETSIGMASK))
		return (0);
	return (spx_sys_sigmask(SIG_SETMASK, &r->req_sigmask, NULL));
}

/*
 * There is no handler left, so the child goes on as one does that never had
 * any: a signal ends it where it waits for a file action.
 */
static void
unblock(struct spx_request *r)
{
	long rc;

	if (!r->req_signals_blocked)
		return;
	rc = spx_sys_sigmask(SIG_SETMASK, &r->req_mask_until, NULL);
	if (rc < 0)
		spx_child_fail(
		    r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_SIGMASK, (int)-rc);
}

/* On FreeBSD there is a flag for ASLR as well. */
static bool
is_due(const struct spx_request *r, enum spawnx_attribute which)
{
	return ((int)which < SPX_ATTR_FIRST || spx_ext_has(r->req_ext, which) ||
		(which == SPAWNX_ATTR_ASLR &&
		    (r->req_flags & SPX_FLAG_NOASLR) != 0));
}

/* The limit of descriptors may be a late one, whatever the others are. */
static bool
is_its_turn(const struct spx_request *r, enum spawnx_attribute which)
{
	if (which == SPAWNX_ATTR_RLIMIT)
		return (true);
	return (spx_is_late(r, which) == r->req_is_late);
}

/* Not inlined: the code would stand there once for each row. */
static __attribute__((noinline)) void
apply(struct spx_request *r, enum spawnx_attribute which,
    long (*step)(const struct spx_request *))
{
	long rc;

	if (!is_its_turn(r, which) || !is_due(r, which))
		return;
	rc = step(r);
	if (rc < 0 && (r->req_optional & SPX_ATTR_BIT(which)) != 0)
		spx_child_skip(r, which, (int)-rc);
	else if (rc < 0)
		spx_child_fail(r, SPAWNX_STEP_ATTR, (int)which, (int)-rc);
}

/*
 * The caller waits for the child, which on a busy CPU may have to wait for its
 * turn: what makes that longer, or only moves it, is late.
 */
void
spx_child_attributes(struct spx_request *r, bool late)
{
	r->req_is_late = late;
#define APPLY_STEP(NAME, name) apply(r, SPAWNX_ATTR_##NAME, spx_apply_##name);
#define APPLY_FIRST(NAME, name)    \
	APPLY_STEP(NAME, name)     \
	if (!late) {               \
		unblock(r);        \
		spx_child_hold(r); \
	}
#define APPLY_CLONE(NAME, name)
#define APPLY_EXEC(NAME, name)
#define FLAGGED(NAME, name, word, applied, ...) APPLY_##applied(NAME, name)
#define EXTENSION(NAME, name, type, least, most, applied, ...) \
	APPLY_##applied(NAME, name)
#include "base/attributes.def"
}
