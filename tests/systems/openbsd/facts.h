/* SPDX-License-Identifier: BSD-2-Clause */
/* OpenBSD 7.5 and later, 64-bit CPUs. */
#ifndef FACTS_OPENBSD
#define FACTS_OPENBSD

typedef int pid_t, clockid_t;
typedef unsigned uid_t, gid_t, mode_t, id_t, nfds_t;
typedef long ssize_t;
typedef long long off_t, time_t;
typedef unsigned long long rlim_t;
typedef unsigned sigset_t;

#include <bsd.h>
#include <bsd_spawn.h>

int *__errno(void);
#define FACTS_ERRNO       __errno

#define EOVERFLOW         87
#define ECANCELED         88
#define ENOTSUP           91
#define EPROTO            95

#define O_NOCTTY          0x8000
#define O_CLOEXEC         0x10000
#define O_DIRECTORY       0x20000

#define F_DUPFD_CLOEXEC   10

#define NSIG              33
#define SIGTHR            32

#define RLIM_NLIMITS      9

#define FACTS_SUSECONDS_T long

#define MAP_ANONYMOUS     MAP_ANON

#define FACTS_HAVE_MINHERIT
#define MAP_INHERIT_COPY       1
#define MAP_INHERIT_ZERO       3

#define CLOCK_MONOTONIC        3

#define SCHED_FIFO             1
#define SCHED_OTHER            2
#define SCHED_RR               3

#define PTHREAD_CANCEL_ENABLE  0
#define PTHREAD_CANCEL_DISABLE 1

#define _PATH_DEFPATH                                                       \
	"/usr/bin:/bin:/usr/sbin:/sbin:/usr/X11R6/bin:/usr/local/bin:/usr/" \
	"local/sbin"

#define WEXITED 4
#define WNOWAIT 0x10

#define FACTS_HAVE_WAITID
typedef enum {
	P_ALL,
	P_PGID,
	P_PID
} idtype_t;

typedef struct {
	int si_signo;
	int si_code;
	int si_errno;
	union {
		int _pad[29];
		struct {
			pid_t _pid;
		} _proc;
	} _data;
} siginfo_t;

#define si_pid _data._proc._pid

struct sigaction {
	union {
		void (*__sa_handler)(int);
		void (*__sa_sigaction)(int, siginfo_t *, void *);
	} __sigaction_u;
	sigset_t sa_mask;
	int sa_flags;
};

#define sa_handler __sigaction_u.__sa_handler

/* closefrom() fails for a number that no descriptor has. */
#define FACTS_HAVE_CLOSEFROM int
#define FACTS_HAVE_PIPE2

#endif /* FACTS_OPENBSD */
