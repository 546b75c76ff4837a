/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a test case asks of the kernel, and every Linux has that the library was
 * written for, but not every kernel that takes itself for one: gVisor's.  Each
 * is found out by the system call itself, never by the library.
 */
#ifndef NEEDS_H
#define NEEDS_H

#include <stdbool.h>

/* The need, the question (see needs_probes.c), and why a case is skipped. */
#define NEEDS(X)                                                               \
	X(AMBIENT_CAPS, has_ambient_caps, "no ambient capabilities")           \
	X(BATCH, sets_batch, "no SCHED_BATCH")                                 \
	X(CAP_CHECKS, checks_caps,                                             \
	    "anybody may have inheritable capabilities")                       \
	X(CGROUP_FLAG, has_cgroup_flag,                                        \
	    "clone3() starts nothing in a control group")                      \
	X(CLEAR_HANDLERS, has_clear_handlers, "clone3() clears no handlers")   \
	X(CTTY, has_ctty, "/dev/tty can't be opened")                          \
	X(E2BIG, says_e2big, "no E2BIG for a long argument")                   \
	X(EISDIR, says_eisdir, "no EISDIR for a directory without permission") \
	X(ETXTBSY, says_etxtbsy, "no ETXTBSY")                                 \
	X(EXEC_CHECKS, checks_exec,                                            \
	    "what is no file is opened to be executed")                        \
	X(EXEC_KEEPS_IDS, keeps_ids,                                           \
	    "an exec makes the effective user the real one")                   \
	X(EXEC_LIMIT, limits_exec, "an exec heeds no limit of processes")      \
	X(FREE_STARTS, has_free_starts,                                        \
	    "clone3() clears no handlers, and an exec no word")                \
	X(IOPRIO, has_ioprio, "no I/O priorities")                             \
	X(JOIN_USER, joins_user, "user namespaces can't be joined")            \
	X(LEADER_STAYS, keeps_leader,                                          \
	    "the leader of a session may change its group")                    \
	X(NAMESPACE_KINDS, has_namespace_kinds,                                \
	    "namespaces don't say what kind they are of")                      \
	X(NEW_PRIVS, has_new_privs, "no_new_privs is set")                     \
	X(NICE_CHECKS, checks_nice, "anybody may raise a priority")            \
	X(PERSONALITY, has_personality, "no personalities")                    \
	X(PIDFDS, has_pidfds, "no descriptors of processes")                   \
	X(PROC_SYSCALL, has_proc_syscall, "no /proc/self/syscall")             \
	X(PROCESS_LIMIT, limits_processes,                                     \
	    "a limit of one process allows two")                               \
	X(SETFSUID, has_setfsuid, "no setfsuid()")                             \
	X(SETGROUPS_FILE, has_setgroups_file, "no /proc/self/setgroups")       \
	X(SETPARAM, has_setparam, "no sched_setparam()")                       \
	X(SUID_DUMPABLE, has_suid_dumpable, "no fs.suid_dumpable")             \
	X(TIMER_SLACK, has_timer_slack, "no timer slack")                      \
	X(UNBINDABLE, mounts_unbindable, "no unbindable mounts")               \
	X(WIPE_ON_FORK, wipes_on_fork, "memory is not wiped by a fork")

#define NEED_NAME(need, probe, why) NEED_##need,
enum need {
	NEED_NOTHING,
	NEEDS(NEED_NAME) NEED_END
};

/*
 * Whether the kernel has it.  It is asked once, by a child: what is asked for
 * where little is allowed has to be known already.  NEED_PIDFDS is.
 */
bool kernel_has(enum need need);

/* Ends the case as skipped, saying why, where the kernel does not have it. */
void need(enum need need);

/*
 * What main() returns for a file of which every case needs it: run_cases(), or
 * skip_all().
 */
#define run_cases_needing(what, cases) \
	(kernel_has(what) ? run_cases(cases) : skip_for(what))
int skip_for(enum need need);

/* The questions, each for a child of its own. */
#define NEED_PROBE(need, probe, why) bool probe(void);
NEEDS(NEED_PROBE)

#endif /* NEEDS_H */
