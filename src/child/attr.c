/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes of extension.h, each one as the child applies it; see
 * child/main.c for what that forbids.  The order of the two tables is that of
 * doc/order.md, which has the reasons.
 */
#include <errno.h>

#include "child/steps.h"
#include SPX_SYSTEM_ATTR_H

static long
apply_sigignore(const struct spx_request *r)
{
	long rc = 0;
	int sig;

	for (sig = 1; rc == 0 && sig <= SPX_NSIG; sig++)
		if (spx_sigset_has(&r->req_ext->ex_sigignore, sig))
			rc = spx_sys_ignore(sig);
	return (rc);
}

static long
apply_nice(const struct spx_request *r)
{
	return (spx_sys_setnice(r->req_ext->ex_int[SPAWNX_ATTR_NICE]));
}

static long
apply_affinity(const struct spx_request *r)
{
	const struct spx_owned *cpus = &r->req_ext->ex_affinity;

	return (spx_sys_setaffinity(cpus->ow_count, cpus->ow_data));
}

static long
apply_rlimit(const struct spx_request *r)
{
	const struct spx_ext *ext = r->req_ext;
	long rc = 0;
	int i;

	for (i = 0; rc == 0 && i < RLIM_NLIMITS; i++)
		if (ext->ex_limits_set >> i & 1)
			rc = spx_sys_setlimit(i, &ext->ex_limits[i]);
	return (rc);
}

static long
apply_noaslr(const struct spx_request *r)
{
	if (!r->req_ext->ex_int[SPAWNX_ATTR_NOASLR])
		return (0);
	return (spx_sys_noaslr());
}

int
spx_child_noaslr(struct spx_request *r)
{
	if (!(r->req_flags & SPX_FLAG_NOASLR))
		return (0);
	return ((int)spx_sys_noaslr());
}

/*
 * Who owns a user namespace may look into all that is in it, and joining one
 * need not be a change that has the kernel protect the memory.
 */
static long
apply_nsfds(const struct spx_request *r)
{
	const struct spx_owned *ns = &r->req_ext->ex_nsfds;
	long rc = r->req_own_memory ? spx_sys_protect_memory() : 0;
	size_t i;

	for (i = 0; rc == 0 && i < ns->ow_count; i++)
		rc = spx_sys_setns(((const int *)ns->ow_data)[i]);
	return (rc);
}

/* A working directory outside of it would be a way out. */
static long
apply_chroot(const struct spx_request *r)
{
	long rc = spx_sys_chroot(r->req_ext->ex_chroot);

	return (rc < 0 ? rc : spx_sys_chdir("/"));
}

static long
apply_groups(const struct spx_request *r)
{
	const struct spx_owned *groups = &r->req_ext->ex_groups;

	return (spx_sys_setgroups(groups->ow_count, groups->ow_data));
}

/*
 * The kernel has made the memory undumpable, or what fs.suid_dumpable says.  If
 * that is 2 there would be core dumps of it, for root.
 */
long
spx_child_protect(const struct spx_request *r)
{
	return (r->req_own_memory ? spx_sys_protect_memory() : 0);
}

/* The user last: with it goes the privilege to set the group. */
static long
apply_ids(const struct spx_request *r)
{
	long rc = spx_sys_setgids(r->req_ext->ex_gid);

	if (rc >= 0)
		rc = spx_sys_setuids(r->req_ext->ex_uid);
	return (rc < 0 ? rc : spx_child_protect(r));
}

static long
apply_ctty(const struct spx_request *r)
{
	return (spx_sys_setctty(r->req_ext->ex_int[SPAWNX_ATTR_CTTY]));
}

/*
 * The signal is for a death from now on: a parent that died before is noticed
 * by the new one.  A child in another PID namespace than its parent's sees 0
 * for either.
 */
static long
apply_pdeathsig(const struct spx_request *r)
{
	long rc = spx_sys_pdeathsig(r->req_ext->ex_int[SPAWNX_ATTR_PDEATHSIG]);

	if (rc >= 0)
		rc = spx_sys_getppid();
	if (rc > 0)
		rc = rc == r->req_parent ? 0 : -ESRCH;
	return (rc);
}

static long
apply_nonewprivs(const struct spx_request *r)
{
	if (!r->req_ext->ex_int[SPAWNX_ATTR_NONEWPRIVS])
		return (0);
	return (spx_sys_nonewprivs());
}

