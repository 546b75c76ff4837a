/* SPDX-License-Identifier: BSD-2-Clause */
/* What the program `report` says of its process; see report.c. */
#include "report.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef PR_GET_NO_NEW_PRIVS
#define PR_GET_NO_NEW_PRIVS 39
#endif

#define NSIGNALS      64
#define KERNEL_SETLEN (NSIGNALS / 8)
#define WIDTH         (8 * sizeof(unsigned long))
#define SCAN_LEAST    1024
#define SCAN_MOST     65536

#define COUNT(array)  (sizeof(array) / sizeof((array)[0]))

static void
set_bit(unsigned long *words, unsigned bit)
{
	words[bit / WIDTH] |= 1UL << (bit % WIDTH);
}

/*
 * By the raw call: libc's sigaction() refuses the signals that it keeps for
 * itself.  The handler is the first word of the kernel's struct.
 */
static void
put_dispositions(void)
{
	unsigned long ignored[NSIGNALS / WIDTH] = { 0 };
	unsigned long caught[NSIGNALS / WIDTH] = { 0 };

	for (unsigned s = 1; s <= NSIGNALS; s++) {
		unsigned long action[16] = { 0 };

		if (syscall(SYS_rt_sigaction, s, NULL, action, KERNEL_SETLEN) !=
		    0)
			continue;
		if (action[0] == (unsigned long)SIG_IGN)
			set_bit(ignored, s - 1);
		else if (action[0] != (unsigned long)SIG_DFL)
			set_bit(caught, s - 1);
	}
	put_bits("sigignored", ignored, NSIGNALS, 1);
	put_bits("sigcaught", caught, NSIGNALS, 1);
}

void
put_signals(void)
{
	unsigned long set[NSIGNALS / WIDTH] = { 0 };

	(void)syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, set, KERNEL_SETLEN);
	put_bits("sigmask", set, NSIGNALS, 1);
	put_dispositions();
	memset(set, 0, sizeof(set));
	(void)syscall(SYS_rt_sigpending, set, KERNEL_SETLEN);
	put_bits("sigpending", set, NSIGNALS, 1);
}

static const char *
type_name(mode_t mode)
{
	static const struct {
		mode_t mode;
		const char *name;
	} types[] = { { S_IFREG, "reg" }, { S_IFDIR, "dir" },
		{ S_IFCHR, "chr" }, { S_IFBLK, "blk" }, { S_IFIFO, "fifo" },
		{ S_IFSOCK, "sock" }, { S_IFLNK, "lnk" } };

	for (size_t i = 0; i < COUNT(types); i++) {
		if ((mode & S_IFMT) == types[i].mode)
			return types[i].name;
	}
	return "anon"; /* an epoll, a pidfd: a kind of no file type */
}

static void
put_descriptor(int fd, int fdflags)
{
	static const char *const access[] = { "r", "w", "rw", "-" };
	int flags = fcntl(fd, F_GETFL);
	off_t offset = lseek(fd, 0, SEEK_CUR);
	struct stat st;

	memset(&st, 0, sizeof(st));
	(void)fstat(fd, &st);
	put("fd.%d=%s\n", fd, type_name(st.st_mode));
	put("fd.%d.id=%llx:%llu\n", fd, (unsigned long long)st.st_dev,
	    (unsigned long long)st.st_ino);
	put("fd.%d.access=%s\n", fd, access[flags & O_ACCMODE & 3]);
	put("fd.%d.flags=0x%x\n", fd, (unsigned)(flags & ~O_ACCMODE));
	put("fd.%d.cloexec=%d\n", fd, (fdflags & FD_CLOEXEC) != 0);
	if (offset >= 0)
		put("fd.%d.offset=%lld\n", fd, (long long)offset);
	else
		put("fd.%d.offset=-\n", fd);
}

/*
 * By trying each number: /proc/self/fd needs a descriptor of its own.  The
 * limit may have been lowered below what was open, hence the least.
 */
void
put_descriptors(void)
{
	unsigned long open_set[SCAN_MOST / WIDTH] = { 0 };
	struct rlimit lim = { SCAN_LEAST, SCAN_LEAST };
	int most, fdflags;

	(void)getrlimit(RLIMIT_NOFILE, &lim);
	most = lim.rlim_cur > SCAN_MOST ? SCAN_MOST : (int)lim.rlim_cur;
	if (most < SCAN_LEAST)
		most = SCAN_LEAST;
	for (int fd = 0; fd < most; fd++) {
		fdflags = fcntl(fd, F_GETFD);
		if (fdflags < 0)
			continue;
		set_bit(open_set, (unsigned)fd);
		put_descriptor(fd, fdflags);
	}
	put_bits("fds", open_set, (unsigned)most, 0);
}

static void
put_terminal(void)
{
	int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	put("ctty=%d\n", fd >= 0);
	if (fd < 0)
		return;
	put("tpgid=%ld\n", (long)tcgetpgrp(fd));
	(void)close(fd);
}

