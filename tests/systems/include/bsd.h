/* SPDX-License-Identifier: BSD-2-Clause */
/* What the descendants of 4.4BSD have kept alike. */
#ifndef FACTS_BSD_H
#define FACTS_BSD_H

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

#define SEEK_SET        0

#define O_RDONLY        0
#define O_WRONLY        1
#define O_NONBLOCK      0x4

#define F_DUPFD         0
#define F_GETFD         1
#define F_SETFD         2
#define F_GETFL         3
#define F_SETFL         4
#define F_SETLK         8
#define F_SETLKW        9

#define FD_CLOEXEC      1

#define F_RDLCK         1
#define F_UNLCK         2
#define F_WRLCK         3

#define SIGKILL         9
#define SIGSYS          12
#define SIGURG          16
#define SIGSTOP         17
#define SIGCONT         19
#define SIGCHLD         20
#define SA_NOCLDWAIT    0x20
#define SIGTTOU         22
#define SIGIO           23
#define SIGWINCH        28
#define SIGINFO         29

#define SIG_DFL         ((void (*)(int))0)
#define SIG_IGN         ((void (*)(int))1)
#define SIG_BLOCK       1
#define SIG_UNBLOCK     2
#define SIG_SETMASK     3

#define POLLIN          1

#define PROT_NONE       0
#define PROT_READ       1
#define PROT_WRITE      2

#define MAP_SHARED      1
#define MAP_PRIVATE     2
#define MAP_FAILED      ((void *)-1)

#define RLIMIT_STACK    3
#define RLIMIT_NOFILE   8

#define RLIM_INFINITY   (((rlim_t)1 << 63) - 1)

#define PATH_MAX        1024

#define NAME_MAX        255

#define FACTS_IOCTL_T   unsigned long

#define TIOCSCTTY       0x20007461

#define FACTS_NGROUPS_T int

#define MAP_ANON        0x1000

#define _PATH_BSHELL    "/bin/sh"

#define WNOHANG         1

struct flock {
	off_t l_start;
	off_t l_len;
	pid_t l_pid;
	short l_type;
	short l_whence;
};

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

#endif /* FACTS_BSD_H */
