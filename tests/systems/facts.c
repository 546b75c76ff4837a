/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the declarations here say, to be compiled with a system's own headers as
 * well, where there are any: the two results have to be the same.
 */
#include <sys/types.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <paths.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#define LAYOUT(type, member) \
	offsetof(type, member), sizeof(((type *)NULL)->member)

const long long numbers[] = {
	EPERM,
	ENOENT,
	ESRCH,
	EINTR,
	E2BIG,
	ENOEXEC,
	EBADF,
	EIO,
	ECHILD,
	EDEADLK,
	ENOMEM,
	EACCES,
	EFAULT,
	ENODEV,
	ENOTDIR,
	EINVAL,
	ENFILE,
	EMFILE,
	ENOTTY,
	ENOSPC,
	ERANGE,
	EAGAIN,
	ETIMEDOUT,
	ELOOP,
	ENAMETOOLONG,
	EUSERS,
	ESTALE,
	ENOSYS,
	EOVERFLOW,
	ENOTSUP,
	ECANCELED,
	EPROTO,
	SEEK_SET,
	O_RDONLY,
	O_WRONLY,
	O_NONBLOCK,
	O_NOCTTY,
	O_DIRECTORY,
	O_CLOEXEC,
	F_DUPFD,
	F_GETFD,
	F_SETFD,
	F_GETFL,
	F_SETFL,
	F_SETLK,
	F_SETLKW,
	F_DUPFD_CLOEXEC,
	FD_CLOEXEC,
	F_RDLCK,
	F_UNLCK,
	F_WRLCK,
	SIGKILL,
	SIGSYS,
	SIGURG,
	SIGSTOP,
	SIGCONT,
	SA_NOCLDWAIT,
	SIGCHLD,
	SIGTTOU,
	SIGIO,
	SIGWINCH,
	SIGINFO,
	NSIG,
	SIG_BLOCK,
	SIG_UNBLOCK,
	SIG_SETMASK,
	POLLIN,
	PROT_NONE,
	PROT_READ,
	PROT_WRITE,
	MAP_SHARED,
	MAP_PRIVATE,
	MAP_ANON,
	RLIMIT_STACK,
	RLIMIT_NOFILE,
	RLIM_NLIMITS,
	(long long)RLIM_INFINITY,
	PATH_MAX,
	NAME_MAX,
	TIOCSCTTY,
	WNOHANG,
	WEXITED,
	WNOWAIT,
	P_PID,
	PRIO_PROCESS,
	CLOCK_MONOTONIC,
	SCHED_FIFO,
	SCHED_OTHER,
	SCHED_RR,
	PTHREAD_CANCEL_ENABLE,
	PTHREAD_CANCEL_DISABLE,
#ifdef F_MAXFD
	F_MAXFD,
#endif
#ifdef MAP_INHERIT_ZERO
	MAP_INHERIT_COPY,
	MAP_INHERIT_ZERO,
#elif defined(INHERIT_ZERO)
	INHERIT_COPY,
	INHERIT_ZERO,
#endif
	POSIX_SPAWN_RESETIDS,
	POSIX_SPAWN_SETPGROUP,
	POSIX_SPAWN_SETSCHEDPARAM,
	POSIX_SPAWN_SETSCHEDULER,
	POSIX_SPAWN_SETSIGDEF,
	POSIX_SPAWN_SETSIGMASK,
};

const long long layouts[] = {
	sizeof(pid_t),
	sizeof(uid_t),
	sizeof(gid_t),
	sizeof(mode_t),
	sizeof(id_t),
	sizeof(nfds_t),
	sizeof(ssize_t),
	sizeof(off_t),
	sizeof(time_t),
	sizeof(clockid_t),
	sizeof(rlim_t),
	sizeof(sigset_t),
	sizeof(siginfo_t),
	LAYOUT(siginfo_t, si_pid),
	sizeof(struct sigaction),
	LAYOUT(struct sigaction, sa_handler),
	LAYOUT(struct sigaction, sa_flags),
	LAYOUT(struct sigaction, sa_mask),
	sizeof(struct flock),
	LAYOUT(struct flock, l_start),
	LAYOUT(struct flock, l_len),
	LAYOUT(struct flock, l_pid),
	LAYOUT(struct flock, l_type),
	LAYOUT(struct flock, l_whence),
	sizeof(struct timespec),
	LAYOUT(struct timespec, tv_nsec),
	sizeof(struct timeval),
	LAYOUT(struct timeval, tv_usec),
	sizeof(struct rlimit),
	LAYOUT(struct rlimit, rlim_max),
	sizeof(struct rusage),
	LAYOUT(struct rusage, ru_stime),
	LAYOUT(struct rusage, ru_maxrss),
	sizeof(struct sched_param),
	sizeof(struct pollfd),
	LAYOUT(struct pollfd, revents),
	sizeof(posix_spawnattr_t),
	sizeof(posix_spawn_file_actions_t),
#ifdef __NetBSD__
	POSIX_SPAWN_RETURNERROR,
	LAYOUT(posix_spawnattr_t, sa_flags),
	LAYOUT(posix_spawnattr_t, sa_pgroup),
	LAYOUT(posix_spawnattr_t, sa_schedparam),
	LAYOUT(posix_spawnattr_t, sa_schedpolicy),
	LAYOUT(posix_spawnattr_t, sa_sigdefault),
	LAYOUT(posix_spawnattr_t, sa_sigmask),
	FAE_DUP2,
	sizeof(posix_spawn_file_actions_entry_t),
	LAYOUT(posix_spawn_file_actions_entry_t, fae_action),
	LAYOUT(posix_spawn_file_actions_entry_t, fae_fildes),
	LAYOUT(posix_spawn_file_actions_t, size),
	LAYOUT(posix_spawn_file_actions_t, len),
	LAYOUT(posix_spawn_file_actions_t, fae),
#endif
};

#ifndef FACTS_NGROUPS_T
#define FACTS_NGROUPS_T int
#endif

/* The prototypes, as far as calls of them would differ. */
pid_t (*const calls_wait)(pid_t, int *, int) = waitpid;
int (*const calls_setgroups)(FACTS_NGROUPS_T, const gid_t *) = setgroups;
int (*const calls_setegid)(gid_t) = setegid;
int (*const calls_close)(int) = close;
int (*const calls_sigaction)(
    int, const struct sigaction *, struct sigaction *) = sigaction;
int (*const calls_sigmask)(int, const sigset_t *, sigset_t *) = pthread_sigmask;
int (*const calls_setcancelstate)(int, int *) = pthread_setcancelstate;
mode_t (*const calls_umask)(mode_t) = umask;
pid_t (*const calls_vfork)(void) = vfork;

const char paths[] = _PATH_BSHELL ":" _PATH_DEFPATH;
