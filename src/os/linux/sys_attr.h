/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * More of os/linux/sys.h: the calls that the attributes of extension.h need.
 */
#ifndef SPX_SYS_ATTR_LINUX_H
#define SPX_SYS_ATTR_LINUX_H

#include <sys/types.h>

#include <unistd.h>

#include "os/sys.h"
#include "os/linux/sys_uapi.h"

static inline long
spx_sys_prctl(int option, long value)
{
	return (spx_syscall5(SYS_prctl, option, value, 0, 0, 0));
}

static inline long
spx_sys_ioctl(int fd, unsigned long request, long arg)
{
	return (spx_sys3(SYS_ioctl, fd, (long)request, arg));
}

/*
 * From the start of the file.  Where pread64() finds its offset, and whether it
 * has six arguments then, differs between 32-bit CPUs; preadv() takes two words
 * for it on every one.
 */
static inline long
spx_sys_pread(int fd, void *buf, size_t size)
{
	const struct {
		void *base;
		size_t size;
	} where = { buf, size };

	return (spx_syscall5(SYS_preadv, fd, (long)&where, 1, 0, 0));
}

/* What the descriptor stands for. */
static inline long
spx_sys_execfd(int fd, char *const argv[], char *const envp[])
{
	return (spx_syscall5(SYS_execveat, fd, (long)"", (long)argv, (long)envp,
	    SPX_AT_EMPTY_PATH));
}

static inline long
spx_sys_setlimit(int resource, const struct spx_limit *limit)
{
	return (spx_sys4(SYS_prlimit64, 0, resource, (long)limit, 0));
}

static inline long
spx_sys_getlimit(int resource, struct spx_limit *limit)
{
	return (spx_sys4(SYS_prlimit64, 0, resource, 0, (long)limit));
}

static inline long
spx_sys_getscheduler(void)
{
	return (spx_sys1(SYS_sched_getscheduler, 0));
}

static inline long
spx_sys_getschedparam(struct sched_param *param)
{
	return (spx_sys2(SYS_sched_getparam, 0, (long)param));
}

/* 0 and the nice value, which the kernel gives as 20 - value; or -errno. */
static inline long
spx_sys_getnice(int *value)
{
	const long rc = spx_sys2(SYS_getpriority, PRIO_PROCESS, 0);

	if (rc < 0)
		return (rc);
	*value = 20 - (int)rc;
	return (0);
}

static inline long
spx_sys_setaffinity(size_t size, const void *set)
{
	return (spx_sys3(SYS_sched_setaffinity, 0, (long)size, (long)set));
}

/* One bit of what the process has already; all bits set are a question. */
static inline long
spx_sys_aslr(bool on)
{
	const long persona = spx_sys1(SYS_personality, 0xffffffffL);

	if (persona < 0)
		return (persona);
	return (
	    spx_sys1(SYS_personality, on ? persona & ~SPX_ADDR_NO_RANDOMIZE
					 : persona | SPX_ADDR_NO_RANDOMIZE));
}

/* The whole of it; what there was before, or -errno. */
static inline long
spx_sys_personality(int persona)
{
	return (spx_sys1(SYS_personality, persona));
}

/* Of this thread. */
static inline long
spx_sys_ioprio(int value)
{
	return (spx_sys3(SYS_ioprio_set, SPX_IOPRIO_WHO_PROCESS, 0, value));
}

static inline long
spx_sys_timerslack(int nanoseconds)
{
	return (spx_sys_prctl(SPX_PR_SET_TIMERSLACK, nanoseconds));
}

/* Of a session leader without one, from whatever session that has it. */
static inline long
spx_sys_stealctty(int fd)
{
	return (spx_sys_ioctl(fd, TIOCSCTTY, 1));
}

/*
 * Of a process that leads no session: it is the only one that loses it.  Who is
 * not the owner of the name is refused by the kernel: ENOTTY.
 */
static inline long
spx_sys_leave_ctty(void)
{
	const long fd = spx_sys_open(
	    "/dev/tty", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0);
	long rc;

	if (fd < 0)
		return (fd == -ENXIO ? 0 : fd);
	rc = spx_sys_ioctl((int)fd, TIOCNOTTY, 0);
	(void)spx_sys_close((int)fd);
	return (rc);
}

#define SPX_PTRACE_TRACEME 0

static inline long
spx_sys_traceme(void)
{
	return (spx_sys4(SYS_ptrace, SPX_PTRACE_TRACEME, 0, 0, 0));
}

static inline long
spx_sys_pdeathsig(int sig)
{
	return (spx_sys_prctl(SPX_PR_SET_PDEATHSIG, sig));
}

/* Nobody without privilege over this process may look into its memory. */
static inline long
spx_sys_protect_memory(void)
{
	return (spx_sys_prctl(SPX_PR_SET_DUMPABLE, 0));
}

static inline long
spx_sys_nonewprivs(void)
{
	return (spx_sys_prctl(SPX_PR_SET_NO_NEW_PRIVS, 1));
}

/* Of this thread only, whatever memory it shares; by the call of Linux 3.5. */
static inline long
spx_sys_seccomp(size_t n, const void *filter)
{
	const struct {
		unsigned short n;
		const void *filter;
	} program = { (unsigned short)n, filter };

	return (
	    spx_syscall5(SYS_prctl, SPX_PR_SET_SECCOMP, SPX_SECCOMP_MODE_FILTER,
		filter == NULL ? 0 : (long)&program, 0, 0));
}

/* Likewise. */
static inline long
spx_sys_landlock(int ruleset)
{
	return (spx_sys2(SYS_landlock_restrict_self, ruleset, 0));
}

/*
 * ENOSYS: not built; EOPNOTSUPP: not enabled.  By a question for its version.
 */
static inline bool
spx_sys_has_landlock(void)
{
	const long rc =
	    spx_sys3(SYS_landlock_create_ruleset, 0, 0, SPX_LANDLOCK_VERSION);

	return (rc != -ENOSYS && rc != -EOPNOTSUPP);
}

/* Capabilities 0 to 31, and 32 to 63. */
struct spx_caps {
	struct {
		uint32_t effective, permitted, inheritable;
	} ca_half[2];
};

/* Of this thread; the other call takes what this one gave. */
static inline long
spx_sys_capget(struct spx_caps *caps)
{
	const struct {
		uint32_t version;
		int pid;
	} header = { SPX_CAPS_VERSION, 0 };

	return (spx_sys2(SYS_capget, (long)&header, (long)caps));
}

static inline long
spx_sys_capset(const struct spx_caps *caps)
{
	const struct {
		uint32_t version;
		int pid;
	} header = { SPX_CAPS_VERSION, 0 };

	return (spx_sys2(SYS_capset, (long)&header, (long)caps));
}

static inline long
spx_sys_ambient(int what, int capability)
{
	return (spx_syscall5(
	    SYS_prctl, SPX_PR_CAP_AMBIENT, what, capability, 0, 0));
}

/* Of all that is mounted. */
static inline long
spx_sys_propagate(int type)
{
	return (spx_syscall5(
	    SYS_mount, (long)"none", (long)"/", 0, SPX_MS_REC | type, 0));
}

static inline long
spx_sys_setns(int fd)
{
	return (spx_sys2(SYS_setns, fd, 0));
}

static inline long
spx_sys_setgroups(size_t n, const void *groups)
{
	return (spx_sys2(SPX_SYS_setgroups, (long)n, (long)groups));
}

#endif /* SPX_SYS_ATTR_LINUX_H */
