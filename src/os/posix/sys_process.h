/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A part of os/posix/sys.h: what a process is to others; its scheduling and
 * IDs.
 */
#ifndef SPX_SYS_PROCESS_POSIX_H
#define SPX_SYS_PROCESS_POSIX_H

static inline bool
spx_sys_is_policy(int policy)
{
#ifdef SCHED_RESET_ON_FORK
	policy &= ~SCHED_RESET_ON_FORK; /* Linux, with any of them */
#endif
	switch (policy) {
	case SCHED_OTHER:
	case SCHED_FIFO:
	case SCHED_RR:
#ifdef SCHED_BATCH
	case SCHED_BATCH:
#endif
#ifdef SCHED_IDLE
	case SCHED_IDLE:
#endif
		return (true);
	default:
		return (false);
	}
}

static inline long
spx_sys_setscheduler(int policy, int priority)
{
#if SPX_HAVE_SCHED_SETSCHEDULER
	const struct sched_param param = { .sched_priority = priority };
	const int saved = errno;

	return (spx_answer(saved, sched_setscheduler(0, policy, &param)));
#else
	(void)policy;
	(void)priority;
	return (-ENOTSUP);
#endif
}

static inline long
spx_sys_setschedparam(int priority)
{
#if SPX_HAVE_SCHED_SETSCHEDULER
	const struct sched_param param = { .sched_priority = priority };
	const int saved = errno;

	return (spx_answer(saved, sched_setparam(0, &param)));
#else
	(void)priority;
	return (-ENOTSUP);
#endif
}

static inline long
spx_sys_getpid(void)
{
	return (getpid());
}

static inline long
spx_sys_getppid(void)
{
	return (getppid());
}

static inline long
spx_sys_getpgrp(void)
{
	return (getpgrp());
}

static inline long
spx_sys_setnice(int value)
{
	const int saved = errno;

	return (spx_answer(saved, setpriority(PRIO_PROCESS, 0, value)));
}

static inline long
spx_sys_setsid(void)
{
	const int saved = errno;

	return (spx_answer(saved, setsid()));
}

static inline long
spx_sys_setpgid(pid_t pid, pid_t pgroup)
{
	const int saved = errno;

	return (spx_answer(saved, setpgid(pid, pgroup)));
}

static inline long
spx_sys_tcsetpgrp(int fd, int pgroup)
{
	const int saved = errno;

	return (spx_answer(saved, tcsetpgrp(fd, pgroup)));
}

/* The terminal's foreground group, or -errno. */
static inline long
spx_sys_tcgetpgrp(int fd)
{
	const int saved = errno;

	return (spx_answer(saved, tcgetpgrp(fd)));
}

/* Of a session leader without one; can.c, where the system has no such call. */
static inline long
spx_sys_setctty(int fd)
{
#ifdef TIOCSCTTY
	const int saved = errno;

	return (spx_answer(saved, ioctl(fd, TIOCSCTTY, 0)));
#else
	(void)fd;
	return (-ENOTSUP);
#endif
}

/* These can't fail. */
static inline int64_t
spx_sys_getuid(void)
{
	return (getuid());
}

static inline int64_t
spx_sys_getgid(void)
{
	return (getgid());
}

static inline long
spx_sys_seteuid(long uid)
{
	const int saved = errno;

	return (spx_answer(saved, seteuid((uid_t)uid)));
}

static inline long
spx_sys_setegid(long gid)
{
	const int saved = errno;

	return (spx_answer(saved, setegid((gid_t)gid)));
}

/* Real and effective; the exec makes the saved one the same; -1 for neither. */
static inline long
spx_sys_setuids(uid_t uid)
{
	const int saved = errno;

	return (spx_answer(saved, setreuid(uid, uid)));
}

static inline long
spx_sys_setgids(gid_t gid)
{
	const int saved = errno;

	return (spx_answer(saved, setregid(gid, gid)));
}

#endif /* SPX_SYS_PROCESS_POSIX_H */