static long
apply_umask(const struct spx_request *r)
{
	/* Never fails, unless a filter refuses it. */
	return (spx_sys_umask((mode_t)r->req_ext->ex_int[SPAWNX_ATTR_UMASK]));
}

struct step {
	enum spawnx_attribute st_which;
	long (*st_apply)(const struct spx_request *);
};

static const struct step while_privileged[] = {
	{ SPAWNX_ATTR_SIGIGNORE, apply_sigignore },
	{ SPAWNX_ATTR_IDMAP, spx_child_idmap },
	{ SPAWNX_ATTR_NICE, apply_nice },
	{ SPAWNX_ATTR_OOMSCOREADJ, spx_child_oomscoreadj },
	{ SPAWNX_ATTR_RLIMIT, apply_rlimit },
	{ SPAWNX_ATTR_NOASLR, apply_noaslr },
	{ SPAWNX_ATTR_NSFDS, apply_nsfds },
	{ SPAWNX_ATTR_CHROOT, apply_chroot },
	{ SPAWNX_ATTR_GROUPS, apply_groups },
	{ SPAWNX_ATTR_IDS, apply_ids },
};

static const struct step before_actions[] = {
	{ SPAWNX_ATTR_CTTY, apply_ctty },
	{ SPAWNX_ATTR_PDEATHSIG, apply_pdeathsig },
	{ SPAWNX_ATTR_NONEWPRIVS, apply_nonewprivs },
	{ SPAWNX_ATTR_UMASK, apply_umask },
};

/*
 * The caller waits for the child, which on a busy CPU may have to wait for its
 * turn: what makes that longer, or only moves it, comes last.
 */
static const struct step at_last[] = {
	{ SPAWNX_ATTR_NICE, apply_nice },
	{ SPAWNX_ATTR_AFFINITY, apply_affinity },
};

static void
apply_all(struct spx_request *r, const struct step steps[], size_t n, bool late)
{
	size_t i;
	long rc;

	for (i = 0; i < n; i++) {
		if (!spx_ext_has(r->req_ext, steps[i].st_which) ||
		    spx_is_late(r, steps[i].st_which) != late)
			continue;
		rc = steps[i].st_apply(r);
		if (rc < 0)
			spx_child_fail(r, SPAWNX_STEP_ATTR,
			    (int)steps[i].st_which, (int)-rc);
	}
}

void
spx_child_while_privileged(struct spx_request *r)
{
	apply_all(r, while_privileged,
	    sizeof(while_privileged) / sizeof(while_privileged[0]), false);
}

void
spx_child_before_actions(struct spx_request *r)
{
	apply_all(r, before_actions,
	    sizeof(before_actions) / sizeof(before_actions[0]), false);
}

void
spx_child_at_last(struct spx_request *r)
{
	apply_all(r, at_last, sizeof(at_last) / sizeof(at_last[0]), true);
}

/* What can't be read, being O_PATH, is taken for one. */
static bool
is_script(int fd)
{
	char start[2];
	long n = spx_sys_pread(fd, start, sizeof(start));

	return (n < 0 || (n == 2 && start[0] == '#' && start[1] == '!'));
}

/*
 * The kernel has ENOENT for a script that its interpreter could not open by
 * /dev/fd, and for an interpreter that is missing.  The first is about the
 * descriptor, as EBADF is.
 */
static bool
is_descriptors_doing(int fd, long rc)
{
	long flags;

	if (rc != -ENOENT)
		return (rc == -EBADF);
	flags = spx_sys_fcntl(fd, F_GETFD, 0);
	return (flags >= 0 && (flags & FD_CLOEXEC) != 0 && is_script(fd));
}

void
spx_child_execfd(struct spx_request *r, int fd)
{
	long rc = spx_sys_execfd(fd, r->req_argv, r->req_envp);

	if (is_descriptors_doing(fd, rc))
		spx_child_fail(
		    r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_EXECFD, (int)-rc);
	/* There is a file: not found is its interpreter. */
	spx_child_fail(r,
	    rc == -ENOENT || rc == -ENOTDIR ? SPAWNX_STEP_INTERPRETER
					    : SPAWNX_STEP_EXEC,
	    0, (int)-rc);
}
