/* SPDX-License-Identifier: BSD-2-Clause */
/* DragonFly 5.9 and later, amd64: the only CPU. */
#ifndef FACTS_DRAGONFLY
#define FACTS_DRAGONFLY

typedef int pid_t;
typedef unsigned uid_t, gid_t, nfds_t;
typedef unsigned short mode_t;
typedef unsigned long clockid_t;
typedef long ssize_t, off_t, time_t, id_t;
typedef long rlim_t;
typedef struct {
	unsigned __bits[4];
} sigset_t;

#include <bsd.h>
#include <bsd_spawn.h>

extern __thread int errno;

static inline int *
__error(void)
{
	return (&errno);
}

#define FACTS_ERRNO       __error

#define EOPNOTSUPP        45
#define ENOTSUP           EOPNOTSUPP
#define EOVERFLOW         84
#define ECANCELED         85
#define EPROTO            92

#define O_NOCTTY          0x8000
#define O_CLOEXEC         0x20000
#define O_DIRECTORY       0x8000000

#define F_DUPFD_CLOEXEC   17

#define NSIG              64
#define SIGTHR            32

#define RLIM_NLIMITS      12

#define FACTS_SUSECONDS_T long

#define MAP_ANONYMOUS     MAP_ANON

#define CLOCK_MONOTONIC   4

#define SCHED_FIFO        1
#define SCHED_OTHER       2
#define SCHED_RR          3
#define FACTS_HAVE_SCHED_SETSCHEDULER

#define PTHREAD_CANCEL_ENABLE  0
#define PTHREAD_CANCEL_DISABLE 1

#define _PATH_DEFPATH                                   \
	"/bin:/sbin:/usr/bin:/usr/sbin:/usr/local/bin:" \
	"/usr/local/sbin:/usr/pkg/bin:/usr/pkg/sbin"

#define WNOWAIT 8
#define WEXITED 16

#define FACTS_HAVE_WAITID
typedef enum {
	P_PID,
	P_PPID,
	P_PGID,
	P_SID,
	P_CID,
	P_UID,
	P_GID,
	P_ALL
} idtype_t;

typedef struct __siginfo {
	int si_signo;
	int si_errno;
	int si_code;
	int si_pid;
	unsigned si_uid;
	int si_status;
	void *si_addr;
	void *si_value;
	long si_band;
	int __spare__[7];
} siginfo_t;

struct sigaction {
	union {
		void (*__sa_handler)(int);
		void (*__sa_sigaction)(int, siginfo_t *, void *);
	} __sigaction_u;
	int sa_flags;
	sigset_t sa_mask;
};

#define sa_handler           __sigaction_u.__sa_handler

#define FACTS_HAVE_CLOSEFROM int
#define FACTS_HAVE_PIPE2

#endif /* FACTS_DRAGONFLY */
