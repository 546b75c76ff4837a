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
#define ENOTSUP         45
#define EOVERFLOW       84
#define ECANCELED       89
#define EPROTO          100
#define EOPNOTSUPP      102

#define SEEK_SET        0

#define O_RDONLY        0
#define O_WRONLY        1
#define O_NONBLOCK      0x4
#define O_NOCTTY        0x20000
#define O_DIRECTORY     0x100000
#define O_CLOEXEC       0x1000000

#define F_DUPFD         0
#define F_GETFD         1
#define F_SETFD         2
#define F_GETFL         3
#define F_SETFL         4
#define F_SETLK         8
#define F_SETLKW        9
#define F_DUPFD_CLOEXEC 67
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

#define NSIG              32

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
#define RLIM_NLIMITS      9
#define RLIM_INFINITY     (((rlim_t)1 << 63) - 1)

#define PATH_MAX          1024
#define NAME_MAX          255

#define FACTS_IOCTL_T     unsigned long
#define TIOCSCTTY         0x20007461

#define FACTS_NGROUPS_T   int
#define FACTS_SUSECONDS_T int

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

#define MAP_ANON               0x1000
#define MAP_ANONYMOUS          MAP_ANON

#define CLOCK_MONOTONIC        6

#define SCHED_OTHER            1
#define SCHED_RR               2
#define SCHED_FIFO             4

#define PTHREAD_CANCEL_ENABLE  1
#define PTHREAD_CANCEL_DISABLE 0

#define _PATH_DEFPATH          "/usr/bin:/bin"
#define _PATH_BSHELL           "/bin/sh"

#define WNOHANG                1
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
