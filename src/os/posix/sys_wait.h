/* SPDX-License-Identifier: BSD-2-Clause */
/* A part of os/posix/sys.h: what a parent does with a child. */
#ifndef SPX_SYS_WAIT_POSIX_H
#define SPX_SYS_WAIT_POSIX_H

/* Whether the kernel reaps children by itself. */
static inline bool
spx_sys_ignores_children(void)
{
	const int saved = errno;
	struct sigaction now;

	if (spx_answer(saved, sigaction(SIGCHLD, NULL, &now)) < 0)
		return (false);
	return (
	    now.sa_handler == SIG_IGN || (now.sa_flags & SA_NOCLDWAIT) != 0);
}

/*
 * Reaps the child once it has ended; its status is not wanted.  Where the
 * kernel does that by itself, POSIX lets waitpid() block until all children
 * have ended, and NetBSD's does; one that does not block tells of this child.
 */
static inline long
spx_sys_reap(pid_t pid, int handle)
{
	const int saved = errno, cancel = spx_disable_cancel();
	int options = WNOHANG;
	long rc;

	(void)handle;
	for (;;) {
		rc = spx_answer(saved, waitpid(pid, NULL, options));
		if (rc != 0 && rc != -EINTR)
			break;
		options = spx_sys_ignores_children() ? WNOHANG : 0;
		if (options == WNOHANG)
			(void)spx_answer(saved, poll(NULL, 0, 1));
	}
	spx_restore_cancel(cancel);
	return (rc);
}

static inline bool
spx_sys_is_handle(int fd)
{
	(void)fd;
	return (false);
}

/* Whether the child has ended, or is gone; it is not reaped. */
static inline bool
spx_sys_has_ended(pid_t pid)
{
	const int saved = errno;
#if SPX_HAVE_WAITID
	siginfo_t info;
	long rc;

	memset(&info, 0, sizeof(info));
	rc = spx_answer(saved,
	    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT));
	return (rc == -ECHILD || (rc == 0 && info.si_pid == pid));
#else
	/* A zombie is there: the pipe's end, or a caller, has to tell. */
	return (spx_answer(saved, kill(pid, 0)) == -ESRCH);
#endif
}

/* A record lock says so where pipes have them; see os/launch.c. */
static inline bool
spx_sys_has_execed(pid_t pid)
{
	(void)pid;
	return (false);
}

static inline long
spx_sys_kill(pid_t pid, int sig)
{
	const int saved = errno;

	return (spx_answer(saved, kill(pid, sig)));
}

/* No child here has another parent. */
static inline bool
spx_sys_is_gone(pid_t pid)
{
	return (spx_sys_kill(pid, 0) == -ESRCH);
}

/* There are no handles. */
static inline long
spx_sys_kill_handle(int handle, pid_t pid, int sig)
{
	(void)handle;
	return (spx_sys_kill(pid, sig));
}

/* Until the descriptor can be read, or some time has passed. */
static inline void
spx_sys_await(int fd)
{
	struct pollfd what = { .fd = fd, .events = POLLIN };
	const int saved = errno;

	(void)spx_answer(saved, poll(&what, 1, 200));
}

#endif /* SPX_SYS_WAIT_POSIX_H */
