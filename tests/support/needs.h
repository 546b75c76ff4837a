/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a test case asks of the kernel, and every Linux has that the library was
 * written for, but not every kernel that takes itself for one: gVisor's.  Each is
 * found out by the system call itself, never by the library.
 */
#ifndef NEEDS_H
#define NEEDS_H

#include <stdbool.h>

/* The need, the question (see needs_probes.c), and why a case is skipped. */
#define NEEDS(X)                                                          \
	X(AMBIENT_CAPS, has_ambient_caps, "no ambient capabilities")      \
	X(BATCH, sets_batch, "no SCHED_BATCH")                            \
	X(CAP_CHECKS, checks_caps,                                        \
	    "anybody may have inheritable capabilities")                  \
	X(CGROUP_FLAG, has_cgroup_flag,                                   \
	    "clone3() starts nothing in a control group")                 \
	X(CTTY, has_ctty, "/dev/tty can't be opened")                     \
	X(E2BIG, says_e2big, "no E2BIG for a long argument")              \
	X(EXEC_CHECKS, checks_exec,                                       \
	    "what is no file is opened to be executed")                   \
	X(EXEC_LIMIT, limits_exec, "an exec heeds no limit of processes") \
	X(FREE_STARTS, has_free_starts,                                   \
	    "clone3() clears no handlers, and an exec no word")           \
	X(IOPRIO, has_ioprio, "no I/O priorities")                        \
	X(JOIN_USER, joins_user, "user namespaces can't be joined")       \
	X(NAMESPACE_KINDS, has_namespace_kinds,                           \
	    "namespaces don't say what kind they are of")                 \
	X(NEW_PRIVS, has_new_privs, "no_new_privs is set")                \
	X(NICE_CHECKS, checks_nice, "anybody may raise a priority")       \
	X(PERSONALITY, has_personality, "no personalities")               \
	X(PIDFDS, has_pidfds, "no descriptors of processes")              \
	X(PROC_SYSCALL, has_proc_syscall, "no /proc/self/syscall")        \
	X(PROCESS_LIMIT, limits_processes, "no limit of processes")       \
	X(SETFSUID, has_setfsuid, "no setfsuid()")                        \
	X(TIMER_SLACK, has_timer_slack, "no timer slack")

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

/* For main(): skip_all() where the kernel does not have it, or 0. */
int lacks_need(enum need need);

/* The questions, each for a child of its own. */
#define NEED_PROBE(need, probe, why) bool probe(void);
NEEDS(NEED_PROBE)

#endif /* NEEDS_H */
