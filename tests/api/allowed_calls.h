/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The system calls that the library makes, as libspawnx(7) lists them for who
 * writes an allow-list; tests/shell/allow_list.sh compares the two.
 */
#ifndef ALLOWED_CALLS_H
#define ALLOWED_CALLS_H

#include <stdbool.h>

#include "calls.h"

enum side {
	CHILD,
	CALLER
};

/* clang-format off */
static const struct allowed {
	const char *name;
	long number;
	enum side side;
	bool fallback; /* made only where another one is refused */
} allowed[] = {
	{ "execve", SYS_execve, CHILD, false },
	{ "exit_group", SYS_exit_group, CHILD, false },
	{ "exit", SYS_exit, CHILD, true },
	{ "faccessat", SYS_faccessat, CHILD, false },
	{ "execveat", SYS_execveat, CHILD, false },
	{ "preadv", SYS_preadv, CHILD, false },
	{ "close_range", SYS_close_range, CHILD, false },
	{ "unshare", SYS_unshare, CHILD, true },
	{ "rt_sigaction", SYS_rt_sigaction, CHILD, false },
	{ "rt_sigprocmask", SYS_rt_sigprocmask, CHILD, false },
	{ "sched_setscheduler", SYS_sched_setscheduler, CHILD, false },
	{ "sched_setparam", SYS_sched_setparam, CHILD, false },
	{ "setpriority", SYS_setpriority, CHILD, false },
	{ "ioprio_set", SYS_ioprio_set, CHILD, false },
	{ "sched_setaffinity", SYS_sched_setaffinity, CHILD, false },
	{ "prlimit64", SYS_prlimit64, CHILD, false },
	{ "personality", SYS_personality, CHILD, false },
	{ "mount", SYS_mount, CHILD, false },
	{ "setns", SYS_setns, CHILD, false },
	{ "chroot", SYS_chroot, CHILD, false },
	{ "chdir", SYS_chdir, CHILD, false },
	{ "fchdir", SYS_fchdir, CHILD, false },
	{ "setgroups", CALL_setgroups, CHILD, false },
	{ "setresgid", CALL_setresgid, CHILD, false },
	{ "setresuid", CALL_setresuid, CHILD, false },
	{ "getresuid", CALL_getresuid, CHILD, false },
	{ "getresgid", CALL_getresgid, CHILD, false },
	{ "capget", SYS_capget, CHILD, false },
	{ "capset", SYS_capset, CHILD, false },
	{ "prctl", SYS_prctl, CHILD, false },
	{ "landlock_restrict_self", SYS_landlock_restrict_self, CHILD, false },
	{ "getppid", SYS_getppid, CHILD, false },
	{ "getpid", SYS_getpid, CHILD, false },
	{ "setsid", SYS_setsid, CHILD, false },
	{ "setpgid", SYS_setpgid, CHILD, false },
	{ "getpgid", SYS_getpgid, CHILD, false },
	{ "ioctl", SYS_ioctl, CHILD, false },
	{ "ptrace", SYS_ptrace, CHILD, false },
	{ "umask", SYS_umask, CHILD, false },
	{ "openat", SYS_openat, CHILD, false },
	{ "write", SYS_write, CHILD, false },
	{ "read", SYS_read, CHILD, false },
	{ "ppoll", SYS_ppoll, CHILD, false },
	{ "dup3", SYS_dup3, CHILD, false },
	{ "fcntl", CALL_fcntl, CHILD, false },
	{ "close", SYS_close, CHILD, false },
	{ "fstatfs", SYS_fstatfs, CHILD, true },
	{ "getdents64", SYS_getdents64, CHILD, true },
	{ "clone3", SYS_clone3, CALLER, false },
	{ "clone", SYS_clone, CALLER, true },
	{ "wait4", SYS_wait4, CALLER, false },
	{ "waitid", SYS_waitid, CALLER, false },
	{ "close", SYS_close, CALLER, false },
	{ "rt_sigprocmask", SYS_rt_sigprocmask, CALLER, false },
	{ "close_range", SYS_close_range, CALLER, false },
	{ "uname", SYS_uname, CALLER, false },
	{ "sched_getscheduler", SYS_sched_getscheduler, CALLER, false },
	{ "sched_getparam", SYS_sched_getparam, CALLER, false },
	{ "getpriority", SYS_getpriority, CALLER, false },
	{ "getpid", SYS_getpid, CALLER, false },
	{ "getppid", SYS_getppid, CALLER, false },
	{ "geteuid", CALL_geteuid, CALLER, false },
	{ "getegid", CALL_getegid, CALLER, false },
	{ "getresuid", CALL_getresuid, CALLER, false },
	{ "getresgid", CALL_getresgid, CALLER, false },
	{ "setfsuid", CALL_setfsuid, CALLER, false },
	{ "setfsgid", CALL_setfsgid, CALLER, false },
	{ "prctl", SYS_prctl, CALLER, false },
	{ "ioctl", SYS_ioctl, CALLER, false },
	{ "prlimit64", SYS_prlimit64, CALLER, false },
	{ "faccessat", SYS_faccessat, CALLER, false },
	{ "execveat", SYS_execveat, CALLER, false },
	{ "landlock_create_ruleset", SYS_landlock_create_ruleset, CALLER, false },
	{ "mmap", CALL_mmap, CALLER, false },
	{ "munmap", SYS_munmap, CALLER, false },
	{ "mprotect", SYS_mprotect, CALLER, false },
	{ "madvise", SYS_madvise, CALLER, false },
	{ "openat", SYS_openat, CALLER, false },
	{ "fstatfs", SYS_fstatfs, CALLER, false },
	{ "read", SYS_read, CALLER, false },
	{ "futex", SYS_futex, CALLER, false },
	{ "clock_gettime", SYS_clock_gettime, CALLER, false },
	{ "pipe2", SYS_pipe2, CALLER, false },
	{ "pidfd_open", SYS_pidfd_open, CALLER, false },
	{ "fcntl", CALL_fcntl, CALLER, false },
	{ "ppoll", SYS_ppoll, CALLER, false },
	{ "kill", SYS_kill, CALLER, true },
};
/* clang-format on */

#endif /* ALLOWED_CALLS_H */
