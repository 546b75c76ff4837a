/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A spawn that can't be done gives the exact error number, and leaves errno,
 * the process ID, every descriptor and the children as they were, whatever
 * the caller does about SIGCHLD and whoever else waits for children.
 *
 * POSIX.1-2024, posix_spawn(): RETURN VALUE and ERRORS (those of exec).
 */
#include "check.h"
#include "needs.h"

#include <sys/mount.h>
#include <sys/resource.h>

#include <pthread.h>

#define NOBODY ((uid_t)987654)

/* -- Files that are no programs -- */

/* Where the kernels differ. */
#if defined(__FreeBSD__) || defined(__NetBSD__)
#define OWN_INTERPRETER ENOEXEC
#else
#define OWN_INTERPRETER ELOOP
#endif

static char long_name[NAME_MAX + 3], long_path[PATH_MAX + 1];

/* Names without a slash in front are in the test's directory. */
static const struct bad_file {
	const char *name;
	const char *path;
	int error;
	enum need need;
} bad_files[] = {
	{ "missing file", "missing", ENOENT, 0 },
	{ "missing directory", "missing/program", ENOENT, 0 },
	{ "dangling link", "dangling", ENOENT, 0 },
	{ "through a file", "plain/program", ENOTDIR, 0 },
	{ "a file with a slash", "script/", ENOTDIR, 0 },
	{ "loop of links", "loop", ELOOP, 0 },
	{ "through a loop", "loop/program", ELOOP, 0 },
	{ "long name", long_name, ENAMETOOLONG, 0 },
#ifndef __FreeBSD__ /* E2BIG since 13.0 */
	{ "long path", long_path, ENAMETOOLONG, 0 },
#endif
	{ "not executable", "plain", EACCES, 0 },
	{ "directory", "dir", EACCES, 0 },
	{ "device", "/dev/null", EACCES, 0 },
	{ "socket or fifo", "fifo", EACCES, NEED_EXEC_CHECKS },
	{ "empty", "empty", ENOEXEC, 0 },
	{ "text", "text", ENOEXEC, 0 },
	{ "foreign format", "foreign", ENOEXEC, 0 },
	{ "no interpreter named", "bare", ENOEXEC, 0 },
	{ "missing interpreter", "lost", ENOENT, 0 },
	{ "interpreter not executable", "weak", EACCES, 0 },
	{ "interpreter is a directory", "odd", EACCES, 0 },
	{ "its own interpreter", "self", OWN_INTERPRETER, 0 },
#ifndef __NetBSD__ /* a program that runs can't be written, no more than that */
	{ "open for writing", "busy", ETXTBSY, NEED_ETXTBSY },
#endif
};

static void
make_interpreted(const char *name, const char *interpreter)
{
	char line[PATH_MAX + 8];

	(void)snprintf(line, sizeof(line), "#!%s\n", interpreter);
	(void)write_file(name, 0755, line);
}

/* Gives the descriptor that keeps a program busy, to be closed. */
static int
make_bad_files(void)
{
	(void)kernel_has(NEED_EXEC_CHECKS); /* before others wait for */
	(void)kernel_has(NEED_ETXTBSY);     /* children */
	memset(long_name, 'n', sizeof(long_name) - 1);
	long_name[0] = '/';
	for (size_t i = 0; i < sizeof(long_path) - 1; i++)
		long_path[i] = "/."[i % 2];
	(void)make_script("script", "exit 0");
	(void)write_file("plain", 0644, "#!/bin/sh\n");
	(void)write_file("empty", 0755, "");
	(void)write_file("text", 0755, "echo this is no program\n");
	(void)write_file("foreign", 0755,
	    "\177ELF\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3"
	    "\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3\3");
	make_interpreted("bare", "");
	make_interpreted("lost", "/nonexistent/interpreter");
	/* Found there: a "#!" line ends a path at a blank. */
	make_interpreted("weak", "plain");
	make_interpreted("odd", "dir");
	make_interpreted("self", "self");
	assert_int_equal(mkdir(test_path("dir"), 0755), 0);
	assert_int_equal(mkfifo(test_path("fifo"), 0755), 0);
	assert_int_equal(symlink("nowhere", test_path("dangling")), 0);
	assert_int_equal(symlink("loop", test_path("loop")), 0);
	return (open(make_script("busy", "exit 0"), O_WRONLY | O_CLOEXEC));
}

