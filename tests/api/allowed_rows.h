/* SPDX-License-Identifier: BSD-2-Clause */
/* What is spawned behind an allow-list; see test_allowed.c. */
#ifndef ALLOWED_ROWS_H
#define ALLOWED_ROWS_H

#include "check.h"
#include "filter.h"
#include "forked.h"

#include "landlock.h"
#include "terminal.h"

#include <sys/mount.h>
#include <sys/resource.h>

/* Open in the caller; the second terminal is nobody's. */
#define DIRECTORY 20
#define PROGRAM   21
#define SCRIPT    22
#define TTY       23
#define NAMESPACE 24
#define OTHER_TTY 25

static inline int
allow_signals(posix_spawnattr_t *attr)
{
	const int some[] = { SIGUSR1, SIGTERM, 0 };
	sigset_t set;

	make_set(&set, false, some);
	return (spawnx_attr_setsigdefault(attr, &set) +
		spawnx_attr_setsigignore(attr, &set) +
		spawnx_attr_setsigmask(attr, &set));
}

static inline int
allow_policy(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setschedpolicy(attr, SCHED_BATCH));
}

static inline int
allow_pgroup(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setpgroup(attr, 0));
}

static inline int
allow_umask(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setumask(attr, 077));
}

static inline int
allow_limit(posix_spawnattr_t *attr)
{
	const struct rlimit core = { 0, 0 }, files = { 64, 64 };

	return (spawnx_attr_setrlimit(attr, RLIMIT_CORE, &core) +
		spawnx_attr_setrlimit(attr, RLIMIT_NOFILE, &files));
}

static inline int
allow_ids(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setids(attr, geteuid(), getegid()));
}

static inline int
allow_other_ids(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setids(attr, 65534, 65534) +
		spawnx_attr_setgroups(attr, 0, NULL));
}

static inline int
allow_death(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setpdeathsig(attr, SIGTERM));
}

static inline int
allow_no_privileges(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setnonewprivs(attr, 1));
}

static inline int
allow_search(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setsearchpath(attr, "/none:/bin"));
}

static inline int
allow_writes(posix_spawnattr_t *attr)
{
	static const char *const writes[] = { "/dev/null", "x" };

	return (spawnx_attr_setwrites(attr, 1, writes));
}

static inline int
allow_candidates(posix_spawnattr_t *attr)
{
	static const char *const paths[] = { "/none", "/none/such" };

	return (spawnx_attr_setcandidates(attr, COUNT(paths), paths) +
		spawnx_attr_setsearchrule(attr, SPAWNX_SEARCH_ANY));
}

static inline int
allow_terminal(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setctty(attr, OTHER_TTY));
}

static inline int
allow_program(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setexecfd(attr, PROGRAM));
}

static inline int
allow_script(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setexecfd(attr, SCRIPT));
}

static inline int
allow_nice(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setnice(attr, 5));
}

static inline int
allow_affinity(posix_spawnattr_t *attr)
{
	cpu_set_t cpus;

	if (sched_getaffinity(0, sizeof(cpus), &cpus) != 0)
		return (errno);
	return (spawnx_attr_setaffinity(attr, sizeof(cpus), &cpus));
}

static inline int
allow_chroot(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setchroot(attr, "/"));
}

static inline int
allow_cwd(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setcwd(attr, "/"));
}

static inline int
allow_cwdfd(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setcwdfd(attr, DIRECTORY));
}

static inline int
allow_shell(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setshell(attr, 1));
}

static inline int
allow_fixed(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setaslr(attr, 0));
}

static inline int
allow_namespace(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setnamespaces(attr, CLONE_NEWUSER));
}

static inline int
allow_join(posix_spawnattr_t *attr)
{
	const int fd = NAMESPACE;

	return (spawnx_attr_setnsfds(attr, 1, &fd));
}

static inline int
allow_map(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setidmap(attr, 0, 0));
}

static inline int
allow_score(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setoomscoreadj(attr, 900));
}

static inline int
allow_numbers(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setioprio(attr, 3 << 13) +
		spawnx_attr_settimerslack(attr, 1000000) +
		spawnx_attr_setpersonality(attr, 0));
}

static inline int
allow_no_terminal(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setdropctty(attr, 1));
}

static inline int
allow_taken_terminal(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setctty(attr, OTHER_TTY) +
		spawnx_attr_setstealctty(attr, 1));
}

static inline int
allow_variable(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setpidenv(attr, "LISTEN_PID"));
}

static inline int
allow_propagation(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setnamespaces(attr, CLONE_NEWNS) +
		spawnx_attr_setpropagation(attr, MS_PRIVATE));
}

static inline int
allow_caps(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setcapbounding(attr, ~1ULL << 10) +
		spawnx_attr_setcapinheritable(attr, 1ULL << 12) +
		spawnx_attr_setcapambient(attr, 1ULL << 13) +
		spawnx_attr_setids(attr, 65534, 65534));
}

static inline int
allow_ruleset(posix_spawnattr_t *attr)
{
	const int fd = make_ruleset(LANDLOCK_MAKE_DIR);

	return (fd < 0 ? errno : spawnx_attr_setlandlock(attr, fd));
}

