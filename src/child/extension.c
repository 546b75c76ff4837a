/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that are extensions, each one as the child applies it; see
 * main.c for what that forbids.
 */
#include <errno.h>

#include "child/steps.h"
#include SPX_SYSTEM_ATTR_H

static const union spx_value *
value(const struct spx_request *r, enum spawnx_attribute which)
{
	return (spx_ext_value(r->req_ext, which));
}

long
spx_apply_sigignore(const struct spx_request *r)
{
	const spx_sigset_t *set = &value(r, SPAWNX_ATTR_SIGIGNORE)->va_signals;
	long rc = 0;
	int sig;

	for (sig = 1; rc == 0 && sig <= SPX_NSIG; sig++)
		if (spx_sigset_has(set, sig))
			rc = spx_sys_ignore(sig);
	return (rc);
}

long
spx_apply_nice(const struct spx_request *r)
{
	return (spx_sys_setnice(value(r, SPAWNX_ATTR_NICE)->va_int));
}

long
spx_apply_ioprio(const struct spx_request *r)
{
	return (spx_sys_ioprio(value(r, SPAWNX_ATTR_IOPRIO)->va_int));
}

long
spx_apply_timerslack(const struct spx_request *r)
{
	return (spx_sys_timerslack(value(r, SPAWNX_ATTR_TIMERSLACK)->va_int));
}

long
spx_apply_personality(const struct spx_request *r)
{
	const long rc =
	    spx_sys_personality(value(r, SPAWNX_ATTR_PERSONALITY)->va_int);

	return (rc < 0 ? rc : 0);
}

long
spx_apply_affinity(const struct spx_request *r)
{
	const struct spx_owned *cpus =
	    &value(r, SPAWNX_ATTR_AFFINITY)->va_owned;

	return (spx_sys_setaffinity(cpus->ow_count, cpus->ow_data));
}

long
spx_apply_rlimit(const struct spx_request *r)
{
	const uint32_t set = value(r, SPAWNX_ATTR_RLIMIT)->va_limits;
	long rc = 0;
	int i;

	for (i = 0; rc == 0 && !r->req_is_late && i < RLIM_NLIMITS; i++)
		if (i != RLIMIT_NOFILE && (set >> i & 1))
			rc = spx_sys_setlimit(i, &r->req_ext->ex_limits[i]);
	if (rc == 0 && r->req_nofile_set[r->req_is_late])
		rc = spx_sys_setlimit(
		    RLIMIT_NOFILE, &r->req_nofile[r->req_is_late]);
	return (rc);
}

long
spx_apply_aslr(const struct spx_request *r)
{
	/* Not set, it is here for the flag that FreeBSD has. */
	return (spx_sys_aslr(spx_ext_int(r->req_ext, SPAWNX_ATTR_ASLR, 0)));
}

/*
 * Who owns a user namespace may look into all that is in it, and joining one
 * need not be a change that has the kernel protect the memory.
 */
long
spx_apply_nsfds(const struct spx_request *r)
{
	const struct spx_owned *ns = &value(r, SPAWNX_ATTR_NSFDS)->va_owned;
	long rc = r->req_own_memory ? spx_sys_protect_memory() : 0;
	size_t i;

	for (i = 0; rc == 0 && i < ns->ow_count; i++)
		rc = spx_sys_setns(((const int *)ns->ow_data)[i]);
	return (rc);
}

/* A working directory outside of it would be a way out. */
long
spx_apply_chroot(const struct spx_request *r)
{
	long rc =
	    spx_sys_chroot(spx_ext_string(r->req_ext, SPAWNX_ATTR_CHROOT));

	return (rc < 0 ? rc : spx_sys_chdir("/"));
}

long
spx_apply_cwdfd(const struct spx_request *r)
{
	return (spx_sys_fchdir(value(r, SPAWNX_ATTR_CWDFD)->va_int));
}

long
spx_apply_cwd(const struct spx_request *r)
{
	return (spx_sys_chdir(spx_ext_string(r->req_ext, SPAWNX_ATTR_CWD)));
}

