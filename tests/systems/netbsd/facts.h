/* SPDX-License-Identifier: BSD-2-Clause */
/* NetBSD 10 and later, amd64 and i386. */
#ifndef FACTS_NETBSD
#define FACTS_NETBSD

typedef int pid_t, clockid_t;
typedef unsigned uid_t, gid_t, mode_t, id_t, nfds_t;
typedef long ssize_t;
typedef __INT64_TYPE__ off_t, time_t;
typedef __UINT64_TYPE__ rlim_t;
typedef struct {
	unsigned __bits[4];
} sigset_t;

#include <bsd.h>

int *__errno(void);
#define FACTS_ERRNO     __errno

#define EOVERFLOW       84
#define ENOTSUP         86
#define ECANCELED       87
#define EPROTO          96

#define O_NOCTTY        0x8000
#define O_DIRECTORY     0x200000
#define O_CLOEXEC       0x400000

#define F_MAXFD         11
#define F_DUPFD_CLOEXEC 12

#define NSIG            64

#define RLIM_NLIMITS    12

#undef NAME_MAX
#define NAME_MAX          511

#define FACTS_SUSECONDS_T int

#define MAP_ANONYMOUS     MAP_ANON

#define FACTS_HAVE_MINHERIT
#define MAP_INHERIT_COPY 1
#define MAP_INHERIT_ZERO 4

#define CLOCK_MONOTONIC  3

#define SCHED_OTHER      0
#define SCHED_FIFO       1
#define SCHED_RR         2
#define FACTS_HAVE_SCHED_SETSCHEDULER

/* Programs without threads find these in libc. */
#define PTHREAD_CANCEL_ENABLE  0
#define PTHREAD_CANCEL_DISABLE 1
#pragma redefine_extname pthread_setcancelstate __libc_thr_setcancelstate
#pragma redefine_extname pthread_sigmask __libc_thr_sigsetmask

#define _PATH_DEFPATH "/usr/bin:/bin:/usr/pkg/bin:/usr/local/bin"

#define WEXITED       0x20
#define WNOWAIT       0x10000

#define FACTS_HAVE_WAITID
typedef enum {
	P_ALL,
	P_PID
} idtype_t;

typedef union siginfo {
	char si_pad[128];
	struct {
		int _signo;
		int _code;
		int _errno;
#ifdef __LP64__
		int _pad;
#endif
		union {
			struct {
				pid_t _pid;
			} _child;
			void *_align;
		} _reason;
	} _info;
} siginfo_t;

#define si_pid _info._reason._child._pid

struct sigaction {
	union {
		void (*_sa_handler)(int);
		void (*_sa_sigaction)(int, siginfo_t *, void *);
	} _sa_u;
	sigset_t sa_mask;
	int sa_flags;
};

#define sa_handler _sa_u._sa_handler

/* Calls that have had versions. */
#pragma redefine_extname sigaction __sigaction_siginfo
#pragma redefine_extname vfork __vfork14

#define FACTS_HAVE_CLOSEFROM int
#define FACTS_HAVE_FEXECVE
#define FACTS_HAVE_PIPE2

/* -- <spawn.h> ------------------------------------------------------------ */

#define POSIX_SPAWN_RESETIDS      0x01
#define POSIX_SPAWN_SETPGROUP     0x02
#define POSIX_SPAWN_SETSCHEDPARAM 0x04
#define POSIX_SPAWN_SETSCHEDULER  0x08
#define POSIX_SPAWN_SETSIGDEF     0x10
#define POSIX_SPAWN_SETSIGMASK    0x20
#define POSIX_SPAWN_RETURNERROR   0x40

typedef struct {
	short sa_flags;
	pid_t sa_pgroup;
	struct sched_param sa_schedparam;
	int sa_schedpolicy;
	sigset_t sa_sigdefault;
	sigset_t sa_sigmask;
} posix_spawnattr_t;

enum fae_action {
	FAE_OPEN,
	FAE_DUP2,
	FAE_CLOSE
};

typedef struct {
	enum fae_action fae_action;
	int fae_fildes;
	union {
		struct {
			char *path;
			int oflag;
			mode_t mode;
		} open;
	} fae_data;
} posix_spawn_file_actions_entry_t;

typedef struct {
	unsigned size;
	unsigned len;
	posix_spawn_file_actions_entry_t *fae;
} posix_spawn_file_actions_t;

#endif /* FACTS_NETBSD */
