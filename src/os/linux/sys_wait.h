/* SPDX-License-Identifier: BSD-2-Clause */
/* A part of os/linux/sys.h: what a parent does with a child. */
#ifndef SPX_SYS_WAIT_LINUX_H
#define SPX_SYS_WAIT_LINUX_H

/* From <linux/wait.h>: what to wait for, since 5.4 a pidfd's process. */
#define SPX_P_PID   1
#define SPX_P_PIDFD 3
#define SPX_WNOHANG 1
#define SPX_WEXITED 4
#define SPX_WNOWAIT 0x01000000
#define SPX_WALL    0x40000000

/* Whether a wait is to be tried in another way: the call itself is refused. */
static inline bool
spx_sys_no_wait(long rc)
{
	return (rc < 0 && rc != -EINTR && rc != -ECHILD);
}

/*
 * Reaps the child once it has ended; its status is not wanted.  By its
 * descriptor, if there is one: the process ID may be another child's by now, if
 * somebody else has reaped this one.  Filters refuse wait4() or waitid().
 */
static inline long
spx_sys_reap(pid_t pid, int handle)
{
	long rc;

	do {
		rc = -ENOSYS;
		if (handle >= 0)
			rc = spx_syscall5(SYS_waitid, SPX_P_PIDFD, handle, 0,
			    SPX_WEXITED | SPX_WALL, 0);
		if (spx_sys_no_wait(rc))
			rc = spx_sys4(SYS_wait4, pid, 0, SPX_WALL, 0);
		if (spx_sys_no_wait(rc))
			rc = spx_syscall5(SYS_waitid, SPX_P_PID, pid, 0,
			    SPX_WEXITED | SPX_WALL, 0);
	} while (rc == -EINTR);
	return (rc);
}

/*
 * Whether it is a pidfd, as far as the kernel can tell: not a file of the
 * caller's, which has closed what it did not open.
 */
static inline bool
spx_sys_is_handle(int fd)
{
	return (
	    fd >= 0 && spx_syscall5(SYS_waitid, SPX_P_PIDFD, fd, 0,
			   SPX_WEXITED | SPX_WNOHANG | SPX_WNOWAIT | SPX_WALL,
			   0) != -EBADF);
}

/* Whether the child has ended, or is gone; it is not reaped. */
static inline bool
spx_sys_has_ended(pid_t pid)
{
	union {
		int code[3]; /* si_signo is the first; 0: not yet */
		uint64_t room[16];
	} info = { { 0 } };
	long rc;

	rc = spx_syscall5(SYS_waitid, SPX_P_PID, pid, (long)&info,
	    SPX_WEXITED | SPX_WNOHANG | SPX_WNOWAIT | SPX_WALL, 0);
	return (rc == -ECHILD || (rc == 0 && info.code[0] != 0));
}

/* A record lock says when a child executes; see os/launch.c. */
static inline bool
spx_sys_has_execed(pid_t pid)
{
	(void)pid;
	return (false);
}

static inline long
spx_sys_kill(pid_t pid, int sig)
{
	return (spx_sys2(SYS_kill, pid, sig));
}

/* Since Linux 5.1; without the header's number the process ID has to do. */
static inline long
spx_sys_kill_handle(int handle, pid_t pid, int sig)
{
#ifdef SYS_pidfd_send_signal
	(void)pid;
	return (spx_sys4(SYS_pidfd_send_signal, handle, sig, 0, 0));
#else
	(void)handle;
	return (spx_sys_kill(pid, sig));
#endif
}

/* For headers older than Linux 5.3. */
#ifndef SYS_pidfd_open
#define SYS_pidfd_open (SPX_NR_BASE + 434)
#endif

/* Whether a process that is another one's child has ended, reaped or not. */
static inline bool
spx_sys_is_gone(pid_t pid)
{
	struct {
		int fd;
		short events, revents;
	} what = { (int)spx_sys2(SYS_pidfd_open, pid, 0), 1 /* POLLIN */, 0 };
	const struct {
		long sec, nsec;
	} now = { 0, 0 };
	long n;

	if (what.fd < 0)
		return (spx_sys_kill(pid, 0) == -ESRCH);
	n = spx_syscall5(SYS_ppoll, (long)&what, 1, (long)&now, 0, 0);
	(void)spx_sys1(SYS_close, what.fd);
	return (n > 0);
}

/* Until the descriptor can be read, or some time has passed. */
static inline void
spx_sys_await(int fd)
{
	struct {
		int fd;
		short events, revents;
	} what = { fd, 1 /* POLLIN */, 0 };
	struct {
		long sec, nsec;
	} limit = { 0, 200000000 };

	/* Where that is refused, at least somebody else gets the CPU. */
	if (spx_syscall5(SYS_ppoll, (long)&what, 1, (long)&limit, 0, 0) < 0)
		(void)spx_sys0(SYS_sched_yield);
}

#endif /* SPX_SYS_WAIT_LINUX_H */