static void
put_ids(void)
{
	uid_t ruid, euid, suid;
	gid_t rgid, egid, sgid;

	put("pid=%ld\n", (long)getpid());
	put("ppid=%ld\n", (long)getppid());
	put("pgid=%ld\n", (long)getpgrp());
	put("sid=%ld\n", (long)getsid(0));
	if (getresuid(&ruid, &euid, &suid) == 0)
		put("ruid=%lu\neuid=%lu\nsuid=%lu\n", (unsigned long)ruid,
		    (unsigned long)euid, (unsigned long)suid);
	if (getresgid(&rgid, &egid, &sgid) == 0)
		put("rgid=%lu\negid=%lu\nsgid=%lu\n", (unsigned long)rgid,
		    (unsigned long)egid, (unsigned long)sgid);
}

static void
put_groups(void)
{
	static gid_t groups[65536];
	int n = getgroups((int)COUNT(groups), groups);

	put("groups=");
	for (int i = 0; i < n; i++)
		put("%s%lu", i == 0 ? "" : ",", (unsigned long)groups[i]);
	put("\n");
}

/* By the raw calls: musl's scheduler functions only say ENOSYS. */
static void
put_scheduler(void)
{
	unsigned long cpus[1024 / WIDTH] = { 0 };
	struct sched_param param;
	long n;

	memset(&param, 0, sizeof(param));
	(void)syscall(SYS_sched_getparam, 0, &param);
	put("sched.policy=%ld\n", (long)syscall(SYS_sched_getscheduler, 0));
	put("sched.priority=%d\n", param.sched_priority);
	put("nice=%d\n", getpriority(PRIO_PROCESS, 0));
	n = syscall(SYS_sched_getaffinity, 0, sizeof(cpus), cpus);
	put_bits("affinity", cpus, n > 0 ? 8 * (unsigned)n : 0, 0);
}

static void
put_limit(const char *name, int which)
{
	struct rlimit lim;
	rlim_t value[2];

	if (getrlimit(which, &lim) != 0)
		return;
	value[0] = lim.rlim_cur;
	value[1] = lim.rlim_max;
	put("rlimit.%s=", name);
	for (int i = 0; i < 2; i++) {
		if (value[i] == RLIM_INFINITY)
			put("unlimited");
		else
			put("%llu", (unsigned long long)value[i]);
		put(i == 0 ? ":" : "\n");
	}
}

static void
put_limits(void)
{
	static const struct {
		const char *name;
		int which;
	} limits[] = { { "as", RLIMIT_AS }, { "core", RLIMIT_CORE },
		{ "cpu", RLIMIT_CPU }, { "data", RLIMIT_DATA },
		{ "fsize", RLIMIT_FSIZE }, { "locks", RLIMIT_LOCKS },
		{ "memlock", RLIMIT_MEMLOCK }, { "msgqueue", RLIMIT_MSGQUEUE },
		{ "nice", RLIMIT_NICE }, { "nofile", RLIMIT_NOFILE },
		{ "nproc", RLIMIT_NPROC }, { "rss", RLIMIT_RSS },
		{ "rtprio", RLIMIT_RTPRIO }, { "rttime", RLIMIT_RTTIME },
		{ "sigpending", RLIMIT_SIGPENDING },
		{ "stack", RLIMIT_STACK } };

	for (size_t i = 0; i < COUNT(limits); i++)
		put_limit(limits[i].name, limits[i].which);
}

/* The line of a /proc file that starts with the prefix. */
static void
put_proc(const char *path, const char *prefix, const char *key)
{
	static char text[65536];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	char *line, *save;

	if (fd >= 0)
		(void)close(fd);
	if (n < 0)
		return;
	text[n] = '\0';
	for (line = strtok_r(text, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save)) {
		if (strncmp(line, prefix, strlen(prefix)) == 0)
			put_string(key, line + strlen(prefix));
	}
}

static void
put_path(const char *key, const char *link)
{
	char path[PATH_MAX + 1];
	ssize_t n = readlink(link, path, sizeof(path) - 1);

	if (n < 0)
		return;
	path[n] = '\0';
	put_string(key, path);
}

static void
put_flags(void)
{
	int pdeathsig = -1;
	mode_t mask = umask(0);

	(void)umask(mask);
	(void)prctl(PR_GET_PDEATHSIG, &pdeathsig);
	put("umask=0%o\n", (unsigned)mask);
	put("no_new_privs=%d\n", prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L));
	put("pdeathsig=%d\n", pdeathsig);
}

void
put_process(void)
{
	put_ids();
	put_groups();
	put_scheduler();
	put_limits();
	put_flags();
	put_terminal();
	put_path("cwd", "/proc/self/cwd");
	put_path("exe", "/proc/self/exe");
	put_proc("/proc/self/status", "SigBlk:\t", "status.SigBlk");
	put_proc("/proc/self/status", "SigIgn:\t", "status.SigIgn");
	put_proc("/proc/self/status", "SigCgt:\t", "status.SigCgt");
	put_proc("/proc/self/status", "ShdPnd:\t", "status.ShdPnd");
	put_proc("/proc/self/cgroup", "0::", "cgroup");
}
