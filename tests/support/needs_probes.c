/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a kernel has, by its system calls; see needs.h.  Each question has a child
 * of its own, and ends with it.
 */
#include "needs.h"

#include "support.h"

#ifdef __linux__

#include "calls.h"
#include "terminal.h"

#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define NOBODY         65534
#define CAP_NUMBER     10
#define CAP_VERSION    0x20080522
#define NS_KIND        0xb703 /* NS_GET_NSTYPE */
#define AMBIENT        47     /* PR_CAP_AMBIENT */
#define AMBIENT_SET    1L     /* PR_CAP_AMBIENT_IS_SET */
#define MOST_PAGES     32     /* of an argument: MAX_ARG_STRLEN */
#define CLEAR_HANDLERS 0x100000000ULL
#define INTO_CGROUP    0x200000000ULL

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

static bool
is_nobody(void)
{
	return (geteuid() != 0 ||
		(syscall(CALL_setresgid, NOBODY, NOBODY, NOBODY) == 0 &&
		    syscall(CALL_setresuid, NOBODY, NOBODY, NOBODY) == 0));
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
has_setfsuid(void)
{
	(void)syscall(CALL_setfsuid, NOBODY);
	return (syscall(CALL_setfsuid, -1) == NOBODY);
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

/* Of a user with two processes, of which this is one; 0 allows none. */
bool
limits_exec(void)
{
	const struct rlimit none = { 0, 0 };
	const pid_t pid = keep_one(is_nobody);
	bool limits;

	if (pid < 0 || setrlimit(RLIMIT_NPROC, &none) != 0 || !is_nobody())
		return (false);
	(void)execv("/bin/false", ARGV("false"));
	limits = errno == EAGAIN;
	return (kill(pid, SIGKILL) == 0 && limits);
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

bool
says_e2big(void)
{
	const size_t n = (size_t)(MOST_PAGES * sysconf(_SC_PAGESIZE));
	char *longest = calloc(1, n + 1);

	if (longest == NULL)
		return (false);
	memset(longest, 'x', n);
	(void)execv("/bin/false", ARGV("false", longest));
	return (errno == E2BIG);
}

/* What is no file is refused, and not opened to see what it is. */
bool
checks_exec(void)
{
	const char *path = test_path("needs");

	(void)alarm(2);
	(void)signal(SIGALRM, SIG_DFL);
	(void)unlink(path);
	if (mkfifo(path, 0755) == 0)
		(void)execv(path, ARGV("x"));
	return (errno == EACCES);
}

/* -- Starts -- */

static int
sleep_long(void *unused)
{
	(void)unused;
	(void)execv("/bin/sleep", ARGV("sleep", "60"));
	_exit(1);
}

/* The word of a child that has left this memory by an exec. */
static bool
exec_clears(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	static volatile pid_t word = 1;
	const pid_t pid = clone(sleep_long, stack + sizeof(stack),
	    CLONE_VM | CLONE_VFORK | CLONE_CHILD_CLEARTID | SIGCHLD, NULL, NULL,
	    NULL, &word);

	return (pid > 0 && kill(pid, SIGKILL) == 0 && word == 0);
}

/*
 * A child that is not waited for must have no handlers, or say when it has left
 * this memory.
 */
bool
has_free_starts(void)
{
	const uint64_t args[11] = { CLEAR_HANDLERS, [4] = SIGCHLD };
	const long pid = syscall(SYS_clone3, args, sizeof(args));

	if (pid == 0)
		_exit(0);
	return (pid > 0 || errno != EINVAL || exec_clears());
}

#endif /* __linux__ */
