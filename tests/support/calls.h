/* SPDX-License-Identifier: BSD-2-Clause */
/* System calls that headers lack, or that have other names here and there. */
#ifndef CALLS_H
#define CALLS_H

#include <sys/syscall.h>

/* For headers older than them; all but alike on every CPU. */
#if defined(__alpha__)
#define CALL_BASE 110
#elif defined(__mips__) && _MIPS_SIM == _ABIO32
#define CALL_BASE 4000
#elif defined(__mips__) && _MIPS_SIM == _ABI64
#define CALL_BASE 5000
#elif defined(__mips__)
#define CALL_BASE 6000
#else
#define CALL_BASE 0
#endif
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal (CALL_BASE + 424)
#endif
#ifndef SYS_clone3
#define SYS_clone3 (CALL_BASE + 435)
#endif
#ifndef SYS_close_range
#define SYS_close_range (CALL_BASE + 436)
#endif
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset (CALL_BASE + 444)
#endif
#ifndef SYS_landlock_restrict_self
#define SYS_landlock_restrict_self (CALL_BASE + 446)
#endif

/* The library's names for the calls with 32-bit IDs and 64-bit offsets. */
#ifdef SYS_setresuid32
#define CALL_fcntl     SYS_fcntl64
#define CALL_getegid   SYS_getegid32
#define CALL_geteuid   SYS_geteuid32
#define CALL_getresuid SYS_getresuid32
#define CALL_getresgid SYS_getresgid32
#define CALL_setresuid SYS_setresuid32
#define CALL_setresgid SYS_setresgid32
#define CALL_setgroups SYS_setgroups32
#define CALL_setfsuid  SYS_setfsuid32
#define CALL_setfsgid  SYS_setfsgid32
#define CALL_mmap      SYS_mmap2
#else
#define CALL_fcntl     SYS_fcntl
#define CALL_getegid   SYS_getegid
#define CALL_geteuid   SYS_geteuid
#define CALL_getresuid SYS_getresuid
#define CALL_getresgid SYS_getresgid
#define CALL_setresuid SYS_setresuid
#define CALL_setresgid SYS_setresgid
#define CALL_setgroups SYS_setgroups
#define CALL_setfsuid  SYS_setfsuid
#define CALL_setfsgid  SYS_setfsgid
#define CALL_mmap      SYS_mmap
#endif

#endif /* CALLS_H */
