/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx(1) on FreeBSD: its options are tested on Linux, by a shell; here what
 * of it is another's doing: the wait, the signals, and what only Linux has.
 */
#include "support.h"

#define SELF "/tests/test_command"

/* Runs it, its descriptor 2 in the file `err`; gives the wait status. */
static int
run(char *const argv[])
{
	posix_spawn_file_actions_t fa;
	pid_t pid;

	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(spawnx_file_actions_addopen(&fa, 2, test_path("err"),
			     O_WRONLY | O_CREAT | O_TRUNC, 0666),
	    0);
	assert_int_equal(
	    spawnx_spawn(&pid, "/bin/spawnx", &fa, NULL, argv, environ), 0);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	return (wait_for(pid));
}

/* What it says, to be freed by the next call. */
static const char *
said(void)
{
	static char *text;

	free(text);
	text = read_file(test_path("err"));
	return (text == NULL ? "" : text);
}

static void
test_exit_status(void **state)
{
	static const char *const ways[] = { "--start", "--handle",
		"--no-search" };
	char *way;

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		way = strdup(ways[i]);
		assert_int_equal(
		    run(ARGV("spawnx", way, (char *)report_program(), "none",
			"exit=5")),
		    5 << 8);
		assert_string_equal(said(), "");
		assert_int_equal(run(ARGV("spawnx", way, "/none")), 127 << 8);
		assert_non_null(strstr(said(), "/none"));
		assert_int_equal(run(ARGV("spawnx", way, "/tmp")), 126 << 8);
		free(way);
	}
	assert_int_equal(run(ARGV("spawnx", "--unheard-of")), 125 << 8);
}

static void
test_options_reach_the_program(void **state)
{
	char *path = strdup(test_path("report"));
	struct report *r;

	(void)state;
	assert_int_equal(
	    run(ARGV("spawnx", "--handle", "--umask", "027", "--nice", "3",
		"--chdir", "/tmp", "--read", "7=/bin/true", "--aslr", "off",
		"--setsid", (char *)report_program(), path)),
	    0);
	r = report_read(path);
	assert_non_null(r);
	assert_int_equal(report_int(r, "umask"), 027);
	assert_int_equal(report_int(r, "nice"), 3);
	assert_string_equal(report_get(r, "cwd"), "/tmp");
	assert_string_equal(report_fd(r, 7, "access"), "r");
	assert_int_equal(report_int(r, "sid"), report_int(r, "pid"));
	report_free(r);
	free(path);
}

static void
test_what_only_linux_has(void **state)
{
	(void)state;
	assert_int_equal(
	    run(ARGV("spawnx", "--map-ids", "0:0", "/bin/true")), 125 << 8);
	assert_non_null(strstr(said(), "--map-ids"));
	assert_int_equal(
	    run(ARGV("spawnx", "--setns", "/bin/true", "/bin/true")), 125 << 8);
	assert_non_null(strstr(said(), "--setns"));
}

/* Sent by a process, it is for the program, which ends by it. */
static void
test_signals_are_handed_on(void **state)
{
	int fds[2];
	pid_t pid;
	char byte;

	(void)state;
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	pid = fork();
	if (pid == 0) {
		(void)dup2(fds[1], 1);
		(void)execl("/bin/spawnx", "spawnx", "--handle",
		    report_program(), "none", "sleep=20000", (char *)NULL);
		_exit(99);
	}
	assert_int_equal(close(fds[1]), 0);
	sleep_ms(500);
	assert_int_equal(kill(pid, SIGTERM), 0);
	assert_int_equal(read(fds[0], &byte, 1), 0);
	assert_int_equal(wait_for(pid), (128 + SIGTERM) << 8);
	assert_int_equal(close(fds[0]), 0);
}

/* -- The program of the next test -- */

/* Leaves a child, and one of a session of its own whose parent has ended. */
static int
leave_some(void)
{
	pid_t pid = fork();

	if (pid > 0) {
		pid = fork();
		if (pid == 0 && fork() > 0)
			_exit(0);
		if (pid > 0)
			return (waitpid(pid, NULL, 0) == pid ? 5 : 1);
		(void)setsid();
	}
	(void)signal(SIGTERM, SIG_IGN);
	for (;;)
		(void)pause();
}

/* All that have the pipe have ended. */
static bool
is_closed(int fd)
{
	char byte;

	return (read(fd, &byte, 1) == 0);
}

static void
test_rest_is_killed(void **state)
{
	int fds[2];

	(void)state;
	assert_int_equal(pipe2(fds, O_NONBLOCK), 0);
	assert_int_equal(fcntl(fds[0], F_SETFD, FD_CLOEXEC), 0);
	assert_int_equal(run(ARGV("spawnx", "--rest", "kill", "--timeout", "60",
			     SELF, "leave")),
	    5 << 8);
	assert_string_equal(said(), "");
	assert_int_equal(close(fds[1]), 0);
	assert_true(is_closed(fds[0]));
	assert_int_equal(close(fds[0]), 0);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest cases[] = {
		CASE(test_exit_status),
		CASE(test_options_reach_the_program),
		CASE(test_what_only_linux_has),
		CASE(test_signals_are_handed_on),
		CASE(test_rest_is_killed),
	};

	if (argc == 2 && strcmp(argv[1], "leave") == 0)
		return (leave_some());
	return (run_cases(cases));
}
