/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Haiku R1, amd64.  The error numbers are those of a program that asks for
 * positive ones.
 */
#ifndef FACTS_HAIKU
#define FACTS_HAIKU

#ifndef B_USE_POSITIVE_POSIX_ERRORS
#error "the errors would be negative"
#endif

typedef int pid_t, id_t, clockid_t;
typedef unsigned uid_t, gid_t, mode_t;
typedef unsigned long nfds_t, rlim_t, sigset_t;
typedef long ssize_t, off_t, time_t;

int *_errnop(void);
#define FACTS_ERRNO       _errnop

#define FACTS_POSITIVE(n) (__INT_MAX__ - (n) + 1)

#define EPERM             FACTS_POSITIVE(0x000f)
#define ENOENT            FACTS_POSITIVE(0x6003)
#define ESRCH             FACTS_POSITIVE(0x700d)
#define EINTR             FACTS_POSITIVE(0x000a)
#define EIO               FACTS_POSITIVE(0x0001)
#define E2BIG             FACTS_POSITIVE(0x7001)
#define ENOEXEC           FACTS_POSITIVE(0x1302)
#define EBADF             FACTS_POSITIVE(0x6000)
#define ECHILD            FACTS_POSITIVE(0x7002)
#define EDEADLK           FACTS_POSITIVE(0x7003)
#define ENOMEM            FACTS_POSITIVE(0x7000)
#define EACCES            FACTS_POSITIVE(0x0002)
#define EFAULT            FACTS_POSITIVE(0x1301)
#define ENODEV            FACTS_POSITIVE(0x7007)
#define ENOTDIR           FACTS_POSITIVE(0x6005)
#define EINVAL            FACTS_POSITIVE(0x0005)
#define ENFILE            FACTS_POSITIVE(0x7006)
#define EMFILE            FACTS_POSITIVE(0x600a)
#define ENOTTY            FACTS_POSITIVE(0x700a)
#define ENOSPC            FACTS_POSITIVE(0x6007)
#define ERANGE            FACTS_POSITIVE(0x7011)
#define EAGAIN            FACTS_POSITIVE(0x000b)
#define ETIMEDOUT         FACTS_POSITIVE(0x0009)
#define ELOOP             FACTS_POSITIVE(0x600c)
#define ENAMETOOLONG      FACTS_POSITIVE(0x6004)
#define ESTALE            FACTS_POSITIVE(0x7028)
#define ENOSYS            FACTS_POSITIVE(0x7009)
#define EOVERFLOW         FACTS_POSITIVE(0x7029)
#define EOPNOTSUPP        FACTS_POSITIVE(0x702b)
#define ECANCELED         FACTS_POSITIVE(0x702f)
#define ENOTSUP           FACTS_POSITIVE(0x7038)
#define EPROTO            FACTS_POSITIVE(0x7039)

#define SEEK_SET          0

#define O_RDONLY          0
#define O_WRONLY          1
#define O_CLOEXEC         0x40
#define O_NONBLOCK        0x80
#define O_NOCTTY          0x1000
#define O_DIRECTORY       0x200000

#define F_DUPFD           1
#define F_GETFD           2
#define F_SETFD           4
#define F_GETFL           8
#define F_SETFL           0x10
#define F_SETLK           0x80
#define F_SETLKW          0x100
#define F_DUPFD_CLOEXEC   0x200
#define FD_CLOEXEC        1
#define F_RDLCK           0x40
#define F_UNLCK           0x200
#define F_WRLCK           0x400

struct flock {
	short l_type;
	short l_whence;
	off_t l_start;
	off_t l_len;
	pid_t l_pid;
};

#define NSIG         65
#define SIGCHLD      5
#define SA_NOCLDWAIT 0x02
#define SIGKILL      9
#define SIGSTOP      10
#define SIGCONT      12
#define SIGTTOU      17
#define SIGWINCH     20
#define SIGSYS       25
#define SIGURG       26

#define SIG_DFL      ((void (*)(int))0)
#define SIG_IGN      ((void (*)(int))1)
#define SIG_BLOCK    1
#define SIG_UNBLOCK  2
#define SIG_SETMASK  3

typedef struct {
	int si_signo;
	int si_code;
	int si_errno;
	pid_t si_pid;
	uid_t si_uid;
	void *si_addr;
	int si_status;
	long si_band;
	void *si_value;
} siginfo_t;

struct sigaction {
	union {
		void (*sa_handler)(int);
		void (*sa_sigaction)(int, siginfo_t *, void *);
	};
	sigset_t sa_mask;
	int sa_flags;
	void *sa_userdata;
};

#define WNOHANG 1
#define WEXITED 8
#define WNOWAIT 0x20

#define FACTS_HAVE_WAITID
typedef enum {
	P_ALL,
	P_PID,
	P_PGID
} idtype_t;

#define POLLIN                 1

#define PROT_NONE              0
#define PROT_READ              1
#define PROT_WRITE             2
#define MAP_SHARED             1
#define MAP_PRIVATE            2
#define MAP_ANON               8
#define MAP_ANONYMOUS          MAP_ANON
#define MAP_FAILED             ((void *)-1)

#define RLIMIT_NOFILE          4
#define RLIMIT_STACK           5
#define RLIM_NLIMITS           8
#define RLIM_INFINITY          0xffffffffUL

#define NAME_MAX               256
#define PATH_MAX               1024

#define CLOCK_MONOTONIC        0

#define SCHED_FIFO             1
#define SCHED_RR               2
#define SCHED_OTHER            4

#define PTHREAD_CANCEL_ENABLE  0
#define PTHREAD_CANCEL_DISABLE 1

#define FACTS_IOCTL_T          unsigned long
#define TIOCSCTTY              0x8011

#define FACTS_NGROUPS_T        int
#define FACTS_SUSECONDS_T      int

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
};

/* The two of scheduling are missing, and so are their functions. */
#define POSIX_SPAWN_RESETIDS   0x01
#define POSIX_SPAWN_SETPGROUP  0x02
#define POSIX_SPAWN_SETSIGDEF  0x10
#define POSIX_SPAWN_SETSIGMASK 0x20
#define POSIX_SPAWN_SETSID     0x40
#define FACTS_LACK_SCHEDULING

typedef struct _posix_spawnattr *posix_spawnattr_t;
typedef struct _posix_spawn_file_actions *posix_spawn_file_actions_t;

#endif /* FACTS_HAIKU */
