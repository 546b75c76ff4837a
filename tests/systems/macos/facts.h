/* SPDX-License-Identifier: BSD-2-Clause */
/* macOS 11 and later: amd64, aarch64. */
#ifndef FACTS_MACOS
#define FACTS_MACOS

typedef int pid_t;
typedef unsigned uid_t, gid_t, id_t, nfds_t;
typedef unsigned short mode_t;
typedef unsigned clockid_t;
typedef long ssize_t, time_t;
typedef long long off_t;
typedef unsigned long long rlim_t;
typedef unsigned sigset_t;

#include <bsd.h>

int *__error(void);
#define FACTS_ERRNO            __error

#define ENOTSUP                45
#define EOVERFLOW              84
#define ECANCELED              89
#define EPROTO                 100
#define EOPNOTSUPP             102

#define O_NOCTTY               0x20000
#define O_DIRECTORY            0x100000
#define O_CLOEXEC              0x1000000

#define F_DUPFD_CLOEXEC        67

#define NSIG                   32

#define RLIM_NLIMITS           9

#define FACTS_SUSECONDS_T      int

#define MAP_ANONYMOUS          MAP_ANON

#define CLOCK_MONOTONIC        6

#define SCHED_OTHER            1
#define SCHED_RR               2
#define SCHED_FIFO             4

#define PTHREAD_CANCEL_ENABLE  1
#define PTHREAD_CANCEL_DISABLE 0

#define _PATH_DEFPATH          "/usr/bin:/bin"

#define WEXITED                4
#define WNOWAIT                0x20

#define FACTS_HAVE_WAITID
typedef enum {
	P_ALL,
	P_PID,
	P_PGID
} idtype_t;

typedef struct __siginfo {
	int si_signo;
	int si_errno;
	int si_code;
	pid_t si_pid;
	uid_t si_uid;
	int si_status;
	void *si_addr;
	void *si_value;
	long si_band;
	unsigned long __pad[7];
} siginfo_t;

struct sigaction {
	union {
		void (*__sa_handler)(int);
		void (*__sa_sigaction)(int, siginfo_t *, void *);
	} __sigaction_u;
	sigset_t sa_mask;
	int sa_flags;
};

#define sa_handler                  __sigaction_u.__sa_handler

#define POSIX_SPAWN_RESETIDS        0x0001
#define POSIX_SPAWN_SETPGROUP       0x0002
#define POSIX_SPAWN_SETSIGDEF       0x0004
#define POSIX_SPAWN_SETSIGMASK      0x0008
#define POSIX_SPAWN_SETSCHEDPARAM   0x0010
#define POSIX_SPAWN_SETSCHEDULER    0x0020
#define POSIX_SPAWN_SETEXEC         0x0040
#define POSIX_SPAWN_START_SUSPENDED 0x0080
#define POSIX_SPAWN_SETSID          0x0400
#define POSIX_SPAWN_CLOEXEC_DEFAULT 0x4000

typedef void *posix_spawnattr_t;
typedef void *posix_spawn_file_actions_t;

#endif /* FACTS_MACOS */
