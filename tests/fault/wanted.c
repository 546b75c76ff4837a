/* SPDX-License-Identifier: BSD-2-Clause */
/* What a spawn is asked for, as its objects say it; see judge.h. */
#include "judge.h"

#include "forked.h"

#include <sys/resource.h>

/* -- Attributes -- */

static void
note(struct wanted *wa, enum spawnx_attribute which, bool set)
{
	wa->wa_set |= (uint64_t)set << which;
}

static void
note_flags(struct wanted *wa, const posix_spawnattr_t *at)
{
	static const struct {
		short flag;
		enum spawnx_attribute which;
	} rows[] = {
		{ POSIX_SPAWN_SETSIGDEF, SPAWNX_ATTR_SIGNALS },
		{ POSIX_SPAWN_SETSCHEDPARAM, SPAWNX_ATTR_SCHEDULER },
		{ POSIX_SPAWN_SETSCHEDULER, SPAWNX_ATTR_SCHEDULER },
		{ POSIX_SPAWN_RESETIDS, SPAWNX_ATTR_RESETIDS },
		{ SPAWNX_SETSID, SPAWNX_ATTR_SETSID },
		{ POSIX_SPAWN_SETPGROUP, SPAWNX_ATTR_PGROUP },
		{ SPAWNX_CLOEXEC_DEFAULT, SPAWNX_ATTR_CLOEXEC_DEFAULT },
		{ POSIX_SPAWN_SETSIGMASK, SPAWNX_ATTR_SIGMASK },
		{ SPAWNX_SETCGROUP, SPAWNX_ATTR_CGROUP },
	};
	short flags = 0;

	(void)spawnx_attr_getflags(at, &flags);
	for (size_t i = 0; i < COUNT(rows); i++)
		note(wa, rows[i].which, (flags & rows[i].flag) != 0);
	wa->wa_policy = (flags & POSIX_SPAWN_SETSCHEDULER) != 0;
}

static void
note_numbers(struct wanted *wa, const posix_spawnattr_t *at)
{
	static const struct {
		enum spawnx_attribute which;
		int (*get)(const posix_spawnattr_t *, int *);
	} rows[] = {
		{ SPAWNX_ATTR_PDEATHSIG, spawnx_attr_getpdeathsig },
		{ SPAWNX_ATTR_NONEWPRIVS, spawnx_attr_getnonewprivs },
		{ SPAWNX_ATTR_CTTY, spawnx_attr_getctty },
		{ SPAWNX_ATTR_CWDFD, spawnx_attr_getcwdfd },
		{ SPAWNX_ATTR_EXECFD, spawnx_attr_getexecfd },
		{ SPAWNX_ATTR_IOPRIO, spawnx_attr_getioprio },
		{ SPAWNX_ATTR_LANDLOCK, spawnx_attr_getlandlock },
		{ SPAWNX_ATTR_DROPCTTY, spawnx_attr_getdropctty },
		{ SPAWNX_ATTR_PERSONALITY, spawnx_attr_getpersonality },
		{ SPAWNX_ATTR_PROPAGATION, spawnx_attr_getpropagation },
		{ SPAWNX_ATTR_STEALCTTY, spawnx_attr_getstealctty },
		{ SPAWNX_ATTR_TRACEME, spawnx_attr_gettraceme },
		{ SPAWNX_ATTR_TIMERSLACK, spawnx_attr_gettimerslack },
		{ SPAWNX_ATTR_NICE, spawnx_attr_getnice },
		{ SPAWNX_ATTR_SEARCHRULE, spawnx_attr_getsearchrule },
		{ SPAWNX_ATTR_SHELL, spawnx_attr_getshell },
		{ SPAWNX_ATTR_ASLR, spawnx_attr_getaslr },
		{ SPAWNX_ATTR_NAMESPACES, spawnx_attr_getnamespaces },
		{ SPAWNX_ATTR_OOMSCOREADJ, spawnx_attr_getoomscoreadj },
	};
	mode_t mask = 0;

	for (size_t i = 0; i < COUNT(rows); i++)
		note(wa, rows[i].which,
		    rows[i].get(at, &wa->wa_int[rows[i].which]) == 0);
	note(wa, SPAWNX_ATTR_UMASK, spawnx_attr_getumask(at, &mask) == 0);
	wa->wa_int[SPAWNX_ATTR_UMASK] = (int)mask;
}