static int
check_bad_files(void *unused)
{
	const int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const struct bad_file *row;
	int bad = 0;

	(void)unused;
	CHECK(here >= 0 && chdir(test_dir()) == 0);
	FOR_EACH_ROW(row, bad_files)
	if (kernel_has(row->need))
		bad += count_wrong(row->name, row->error,
		    *row->path == '/' ? row->path : test_path(row->path),
		    ARGV("program"), environ);
	CHECK(fchdir(here) == 0 && close(here) == 0);
	return (bad != 0);
}

/* What was left out. */
static void
need_all_rows(void)
{
	need(NEED_EXEC_CHECKS);
	need(NEED_ETXTBSY);
}

static void
test_bad_files(void **state)
{
	int busy = make_bad_files();

	(void)state;
	assert_int_equal(check_bad_files(NULL), 0);
	assert_int_equal(close(busy), 0);
	need_all_rows();
}

/* Then the kernel reaps the child, and there is none to wait for. */
static int
with_children_ignored(void *arg)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_flags = *(int *)arg;
	sa.sa_handler = sa.sa_flags == 0 ? SIG_IGN : SIG_DFL;
	CHECK(sigaction(SIGCHLD, &sa, NULL) == 0);
	return (check_bad_files(NULL));
}

static void
test_sigchld_ignored(void **state)
{
	int busy = make_bad_files();

	(void)state;
	expect_child(with_children_ignored, &(int){ 0 });
	expect_child(with_children_ignored, &(int){ SA_NOCLDWAIT });
	assert_int_equal(close(busy), 0);
	need_all_rows();
}

static void *
wait_for_any(void *unused)
{
	(void)unused;
	while (waitpid(-1, NULL, 0) >= 0 || errno == EINTR)
		continue;
	return (NULL);
}

/* A child that stays keeps the thread waiting. */
static int
with_thread_waiting(void *unused)
{
	pthread_t thread;
	int fds = count_fds(), bad;
	pid_t pid = fork();

	(void)unused;
	CHECK(pid >= 0);
	while (pid == 0)
		(void)pause();
	CHECK(pthread_create(&thread, NULL, wait_for_any, NULL) == 0);
	bad = check_bad_files(NULL);
	CHECK(kill(pid, SIGKILL) == 0);
	CHECK(pthread_join(thread, NULL) == 0);
	CHECK(!has_child() && count_fds() == fds);
	return (bad);
}

static void
test_thread_waits_for_any_child(void **state)
{
	int busy = make_bad_files();

	(void)state;
	expect_child(with_thread_waiting, NULL);
	assert_int_equal(close(busy), 0);
	need_all_rows();
}

/* -- What the system won't do -- */

static int
become_nobody(void)
{
	if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		return (-1);
	return (0);
}

static int
without_search_permission(void *unused)
{
	(void)unused;
	CHECK(become_nobody() == 0);
	return (count_wrong("no search permission", EACCES,
	    test_path("shut/script"), ARGV("x"), environ));
}

static void
test_unsearchable_directory(void **state)
{
	(void)state;
	assert_int_equal(mkdir(test_path("shut"), 0755), 0);
	(void)make_script("shut/script", "exit 0");
	assert_int_equal(chmod(test_path("shut"), 0600), 0);
	expect_child(without_search_permission, NULL);
	assert_int_equal(chmod(test_path("shut"), 0700), 0);
}

static int
without_processes(void *unused)
{
	const struct rlimit none = { 0, 0 };

	(void)unused;
	CHECK(become_nobody() == 0);
	CHECK(setrlimit(RLIMIT_NPROC, &none) == 0);
	return (count_wrong(
	    "no processes", EAGAIN, report_program(), ARGV("x"), environ));
}

static void
test_too_many_processes(void **state)
{
	(void)state;
	expect_child(without_processes, NULL);
}

#ifdef __linux__

static int
on_noexec_mount(void *unused)
{
	const char *dir = test_path("noexec");

	(void)unused;
	if (unshare(CLONE_NEWNS) != 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("none", dir, "tmpfs", MS_NOEXEC, NULL) != 0) {
		(void)complain("no mounts here: %s", strerror(errno));
		return (77);
	}
	return (count_wrong("noexec", EACCES,
	    make_script("noexec/script", "exit 0"), ARGV("x"), environ));
}

static void
test_noexec_mount(void **state)
{
	(void)state;
	skip_unless_root();
	assert_int_equal(mkdir(test_path("noexec"), 0755), 0);
	expect_child(on_noexec_mount, NULL);
}

#endif

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_bad_files),
		CASE(test_sigchld_ignored),
		CASE(test_thread_waits_for_any_child),
		CASE(test_unsearchable_directory),
		CASE(test_too_many_processes),
#ifdef __linux__
		CASE(test_noexec_mount),
#endif
	};

	return (run_cases(cases));
}