/* Without what is left out with it. */
static inline int
allow_filter(posix_spawnattr_t *attr)
{
	static const struct sock_filter filter[] =
	    FILTER_OF_CALL(SYS_faccessat, FILTER_KILL);

	return (spawnx_attr_setnonewprivs(attr, 1) +
		spawnx_attr_setseccomp(attr, COUNT(filter), filter));
}

#define BY_SEARCH "x-no-such-program" /* NULL: the program that exits */

static const struct row {
	const char *name;
	int (*set)(posix_spawnattr_t *);
	const char *actions;
	int flags;
	const char *program;
	int error;
} rows[] = {
	{ "plain", NULL, "", 0, NULL, 0 },
	{ "no program", NULL, "", 0, "/none", ENOENT },
	{ "a missing interpreter", allow_script, "", 0, NULL, ENOENT },
	{ "open", NULL, "o5=/dev/null O6=/dev/null", 0, NULL, 0 },
	{ "open that fails", NULL, "o5=/none", 0, NULL, ENOENT },
	{ "write", NULL, "W=/dev/null", 0, NULL, 0 },
	{ "close", NULL, "c20 c19", 0, NULL, 0 },
	{ "dup2", NULL, "d20:5 d5:5", 0, NULL, 0 },
	{ "inherit", NULL, "i20", 0, NULL, 0 },
	{ "closefrom", NULL, "f3", 0, NULL, 0 },
	{ "cloexecfrom", NULL, "x3 i20", 0, NULL, 0 },
	{ "inheritopen", NULL, "p20 p99", 0, NULL, 0 },
	{ "closefrom, more is needed", NULL, "o5=/dev/fd/0 f6", 0, NULL, 0 },
	{ "chdir, fchdir", NULL, "C=/ F20", 0, NULL, 0 },
	{ "remap", NULL, "r0:1,1:0", 0, NULL, 0 },
	{ "tcsetpgrp", NULL, "t23", POSIX_SPAWN_SETPGROUP, NULL, 0 },
	{ "tcsetpgrp, and failing", NULL, "t23 C=/none", POSIX_SPAWN_SETPGROUP,
	    NULL, ENOENT },
	{ "signals", allow_signals, "",
	    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK, NULL, 0 },
	{ "SETPGROUP", allow_pgroup, "", POSIX_SPAWN_SETPGROUP, NULL, 0 },
	{ "SETSCHEDPARAM", NULL, "", POSIX_SPAWN_SETSCHEDPARAM, NULL, 0 },
	{ "SETSCHEDULER", allow_policy, "", POSIX_SPAWN_SETSCHEDULER, NULL, 0 },
	{ "RESETIDS", NULL, "", POSIX_SPAWN_RESETIDS, NULL, 0 },
	{ "SETSID", NULL, "", SPAWNX_SETSID, NULL, 0 },
	{ "CLOEXEC_DEFAULT", NULL, "i20", SPAWNX_CLOEXEC_DEFAULT, NULL, 0 },
	{ "umask", allow_umask, "", 0, NULL, 0 },
	{ "rlimit", allow_limit, "f3", 0, NULL, 0 },
	{ "ids", allow_ids, "", 0, NULL, 0 },
	{ "other ids, groups", allow_other_ids, "", 0, NULL, 0 },
	{ "pdeathsig", allow_death, "", 0, NULL, 0 },
	{ "nonewprivs", allow_no_privileges, "", 0, NULL, 0 },
	{ "searchpath", allow_search, "", 0, BY_SEARCH, ENOENT },
	{ "candidates", allow_candidates, "", 0, NULL, ENOENT },
	{ "ctty", allow_terminal, "", SPAWNX_SETSID, NULL, 0 },
	{ "execfd", allow_program, "", 0, NULL, 0 },
	{ "nice", allow_nice, "", 0, NULL, 0 },
	{ "affinity", allow_affinity, "", 0, NULL, 0 },
	{ "chroot", allow_chroot, "f3", 0, NULL, 0 },
	{ "cwd", allow_cwd, "f3", 0, NULL, 0 },
	{ "cwdfd", allow_cwdfd, "f3", 0, NULL, 0 },
	{ "shell", allow_shell, "", 0, NULL, 0 },
	{ "aslr", allow_fixed, "", 0, NULL, 0 },
	{ "namespaces", allow_namespace, "", 0, NULL, 0 },
	{ "nsfds", allow_join, "", 0, NULL, 0 },
	{ "idmap", allow_map, "", 0, NULL, 0 },
	{ "writes", allow_writes, "", 0, NULL, 0 },
	{ "oomscoreadj", allow_score, "", 0, NULL, 0 },
	{ "ioprio, timerslack, personality", allow_numbers, "", 0, NULL, 0 },
	{ "dropctty", allow_no_terminal, "", 0, NULL, 0 },
	{ "stealctty", allow_taken_terminal, "", 0, NULL, 0 },
	{ "pidenv", allow_variable, "", 0, NULL, 0 },
	{ "propagation", allow_propagation, "", 0, NULL, 0 },
	{ "capabilities", allow_caps, "", 0, NULL, 0 },
	{ "landlock", allow_ruleset, "", 0, NULL, 0 },
	{ "seccomp", allow_filter, "", 0, NULL, 0 },
	{ "seccomp, and failing", allow_filter, "", 0, "/none", ENOENT },
};

#endif /* ALLOWED_ROWS_H */
