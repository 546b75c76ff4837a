/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Words for scenarios beyond those of oracle/oracle.h: the attributes that no
 * libc has.  Each is one call of the setter of that name.
 */
#ifndef FAULT_ATTRS_H
#define FAULT_ATTRS_H

#include "oracle/oracle.h"

extern const struct scenario_table fault_attrs, fault_attrs_exec;

/* steps.c */
step_fn do_addcloexecfrom, do_addinheritopen, do_addwrite, do_set_affinity,
    do_set_candidates, do_set_writes, do_set_searchrule, do_set_chroot,
    do_set_ctty, do_set_cwd, do_set_cwdfd, do_set_execfd, do_set_groups,
    do_set_idmap, do_set_ids, do_set_namespaces, do_set_nice, do_set_aslr,
    do_set_nonewprivs, do_set_nsfds, do_set_optional, do_set_oomscoreadj,
    do_set_pdeathsig, do_set_rlimit, do_set_searchpath, do_set_shell,
    do_set_sigignore, do_set_umask, do_terminal;
step_fn do_set_capambient, do_set_capbounding, do_set_capinheritable;
step_fn do_set_ioprio, do_set_personality, do_set_timerslack;
step_fn do_set_dropctty, do_set_stealctty, do_set_traceme;
step_fn do_set_pidenv;
step_fn do_set_propagation;
step_fn do_ruleset, do_set_landlock, do_set_seccomp;

/* clang-format off */

/* A terminal at fd that no session has. */
#define TERMINAL(fd)              { do_terminal, fd, 0, NULL }

#define ADDCLOEXECFROM(fd)        { do_addcloexecfrom, fd, 0, NULL }
#define ADDWRITE(path)            { do_addwrite, 0, 0, path }
#define ADDINHERITOPEN(fd)        { do_addinheritopen, fd, 0, NULL }

/* A Landlock ruleset at fd. */
#define RULESET(fd)               { do_ruleset, fd, 0, NULL }

/* SECCOMP: an exec gives that error; 0: none does. */
/* AFFINITY: one of the CPUs.  GROUPS: 1, 2, ... n.  NSFDS: n from fd on. */
#define SET_AFFINITY              { do_set_affinity, 0, 0, NULL }
#define SET_CANDIDATES(paths)     { do_set_candidates, 0, 0, paths }
#define SET_WRITES(strings)       { do_set_writes, 0, 0, strings }
#define SET_CAPAMBIENT(set)       { do_set_capambient, set, 0, NULL }
#define SET_CAPBOUNDING(set)      { do_set_capbounding, set, 0, NULL }
#define SET_CAPINHERITABLE(set)   { do_set_capinheritable, set, 0, NULL }
#define SET_CHROOT(path)          { do_set_chroot, 0, 0, path }
#define SET_CTTY(fd)              { do_set_ctty, fd, 0, NULL }
#define SET_CWD(path)             { do_set_cwd, 0, 0, path }
#define SET_CWDFD(fd)             { do_set_cwdfd, fd, 0, NULL }
#define SET_EXECFD(fd)            { do_set_execfd, fd, 0, NULL }
#define SET_GROUPS(n)             { do_set_groups, n, 0, NULL }
#define SET_IDMAP(uid, gid)       { do_set_idmap, uid, gid, NULL }
#define SET_IDS(uid, gid)         { do_set_ids, uid, gid, NULL }
#define SET_IOPRIO(n)             { do_set_ioprio, n, 0, NULL }
#define SET_PERSONALITY(n)        { do_set_personality, n, 0, NULL }
#define SET_TIMERSLACK(n)         { do_set_timerslack, n, 0, NULL }
#define SET_DROPCTTY(on)          { do_set_dropctty, on, 0, NULL }
#define SET_STEALCTTY(on)         { do_set_stealctty, on, 0, NULL }
#define SET_TRACEME(on)           { do_set_traceme, on, 0, NULL }
#define SET_PIDENV(name)          { do_set_pidenv, 0, 0, name }
#define SET_PROPAGATION(type)     { do_set_propagation, type, 0, NULL }
#define SET_LANDLOCK(fd)          { do_set_landlock, fd, 0, NULL }
#define SET_NAMESPACES(flags)     { do_set_namespaces, flags, 0, NULL }
#define SET_NICE(n)               { do_set_nice, n, 0, NULL }
#define SET_ASLR(on)              { do_set_aslr, on, 0, NULL }
#define SET_NONEWPRIVS(on)        { do_set_nonewprivs, on, 0, NULL }
#define SET_NSFDS(fd, n)          { do_set_nsfds, fd, n, NULL }
#define SET_OPTIONAL(which)       { do_set_optional, which, 0, NULL }
#define SET_PDEATHSIG(sig)        { do_set_pdeathsig, sig, 0, NULL }
#define SET_RLIMIT(resource, n)   { do_set_rlimit, resource, n, NULL }
#define SET_SEARCHPATH(dirs)      { do_set_searchpath, 0, 0, dirs }
#define SET_SEARCHRULE(rule)      { do_set_searchrule, rule, 0, NULL }
#define SET_SECCOMP(error)        { do_set_seccomp, error, 0, NULL }
#define SET_SHELL(on)             { do_set_shell, on, 0, NULL }
#define SET_SIGIGNORE(sig, sig2)  { do_set_sigignore, sig, sig2, NULL }
#define SET_OOMSCOREADJ(n)        { do_set_oomscoreadj, n, 0, NULL }
#define SET_UMASK(mask)           { do_set_umask, mask, 0, NULL }

/* How a scenario ends; the others don't fail. */
#define ATTR_FAILS(error, which) \
	.sc_fails = { error, SPAWNX_STEP_ATTR, SPAWNX_ATTR_##which }
#define ACTION_FAILS(error, n)    .sc_fails = { error, SPAWNX_STEP_ACTION, n }
#define EXEC_FAILS(error, n)      .sc_fails = { error, SPAWNX_STEP_EXEC, n }

#define ROOT                      .sc_flags = NEEDS_ROOT

#define RD                        O_RDONLY
#define RDX                       (O_RDONLY | O_CLOEXEC)
#define CLOEXEC                   SPAWNX_CLOEXEC_DEFAULT

/* clang-format on */

#endif /* FAULT_ATTRS_H */
