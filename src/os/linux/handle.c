/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A process by its pidfd.  No call here goes by a number: that may be another
 * process's by now.
 */
#undef _FILE_OFFSET_BITS /* struct rusage is the host's as it is by default */
#undef _TIME_BITS

#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "os/handle.h"
#include "os/sys.h"

#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal (SPX_NR_BASE + 424)
#endif

/* From <linux/pidfd.h>, Linux 6.9 and 6.15; few systems have that header. */
#define SIGNAL_PROCESS_GROUP 4
#define INFO_EXIT            8

#define CORE_DUMPED          0x80 /* WCOREFLAG, which musl lacks */

/* struct pidfd_info as it was first published, in 6.13. */
struct pidfd_info {
	uint64_t pi_mask, pi_cgroup;
	uint32_t pi_pid, pi_tgid, pi_ppid;
	uint32_t pi_ids[8];
	int32_t pi_exit_code;
};

_Static_assert(sizeof(struct pidfd_info) == 64, "PIDFD_INFO_SIZE_VER0");

#define GET_INFO _IOWR(0xff, 11, struct pidfd_info)

/* What the kernel writes; libc's may have a larger time_t. */
struct kernel_usage {
	struct {
		long sec;
#if defined(__sparc__) && defined(__arch64__)
		int usec;
#else
		long usec;
#endif
	} ku_user, ku_system;
	long ku_rest[14]; /* from ru_maxrss to ru_nivcsw */
};

/*
 * glibc's struct rusage is the kernel's, except with a 64-bit time_t on a
 * 32-bit CPU, which the public header does not let pass.
 */
static void
copy_usage(void *out, const struct kernel_usage *from)
{
#ifdef __GLIBC__
	memcpy(out, from, sizeof(*from));
#else
	struct rusage *usage = out;

	memset(usage, 0, sizeof(*usage));
	usage->ru_utime.tv_sec = from->ku_user.sec;
	usage->ru_utime.tv_usec = from->ku_user.usec;
	usage->ru_stime.tv_sec = from->ku_system.sec;
	usage->ru_stime.tv_usec = from->ku_system.usec;
	memcpy(&usage->ru_maxrss, from->ku_rest, sizeof(from->ku_rest));
#endif
}

static int
status_of(const siginfo_t *info)
{
	switch (info->si_code) {
	case CLD_KILLED:
		return (info->si_status);
	case CLD_DUMPED:
		return (info->si_status | CORE_DUMPED);
	default:
		return ((info->si_status & 0xff) << 8);
	}
}

/*
 * Somebody else has reaped it, or the kernel, for a process that ignores
 * SIGCHLD.  The kernel keeps the status for the descriptor, once it has let go
 * of the process: a child of ours that is none to be waited for is just on its
 * way there.  One that has another parent may live, and is not ours to know of.
 * ESRCH may mean that the process was let go of between the kernel's look for
 * the status and that for the process: who asks again has the status.
 */
static int
look_afterwards(int handle, struct spx_ended *out)
{
	struct pidfd_info info;
	bool gone = false;
	int tries;
	long rc;

	for (tries = 0; tries < 1000; tries++) {
		memset(&info, 0, sizeof(info));
		info.pi_mask = INFO_EXIT;
		rc = spx_sys3(SYS_ioctl, handle, (long)GET_INFO, (long)&info);
		if (rc == 0 && (info.pi_mask & INFO_EXIT)) {
			out->en_status = info.pi_exit_code;
			return (1);
		}
		if (rc == -ESRCH && !gone) {
			gone = true;
			continue;
		}
		if (rc != 0 || (long)info.pi_ppid != spx_sys_getpid())
			return (-ECHILD);
		(void)spx_handle_await(-1, 1);
	}
	return (-ECHILD);
}

/* P_PIDFD is unknown before Linux 5.4, which is all that is wrong here. */
static int
refused(long rc)
{
	return (rc == -EINVAL || rc == -ENOSYS ? -ENOTSUP : (int)rc);
}

int
spx_handle_look(int handle, bool keep, struct spx_ended *out, void *usage)
{
	const int how =
	    SPX_WEXITED | SPX_WNOHANG | SPX_WALL | (keep ? SPX_WNOWAIT : 0);
	struct kernel_usage used;
	siginfo_t info;
	long rc;

	do {
		memset(&info, 0, sizeof(info));
		rc = spx_syscall5(SYS_waitid, SPX_P_PIDFD, handle, (long)&info,
		    how, (long)&used);
	} while (rc == -EINTR);
	out->en_usage = false;
	if (rc == -ECHILD)
		return (look_afterwards(handle, out));
	if (rc < 0)
		return (refused(rc));
	if (info.si_signo == 0)
		return (0);
	out->en_status = status_of(&info);
	out->en_usage = true;
	if (usage != NULL)
		copy_usage(usage, &used);
	return (1);
}

bool
spx_handle_await(int handle, int ms)
{
	struct {
		int fd;
		short events, revents;
	} what = { handle, 1 /* POLLIN */, 0 };
	struct {
		long sec, nsec;
	} limit = { ms / 1000, ms % 1000 * 1000000L };
	const long rc = spx_syscall5(
	    SYS_ppoll, (long)&what, 1, ms < 0 ? 0 : (long)&limit, 0, 0);

	/* Where that is refused, at least somebody else gets the CPU. */
	if (rc < 0 && rc != -EINTR)
		(void)spx_sys0(SYS_sched_yield);
	return (rc > 0);
}

/*
 * The kernel goes by what the descriptor stands for, which has been the group's
 * number as well and is so as long as there is anybody in the group.
 */
int
spx_handle_kill(int handle, int signo, bool group)
{
	long rc;

	if (signo < 0 || signo > SPX_NSIG)
		return (-EINVAL);
	rc = spx_sys4(SYS_pidfd_send_signal, handle, signo, 0,
	    group ? SIGNAL_PROCESS_GROUP : 0);
	/* Linux before 6.9 looks at the flag before the descriptor. */
	if (rc == -EINVAL && group) {
		rc = spx_sys4(SYS_pidfd_send_signal, handle, 0, 0, 0);
		return (rc == -EBADF ? -EBADF : -ENOTSUP);
	}
	return (rc == -ENOSYS ? -ENOTSUP : (int)rc);
}
