/* SPDX-License-Identifier: BSD-2-Clause */
/* DragonFly 6, amd64: the only CPU. */
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

int *__error(void);
#define FACTS_ERRNO     __error

#define EPERM           1
#define ENOENT          2
#define ESRCH           3
#define EINTR           4
#define E2BIG           7
#define ENOEXEC         8
#define EBADF           9
#define EIO             5
#define ECHILD          10
#define EDEADLK         11
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
#define EAGAIN          35
#define ETIMEDOUT       60
#define ELOOP           62
#define ENAMETOOLONG    63
#define EUSERS          68
#define ESTALE          70
#define ENOSYS          78
#define EOPNOTSUPP      45
#define ENOTSUP         EOPNOTSUPP
#define EOVERFLOW       84
#define ECANCELED       85
#define EPROTO          92

#define SEEK_SET        0

#define O_RDONLY        0
#define O_WRONLY        1
#define O_NONBLOCK      0x4
#define O_NOCTTY        0x8000
#define O_CLOEXEC       0x20000
#define O_DIRECTORY     0x8000000

#define F_DUPFD         0
#define F_GETFD         1
#define F_SETFD         2
#define F_GETFL         3
#define F_SETFL         4
#define F_SETLK         8
#define F_SETLKW        9
#define F_DUPFD_CLOEXEC 17
#define FD_CLOEXEC      1
#define F_RDLCK         1
#define F_UNLCK         2
#define F_WRLCK         3

struct flock {
	off_t l_start;
	off_t l_len;
	pid_t l_pid;
	short l_type;
	short l_whence;
};

#define NSIG              64
#define SIGTHR            32

#define SIGKILL           9
#define SIGSYS            12
#define SIGURG            16
#define SIGSTOP           17
#define SIGCONT           19
#define SIGCHLD           20
#define SIGTTOU           22
#define SIGIO             23
#define SIGWINCH          28
#define SIGINFO           29

#define SIG_DFL           ((void (*)(int))0)
#define SIG_IGN           ((void (*)(int))1)
#define SIG_BLOCK         1
#define SIG_UNBLOCK       2
#define SIG_SETMASK       3

#define POLLIN            1

#define PROT_NONE         0
#define PROT_READ         1
#define PROT_WRITE        2
#define MAP_SHARED        1
#define MAP_PRIVATE       2
#define MAP_FAILED        ((void *)-1)

#define RLIMIT_NOFILE     8
#define RLIM_NLIMITS      12
#define RLIM_INFINITY     (((rlim_t)1 << 63) - 1)

#define PATH_MAX          1024
#define NAME_MAX          255

#define FACTS_IOCTL_T     unsigned long
#define TIOCSCTTY         0x20007461

#define FACTS_NGROUPS_T   int
#define FACTS_SUSECONDS_T long

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
};

#define MAP_ANON        0x1000
#define MAP_ANONYMOUS   MAP_ANON

#define CLOCK_MONOTONIC 4

#define SCHED_FIFO      1
#define SCHED_OTHER     2
#define SCHED_RR        3
#define FACTS_HAVE_SCHED_SETSCHEDULER

#define PTHREAD_CANCEL_ENABLE  0
#define PTHREAD_CANCEL_DISABLE 1

#define _PATH_DEFPATH \
	"/sbin:/usr/sbin:/bin:/usr/bin:/usr/local/sbin:/usr/local/bin"
#define _PATH_BSHELL "/bin/sh"

#define WNOHANG      1
#define WNOWAIT      8
#define WEXITED      16

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

#define FACTS_HAVE_CLOSEFROM void
#define FACTS_HAVE_FEXECVE
#define FACTS_HAVE_PIPE2

#define POSIX_SPAWN_RESETIDS      0x01
#define POSIX_SPAWN_SETPGROUP     0x02
#define POSIX_SPAWN_SETSCHEDPARAM 0x04
#define POSIX_SPAWN_SETSCHEDULER  0x08
#define POSIX_SPAWN_SETSIGDEF     0x10
#define POSIX_SPAWN_SETSIGMASK    0x20

typedef struct __posix_spawnattr *posix_spawnattr_t;
typedef struct __posix_spawn_file_actions *posix_spawn_file_actions_t;

#endif /* FACTS_DRAGONFLY */