static void
note_arrays(struct wanted *wa, const posix_spawnattr_t *at)
{
	const struct sock_filter *filter;
	const char *const *strings;
	unsigned long long set;
	const gid_t *groups;
	const void *cpus;
	const int *fds;
	const char *path;
	size_t n;
	uid_t uid;
	gid_t gid;

	note(wa, SPAWNX_ATTR_IDMAP, spawnx_attr_getidmap(at, &uid, &gid) == 0);
	note(wa, SPAWNX_ATTR_IDS, spawnx_attr_getids(at, &uid, &gid) == 0);
	note(wa, SPAWNX_ATTR_GROUPS,
	    spawnx_attr_getgroups(at, &n, &groups) == 0);
	note(wa, SPAWNX_ATTR_AFFINITY,
	    spawnx_attr_getaffinity(at, &n, &cpus) == 0);
	note(wa, SPAWNX_ATTR_CHROOT, spawnx_attr_getchroot(at, &path) == 0);
	note(wa, SPAWNX_ATTR_CWD, spawnx_attr_getcwd(at, &path) == 0);
	note(wa, SPAWNX_ATTR_PIDENV, spawnx_attr_getpidenv(at, &path) == 0);
	note(wa, SPAWNX_ATTR_CAPBOUNDING,
	    spawnx_attr_getcapbounding(at, &wa->wa_bounding) == 0);
	note(wa, SPAWNX_ATTR_CAPINHERITABLE,
	    spawnx_attr_getcapinheritable(at, &set) == 0);
	note(wa, SPAWNX_ATTR_CAPAMBIENT,
	    spawnx_attr_getcapambient(at, &wa->wa_ambient) == 0);
	note(wa, SPAWNX_ATTR_SECCOMP,
	    spawnx_attr_getseccomp(at, &n, &filter) == 0);
	note(wa, SPAWNX_ATTR_WRITES,
	    spawnx_attr_getwrites(at, &wa->wa_nwrites, &strings) == 0);
	note(wa, SPAWNX_ATTR_NSFDS,
	    spawnx_attr_getnsfds(at, &wa->wa_nsfds, &fds) == 0);
}

static void
note_signals(struct wanted *wa, const posix_spawnattr_t *at)
{
	const bool given = fault_wants(wa, SPAWNX_ATTR_SIGNALS);
	unsigned long handlers[RAW_NSIG];
	sigset_t set;

	raw_handlers(handlers);
	for (int i = 0; i < 64; i++) {
		wa->wa_caught |= (uint64_t)(handlers[i] > 1) << i;
		wa->wa_ignored |= (uint64_t)(handlers[i] == 1) << i;
	}
	if (given && spawnx_attr_getsigdefault(at, &set) == 0)
		memcpy(&wa->wa_sigdefault, &set, sizeof(wa->wa_sigdefault));
	if (spawnx_attr_getsigignore(at, &set) != 0)
		return;
	note(wa, SPAWNX_ATTR_SIGIGNORE, true);
	memcpy(&wa->wa_sigignore, &set, sizeof(wa->wa_sigignore));
}

/* What raises it comes before the actions, which have the higher one. */
static void
note_nofile(struct wanted *wa, const struct rlimit *limit, struct rlimit *own)
{
	wa->wa_nofile[1] = limit->rlim_cur < own->rlim_cur;
	wa->wa_nofile[0] = !wa->wa_nofile[1] || limit->rlim_max > own->rlim_max;
	if (limit->rlim_cur > own->rlim_cur)
		*own = *limit;
}