long
spx_apply_groups(const struct spx_request *r)
{
	const struct spx_owned *groups =
	    &value(r, SPAWNX_ATTR_GROUPS)->va_owned;

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
long
spx_apply_ids(const struct spx_request *r)
{
	const struct spx_ids ids = value(r, SPAWNX_ATTR_IDS)->va_ids;
	long rc = spx_child_keep_caps(r);

	if (rc >= 0)
		rc = spx_sys_setgids(ids.id_group);
	if (rc >= 0)
		rc = spx_sys_setuids(ids.id_user);
	return (rc < 0 ? rc : spx_child_protect(r));
}

long
spx_apply_ctty(const struct spx_request *r)
{
	if (spx_ext_int(r->req_ext, SPAWNX_ATTR_STEALCTTY, 0))
		return (0);
	return (spx_sys_setctty(value(r, SPAWNX_ATTR_CTTY)->va_int));
}

/* In its stead, so that a failure names what was asked for. */
long
spx_apply_stealctty(const struct spx_request *r)
{
	if (!value(r, SPAWNX_ATTR_STEALCTTY)->va_int ||
	    !spx_ext_has(r->req_ext, SPAWNX_ATTR_CTTY))
		return (0);
	return (spx_sys_stealctty(value(r, SPAWNX_ATTR_CTTY)->va_int));
}

/* All of them, even if one may fail; the first failure is told. */
long
spx_apply_writes(const struct spx_request *r)
{
	const struct spx_owned *strings =
	    &value(r, SPAWNX_ATTR_WRITES)->va_owned;
	const char *const *p = strings->ow_data;
	long rc = 0, got;
	size_t i, length;

	for (i = 0; i + 1 < strings->ow_count; i += 2) {
		for (length = 0; p[i + 1][length] != '\0'; length++)
			;
		got = spx_child_write(p[i], p[i + 1], length);
		if (rc == 0)
			rc = got;
	}
	return (rc);
}

long
spx_apply_dropctty(const struct spx_request *r)
{
	if (!value(r, SPAWNX_ATTR_DROPCTTY)->va_int)
		return (0);
	return (spx_sys_leave_ctty());
}

long
spx_apply_traceme(const struct spx_request *r)
{
	if (!value(r, SPAWNX_ATTR_TRACEME)->va_int)
		return (0);
	return (spx_sys_traceme());
}

/*
 * The signal is for a death from now on: a parent that died before is noticed
 * by the new one.  A child in another PID namespace than its parent's sees 0
 * for either.
 */
long
spx_apply_pdeathsig(const struct spx_request *r)
{
	long rc = -ENOTSUP;

	if (!r->req_want_handle || !SPX_HANDLE_ORPHANS(r->req_handle_flags))
		rc = spx_sys_pdeathsig(value(r, SPAWNX_ATTR_PDEATHSIG)->va_int);
	if (rc >= 0)
		rc = spx_sys_getppid();
	if (rc > 0)
		rc = rc == r->req_parent ? 0 : -ESRCH;
	return (rc);
}

long
spx_apply_nonewprivs(const struct spx_request *r)
{
	if (!value(r, SPAWNX_ATTR_NONEWPRIVS)->va_int)
		return (0);
	return (spx_sys_nonewprivs());
}

long
spx_apply_landlock(const struct spx_request *r)
{
	return (spx_sys_landlock(value(r, SPAWNX_ATTR_LANDLOCK)->va_int));
}

long
spx_apply_seccomp(const struct spx_request *r)
{
	const struct spx_owned *filter =
	    &value(r, SPAWNX_ATTR_SECCOMP)->va_owned;

	return (spx_sys_seccomp(filter->ow_count, filter->ow_data));
}

/* In decimal, as its environment is to have it. */
long
spx_apply_pidenv(const struct spx_request *r)
{
	const long pid = spx_sys_getpid();
	char digits[sizeof("4294967295")];
	size_t n = sizeof(digits), i;
	long rest = pid;

	if (pid < 0)
		return (pid);
	digits[--n] = '\0';
	do
		digits[--n] = (char)('0' + rest % 10);
	while ((rest /= 10) != 0);
	for (i = n; i < sizeof(digits); i++)
		r->req_pid_text[i - n] = digits[i];
	return (0);
}

long
spx_apply_umask(const struct spx_request *r)
{
	/* Never fails, unless a filter refuses it. */
	return (spx_sys_umask((mode_t)value(r, SPAWNX_ATTR_UMASK)->va_int));
}
