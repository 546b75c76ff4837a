/* SPDX-License-Identifier: BSD-2-Clause */
/* What the program `report` says of its process; see report.c. */
#include "report.h"

#include "raw.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WIDTH        (8 * sizeof(unsigned long))
#define SCAN_LEAST   1024
#define SCAN_MOST    65536

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
set_bit(unsigned long *words, unsigned bit)
{
	words[bit / WIDTH] |= 1UL << (bit % WIDTH);
}

/*
 * By the raw call: libc's sigaction() refuses the signals that it keeps for
 * itself.
 */
static void
put_dispositions(void)
{
	unsigned long ignored[RAW_NSIG / WIDTH] = { 0 };
	unsigned long caught[RAW_NSIG / WIDTH] = { 0 };

	for (unsigned s = 1; s <= RAW_NSIG; s++) {
		unsigned long action[RAW_ACTION] = { 0 };

		if (raw_sigaction(s, NULL, action) != 0)
			continue;
		if (action[RAW_HANDLER] == (unsigned long)SIG_IGN)
			set_bit(ignored, s - 1);
		else if (action[RAW_HANDLER] != (unsigned long)SIG_DFL)
			set_bit(caught, s - 1);
	}
	put_bits("sigignored", ignored, RAW_LAST, 1);
	put_bits("sigcaught", caught, RAW_LAST, 1);
}

void
put_signals(void)
{
	unsigned long set[RAW_NSIG / WIDTH] = { 0 };

	(void)raw_sigprocmask(SIG_BLOCK, NULL, set);
	put_bits("sigmask", set, RAW_LAST, 1);
	put_dispositions();
	memset(set, 0, sizeof(set));
	(void)raw_sigpending(set);
	put_bits("sigpending", set, RAW_LAST, 1);
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

void
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

/* Those that every system has. */
static void
put_limits(void)
{
	static const struct {
		const char *name;
		int which;
	} limits[] = { { "as", RLIMIT_AS }, { "core", RLIMIT_CORE },
		{ "cpu", RLIMIT_CPU }, { "data", RLIMIT_DATA },
		{ "fsize", RLIMIT_FSIZE }, { "memlock", RLIMIT_MEMLOCK },
		{ "nofile", RLIMIT_NOFILE }, { "nproc", RLIMIT_NPROC },
		{ "rss", RLIMIT_RSS }, { "stack", RLIMIT_STACK } };

	for (size_t i = 0; i < COUNT(limits); i++)
		put_limit(limits[i].name, limits[i].which);
}

static void
put_umask(void)
{
	mode_t mask = umask(0);

	(void)umask(mask);
	put("umask=0%o\n", (unsigned)mask);
}

void
put_process(void)
{
	put_ids();
	put_groups();
	put_limits();
	put_umask();
	put_terminal();
	put_system();
}
