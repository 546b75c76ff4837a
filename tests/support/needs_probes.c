/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a kernel has, by its system calls; see needs.h.  Each question has a
 * child of its own, and ends with it.
 */
#include "needs.h"

#include "support.h"

#ifdef __linux__

#include "calls.h"
#include "terminal.h"

#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define NOBODY       65534
#define CAP_NUMBER   10
#define CAP_VERSION  0x20080522
#define NS_KIND      0xb703 /* NS_GET_NSTYPE */
#define AMBIENT      47     /* PR_CAP_AMBIENT */
#define AMBIENT_SET  1L     /* PR_CAP_AMBIENT_IS_SET */
#define WIPE_ON_FORK 18     /* MADV_WIPEONFORK */
#define INTO_CGROUP  0x200000000ULL

bool
has_ambient_caps(void)
{
	return (prctl(AMBIENT, AMBIENT_SET, 0L, 0L, 0L) >= 0);
}

bool
has_ioprio(void)
{
	return (syscall(SYS_ioprio_get, 1, 0) >= 0);
}

bool
has_timer_slack(void)
{
	return (prctl(PR_GET_TIMERSLACK, 0L, 0L, 0L, 0L) >= 0);
}

bool
has_personality(void)
{
	return (personality(0xffffffff) != -1);
}

bool
has_new_privs(void)
{
	return (prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L) == 0);
}

bool
has_proc_syscall(void)
{
	return (access("/proc/self/syscall", F_OK) == 0);
}

bool
has_setgroups_file(void)
{
	return (access("/proc/self/setgroups", F_OK) == 0);
}

bool
has_suid_dumpable(void)
{
	return (access("/proc/sys/fs/suid_dumpable", F_OK) == 0);
}

bool
has_pidfds(void)
{
	return (syscall(SYS_pidfd_open, getpid(), 0) >= 0);
}

bool
has_namespace_kinds(void)
{
	const int fd = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC);

	return (fd >= 0 && ioctl(fd, NS_KIND) >= 0);
}

/* EBADF for a descriptor that is not open, if it is looked at. */
bool
has_cgroup_flag(void)
{
	const uint64_t args[11] = {
		INTO_CGROUP, [4] = SIGCHLD, [10] = 0x7fffffff
	};
	const long pid = syscall(SYS_clone3, args, sizeof(args));

	if (pid == 0)
		_exit(0);
	return (pid < 0 && (errno == EBADF || errno == ENOSYS));
}

bool
sets_batch(void)
{
	const struct sched_param zero = { 0 };

	return (syscall(SYS_sched_setscheduler, 0, SCHED_BATCH, &zero) == 0);
}

bool
has_setparam(void)
{
	const struct sched_param zero = { 0 };

	return (syscall(SYS_sched_setparam, 0, &zero) == 0);
}

bool
wipes_on_fork(void)
{
	void *p = mmap(NULL, 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return (p != MAP_FAILED && madvise(p, 1, WIPE_ON_FORK) == 0);
}

static bool
is_nobody(void)
{
	return (geteuid() != 0 ||
		(syscall(CALL_setresgid, NOBODY, NOBODY, NOBODY) == 0 &&
		    syscall(CALL_setresuid, NOBODY, NOBODY, NOBODY) == 0));
}

/* Rather than EACCES. */
bool
says_eisdir(void)
{
	return (is_nobody() && open("/", O_WRONLY) < 0 && errno == EISDIR);
}

/* An inheritable one that is not permitted. */
bool
checks_caps(void)
{
	const struct {
		uint32_t version;
		int pid;
	} header = { CAP_VERSION, 0 };
	const uint32_t data[6] = { 0, 0, 1U << CAP_NUMBER, 0, 0, 0 };

	return (is_nobody() && syscall(SYS_capset, &header, data) != 0);
}

bool
checks_nice(void)
{
	return (is_nobody() && setpriority(PRIO_PROCESS, 0, -20) != 0);
}

bool
has_ctty(void)
{
	return (
	    own_terminal() >= 0 && open("/dev/tty", O_RDWR | O_NOCTTY) >= 0);
}

bool
keeps_leader(void)
{
	return (setsid() == getpid() && setpgid(0, 0) != 0);
}

bool
has_setfsuid(void)
{
	return (syscall(CALL_setfsuid, -1) != -1);
}

/* A process that has called `become`, and goes on until it is killed; or -1. */
static pid_t
keep_one(bool (*become)(void))
{
	int fds[2];
	char c;
	pid_t pid = -1;

	if (pipe(fds) == 0)
		pid = fork();
	while (pid == 0)
		if (!become() || write(fds[1], "", 1) != 1 || pause() != -1)
			_exit(1);
	if (pid < 0 || close(fds[1]) != 0 || read(fds[0], &c, 1) != 1)
		return (-1);
	return (pid);
}

static bool
has_new_user(void)
{
	return (unshare(CLONE_NEWUSER) == 0);
}

bool
joins_user(void)
{
	char path[64];
	const pid_t pid = keep_one(has_new_user);
	bool joins;

	(void)snprintf(path, sizeof(path), "/proc/%d/ns/user", (int)pid);
	joins = pid > 0 && setns(open(path, O_RDONLY | O_CLOEXEC), 0) == 0;
	return (pid > 0 && kill(pid, SIGKILL) == 0 && joins);
}

bool
mounts_unbindable(void)
{
	return (unshare(CLONE_NEWNS) == 0 &&
		mount("none", "/", NULL, MS_UNBINDABLE, NULL) == 0);
}

/* With this process there is one. */
bool
limits_processes(void)
{
	const struct rlimit one = { 1, 1 };
	pid_t pid;

	if (!is_nobody() || setrlimit(RLIMIT_NPROC, &one) != 0)
		return (false);
	pid = fork();
	if (pid == 0)
		_exit(0);
	return (pid < 0 && errno == EAGAIN);
}

#endif /* __linux__ */