static void
note_limits(struct wanted *wa, const posix_spawnattr_t *at)
{
	struct rlimit limit, own = { 0 };

	(void)getrlimit(RLIMIT_NOFILE, &own);
	for (int i = 0; i < RLIM_NLIMITS; i++) {
		if (spawnx_attr_getrlimit(at, i, &limit) != 0)
			continue;
		note(wa, SPAWNX_ATTR_RLIMIT, true);
		if (i == RLIMIT_NOFILE)
			note_nofile(wa, &limit, &own);
		else
			wa->wa_limits |= 1U << i;
	}
	wa->wa_limit = (int)own.rlim_cur;
}

static bool
is_ordinary(int policy)
{
	return (policy == SCHED_OTHER || policy == SCHED_BATCH ||
		policy == SCHED_IDLE);
}

/* What needs no privilege to be applied, and works. */
static void
note_late(struct wanted *wa, const posix_spawnattr_t *at)
{
	/* By number: musl's functions of these names only fail. */
	const int now = (int)syscall(SYS_sched_getscheduler, 0);
	struct sched_param is = { 0 }, to = { 0 };
	int policy = now;
	bool late;

	(void)syscall(SYS_sched_getparam, 0, &is);
	(void)spawnx_attr_getschedparam(at, &to);
	if (wa->wa_policy)
		(void)spawnx_attr_getschedpolicy(at, &policy);
	policy &= ~0x40000000; /* SCHED_RESET_ON_FORK */
	if (is_ordinary(policy))
		late = to.sched_priority == 0 &&
		       (now != SCHED_IDLE || policy == SCHED_IDLE);
	else
		late = policy == now && to.sched_priority > 0 &&
		       to.sched_priority <= is.sched_priority;
	wa->wa_late = (uint64_t)1 << SPAWNX_ATTR_AFFINITY;
	wa->wa_late |= (uint64_t)1 << SPAWNX_ATTR_SECCOMP |
		       (uint64_t)1 << SPAWNX_ATTR_LANDLOCK |
		       (uint64_t)1 << SPAWNX_ATTR_TRACEME;
	wa->wa_late |= (uint64_t)late << SPAWNX_ATTR_SCHEDULER;
	if (fault_wants(wa, SPAWNX_ATTR_NICE) &&
	    wa->wa_int[SPAWNX_ATTR_NICE] >= getpriority(PRIO_PROCESS, 0))
		wa->wa_late |= (uint64_t)1 << SPAWNX_ATTR_NICE;
}

static void
note_optional(struct wanted *wa, const posix_spawnattr_t *at)
{
	int on;

	for (int i = 0; i < SPAWNX_ATTR_MOST; i++)
		if (spawnx_attr_getoptional(
			at, (enum spawnx_attribute)i, &on) == 0)
			wa->wa_optional |= (uint64_t)(on != 0) << i;
}

static void
note_attributes(struct wanted *wa, const posix_spawnattr_t *at)
{
	note_flags(wa, at);
	note_numbers(wa, at);
	note_arrays(wa, at);
	note_signals(wa, at);
	note_limits(wa, at);
	/* Only the leader of a session can get a terminal. */
	note(wa, SPAWNX_ATTR_SETSID, fault_wants(wa, SPAWNX_ATTR_CTTY));
	note_late(wa, at);
	note_optional(wa, at);
	wa->wa_parent = getpid();
}

/* -- All of it -- */

static void
note_actions(struct wanted *wa, const posix_spawn_file_actions_t *fa)
{
	if (spawnx_file_actions_count(fa, &wa->wa_actions) != 0)
		wa->wa_actions = 0;
	for (size_t i = 0; i < wa->wa_actions && i < MOST_ACTIONS; i++)
		(void)spawnx_file_actions_get(
		    fa, i, &wa->wa_action[i], sizeof(wa->wa_action[i]));
}

void
fault_wanted(struct wanted *wa, struct run *run)
{
	wa->wa_handle = run->run_spawn != NULL;
	if (wa->wa_handle)
		wa->wa_start = wa->wa_share = false;
	if (run->run_use_fa)
		note_actions(wa, &run->run_fa);
	wa->wa_known = wa->wa_actions <= MOST_ACTIONS;
	note_attributes(wa, &run->run_at);
	if (wa->wa_known)
		fault_wanted_memory(wa, &run->run_at);
	fault_wanted_program(wa, run);
}
