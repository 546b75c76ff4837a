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

int *__errno(void);
#define FACTS_ERRNO     __errno

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
#define EOVERFLOW       87
#define ECANCELED       88
#define ENOTSUP         91
#define EPROTO          95

#define SEEK_SET        0

#define O_RDONLY        0
#define O_WRONLY        1
#define O_NONBLOCK      0x4
#define O_NOCTTY        0x8000
#define O_CLOEXEC       0x10000
#define O_DIRECTORY     0x20000

#define F_DUPFD         0
#define F_GETFD         1
#define F_SETFD         2
#define F_GETFL         3
#define F_SETFL         4
#define F_SETLK         8
#define F_SETLKW        9
#define F_DUPFD_CLOEXEC 10
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

#define NSIG              33
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
#define RLIM_NLIMITS      9
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

#define MAP_ANON               0x1000
#define MAP_ANONYMOUS          MAP_ANON

#define CLOCK_MONOTONIC        3

#define SCHED_FIFO             1
#define SCHED_OTHER            2
#define SCHED_RR               3

#define PTHREAD_CANCEL_ENABLE  0
#define PTHREAD_CANCEL_DISABLE 1

#define _PATH_DEFPATH                                                       \
	"/usr/bin:/bin:/usr/sbin:/sbin:/usr/X11R6/bin:/usr/local/bin:/usr/" \
	"local/sbin"
#define _PATH_BSHELL "/bin/sh"

#define WNOHANG      1
#define WEXITED      4
#define WNOWAIT      0x10

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

#define POSIX_SPAWN_RESETIDS      0x01
#define POSIX_SPAWN_SETPGROUP     0x02
#define POSIX_SPAWN_SETSCHEDPARAM 0x04
#define POSIX_SPAWN_SETSCHEDULER  0x08
#define POSIX_SPAWN_SETSIGDEF     0x10
#define POSIX_SPAWN_SETSIGMASK    0x20

typedef struct __posix_spawnattr *posix_spawnattr_t;
typedef struct __posix_spawn_file_actions *posix_spawn_file_actions_t;

#endif /* FACTS_OPENBSD */
