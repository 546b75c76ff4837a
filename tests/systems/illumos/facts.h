/* SPDX-License-Identifier: BSD-2-Clause */
/* illumos, 64-bit. */
#ifndef FACTS_ILLUMOS
#define FACTS_ILLUMOS

typedef int pid_t, id_t, clockid_t;
typedef unsigned uid_t, gid_t, mode_t;
typedef unsigned long nfds_t, rlim_t;
typedef long ssize_t, off_t, time_t;
typedef struct {
	unsigned __sigbits[4];
} sigset_t;

int *___errno(void);
#define FACTS_ERRNO     ___errno

#define EPERM           1
#define ENOENT          2
#define ESRCH           3
#define EINTR           4
#define E2BIG           7
#define ENOEXEC         8
#define EBADF           9
#define EIO             5
#define ECHILD          10
#define EAGAIN          11
#define ENOMEM          12
#define EACCES          13
#define EFAULT          14
#define ENODEV          19
#define ENOTDIR         20
#define EINVAL          22
#define ENFILE          23
#define EMFILE          24
#define ENOTTY          25
#define ENOSPC          28
#define ERANGE          34
#define EDEADLK         45
#define ECANCELED       47
#define ENOTSUP         48
#define EPROTO          71
#define ENAMETOOLONG    78
#define EOVERFLOW       79
#define EBADFD          81
#define ENOSYS          89
#define ELOOP           90
#define EUSERS          94
#define EOPNOTSUPP      122
#define ETIMEDOUT       145
#define ESTALE          151

#define SEEK_SET        0

#define O_RDONLY        0
#define O_WRONLY        1
#define O_NONBLOCK      0x80
#define O_NOCTTY        0x800
#define O_CLOEXEC       0x800000
#define O_DIRECTORY     0x1000000

#define F_DUPFD         0
#define F_GETFD         1
#define F_SETFD         2
#define F_GETFL         3
#define F_SETFL         4
#define F_SETLK         6
#define F_SETLKW        7
#define F_DUPFD_CLOEXEC 37
#define FD_CLOEXEC      1
#define F_RDLCK         1
#define F_WRLCK         2
#define F_UNLCK         3

struct flock {
	short l_type;
	short l_whence;
	off_t l_start;
	off_t l_len;
	int l_sysid;
	pid_t l_pid;
	long l_pad[4];
};

#define NSIG         74
#define SIGKILL      9
#define SIGSYS       12
#define SIGCHLD      18
#define SA_NOCLDWAIT 0x10000
#define SIGWINCH     20
#define SIGURG       21
#define SIGIO        22
#define SIGSTOP      23
#define SIGCONT      25
#define SIGTTOU      27
#define SIGINFO      41

#define SIG_DFL      ((void (*)(int))0)
#define SIG_IGN      ((void (*)(int))1)
#define SIG_BLOCK    1
#define SIG_UNBLOCK  2
#define SIG_SETMASK  3

typedef struct {
	int si_signo;
	int si_code;
	int si_errno;
	int si_pad;
	union {
		int __pad[60];
		struct {
			pid_t __pid;
		} __proc;
	} __data;
} siginfo_t;

#define si_pid __data.__proc.__pid

struct sigaction {
	int sa_flags;
	union {
		void (*_handler)(int);
		void (*_sigaction)(int, siginfo_t *, void *);
	} _funcptr;
	sigset_t sa_mask;
};

#define sa_handler _funcptr._handler

#define WEXITED    1
#define WNOHANG    0x40
#define WNOWAIT    0x80

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

#define POLLIN          1

#define PROT_NONE       0
#define PROT_READ       1
#define PROT_WRITE      2
#define MAP_SHARED      1
#define MAP_PRIVATE     2
#define MAP_ANON        0x100
#define MAP_ANONYMOUS   MAP_ANON
#define MAP_FAILED      ((void *)-1)

#define RLIMIT_STACK    3
#define RLIMIT_NOFILE   5
#define RLIM_NLIMITS    7
#define RLIM_INFINITY   (-3L)

#define PATH_MAX        1024

#define CLOCK_MONOTONIC 4

#define SCHED_OTHER     0
#define SCHED_FIFO      1
#define SCHED_RR        2
#define FACTS_HAVE_SCHED_SETSCHEDULER

#define PTHREAD_CANCEL_ENABLE  0
#define PTHREAD_CANCEL_DISABLE 1

#define FACTS_IOCTL_T          int
#define TIOCSCTTY              0x7484

#define FACTS_NGROUPS_T        int
#define FACTS_SUSECONDS_T      long

#define FACTS_HAVE_CLOSEFROM   void
#define FACTS_HAVE_FEXECVE
#define FACTS_HAVE_PIPE2

struct timespec {
	time_t tv_sec;
	long tv_nsec;
};

struct rlimit {
	rlim_t rlim_cur;
	rlim_t rlim_max;
};

struct sched_param {
	int sched_priority;
	int sched_nicelim;
	int sched_nice;
	int sched_pad[6];
};

#define POSIX_SPAWN_RESETIDS      0x0001
#define POSIX_SPAWN_SETPGROUP     0x0002
#define POSIX_SPAWN_SETSIGDEF     0x0004
#define POSIX_SPAWN_SETSIGMASK    0x0008
#define POSIX_SPAWN_SETSCHEDPARAM 0x0010
#define POSIX_SPAWN_SETSCHEDULER  0x0020

typedef struct {
	void *__spawn_attrp;
} posix_spawnattr_t;

typedef struct {
	void *__file_attrp;
} posix_spawn_file_actions_t;

#endif /* FACTS_ILLUMOS */
