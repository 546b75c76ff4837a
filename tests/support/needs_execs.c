/* SPDX-License-Identifier: BSD-2-Clause */
/* What a kernel has for children and their programs; see needs_probes.c. */
#include "needs.h"

#include "support.h"

#ifdef __linux__

#include "calls.h"

#include <sys/resource.h>

#define NOBODY         65534
#define MOST_PAGES     32 /* of an argument: MAX_ARG_STRLEN */
#define CLEAR_HANDLERS 0x100000000ULL

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

bool
says_etxtbsy(void)
{
	const char *path = write_file("busy", 0755, "#!/bin/false\n");

	if (open(path, O_WRONLY) >= 0)
		(void)execv(path, ARGV("x"));
	return (errno == ETXTBSY);
}

/* What is no file is refused, and not opened to see what it is. */
bool
checks_exec(void)
{
	const char *path = test_path("no-file");

	(void)alarm(2);
	(void)signal(SIGALRM, SIG_DFL);
	if (mkfifo(path, 0755) == 0)
		(void)execv(path, ARGV("x"));
	return (errno == EACCES);
}

static bool
set_uids(uid_t real, uid_t effective)
{
	return (syscall(CALL_setresuid, real, effective, effective) == 0);
}

/* The owner of its files in /proc is the effective user. */
bool
keeps_ids(void)
{
	char path[64], c;
	struct stat st;
	int fds[2];
	pid_t pid;

	if (pipe(fds) != 0)
		return (false);
	pid = fork();
	if (pid == 0 && set_uids(NOBODY, 0) &&
	    fcntl(fds[1], F_SETFD, FD_CLOEXEC) == 0)
		(void)execv("/bin/sleep", ARGV("sleep", "60"));
	if (pid <= 0)
		_exit(1);
	(void)close(fds[1]);
	(void)read(fds[0], &c, 1);
	(void)snprintf(path, sizeof(path), "/proc/%d", (int)pid);
	return (
	    stat(path, &st) == 0 && kill(pid, SIGKILL) == 0 && st.st_uid == 0);
}

/* Of a user with another process: 0 allows none. */
bool
limits_exec(void)
{
	const struct rlimit none = { 0, 0 };
	const pid_t pid = fork();

	if (pid == 0)
		_exit(set_uids(NOBODY, NOBODY) ? pause() : 1);
	sleep_ms(100);
	if (setrlimit(RLIMIT_NPROC, &none) == 0 && set_uids(NOBODY, NOBODY))
		(void)execv("/bin/false", ARGV("false"));
	return (errno == EAGAIN && kill(pid, SIGKILL) == 0);
}

static long
clone_without_handlers(void)
{
	const uint64_t args[11] = { CLEAR_HANDLERS, [4] = SIGCHLD };
	const long pid = syscall(SYS_clone3, args, sizeof(args));

	if (pid == 0)
		_exit(0);
	return (pid);
}

/* Or there is no clone3(), and no need of it. */
bool
has_clear_handlers(void)
{
	return (clone_without_handlers() > 0 || errno != EINVAL);
}

static int
sleep_long(void *unused)
{
	(void)unused;
	(void)execv("/bin/sleep", ARGV("sleep", "60"));
	_exit(1);
}

/*
 * A child that is not waited for must have no handlers, or say by a word when
 * it has left this memory by an exec.  musl's clone() can't ask for the word.
 */
bool
has_free_starts(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	static volatile pid_t word = 1;
	pid_t pid;

	if (clone_without_handlers() > 0)
		return (true);
	pid = clone(sleep_long, stack + sizeof(stack),
	    CLONE_VM | CLONE_VFORK | CLONE_CHILD_CLEARTID | SIGCHLD, NULL, NULL,
	    NULL, &word);
	return (pid < 0 || (kill(pid, SIGKILL) == 0 && word == 0));
}

#endif /* __linux__ */
