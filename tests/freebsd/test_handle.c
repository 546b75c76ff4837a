/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A descriptor for the process: by pdrfork(RFSPAWN) where the kernel has it, by
 * pdfork() and a copy of the memory elsewhere, with the same results.
 */
#include "support.h"

#include <sys/procdesc.h>
#include <sys/syscall.h>

#include <poll.h>

/* FreeBSD 15.1's; the system that this is compiled for may be older. */
int posix_spawnattr_setprocdescp_np(posix_spawnattr_t *, int *, int);

/* What the library has these for; 600 is not in every system's headers. */
_Static_assert(SYS_pdfork == 518 && PD_DAEMON == 1 && PD_CLOEXEC == 2,
    "src/os/freebsd/sys.h");
#ifdef SYS_pdrfork
_Static_assert(SYS_pdrfork == 600, "src/os/freebsd/sys.h");
#endif

static int last_handle = -1;

/* A spawn as others are; the caller closes last_handle, after it has waited. */
static int
by_handle(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	return (
	    spawnx_spawn_handle(&last_handle, pid, path, fa, attr, argv, envp));
}

static int
by_attribute(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	posix_spawnattr_t own;
	int rc;

	if (attr != NULL)
		return (ENOTSUP);
	rc = spawnx_attr_init(&own);
	if (rc != 0)
		return (rc);
	(void)posix_spawnattr_setprocdescp_np(&own, &last_handle, PD_DAEMON);
	rc = spawnx_spawn(pid, path, fa, &own, argv, envp);
	(void)spawnx_attr_destroy(&own);
	return (rc);
}

static void
close_handle(void)
{
	assert_int_equal(close(last_handle), 0);
	last_handle = -1;
}

/* All that the program gets is as without one. */
static void
compare_with_plain(spawn_fn *spawn)
{
	struct spawn_family f = *family_spawnx();
	struct report *plain, *with;
	char *difference;

	assert_int_equal(
	    try_report(&plain, &f, NULL, NULL, NULL, NULL, environ), 0);
	f.spawn = spawn;
	assert_int_equal(
	    try_report(&with, &f, NULL, NULL, NULL, NULL, environ), 0);
	difference = report_diff(plain, with, NULL);
	if (difference != NULL)
		fail_msg("%s", difference);
	report_free(plain);
	report_free(with);
	close_handle();
}

static void
on_signal(int sig)
{
	(void)sig;
}

static void
test_program_gets_the_same(void **state)
{
	struct sigaction caught = { .sa_handler = on_signal }, usr1, usr2;
	struct sigaction ignored = { .sa_handler = SIG_IGN };

	(void)state;
	assert_int_equal(sigaction(SIGUSR1, &caught, &usr1), 0);
	assert_int_equal(sigaction(SIGUSR2, &ignored, &usr2), 0);
	compare_with_plain(by_handle);
	compare_with_plain(by_attribute);
	assert_int_equal(sigaction(SIGUSR1, &usr1, NULL), 0);
	assert_int_equal(sigaction(SIGUSR2, &usr2, NULL), 0);
}

/* /bin/cat, which ends with its input, to[1], and then ends its output. */
static pid_t
spawn_cat(spawn_fn *spawn, const posix_spawnattr_t *attr, int to[2], int *from)
{
	posix_spawn_file_actions_t fa;
	int out[2];
	pid_t pid;

	assert_int_equal(pipe2(to, O_CLOEXEC), 0);
	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(spawnx_file_actions_adddup2(&fa, to[0], 0), 0);
	assert_int_equal(spawnx_file_actions_adddup2(&fa, out[1], 1), 0);
	assert_int_equal(
	    spawn(&pid, "/bin/cat", &fa, attr, ARGV("cat"), environ), 0);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(close(to[0]) + close(out[1]), 0);
	*from = out[0];
	return (pid);
}

static void
test_it_stands_for_the_process(void **state)
{
	struct pollfd pfd = { .events = POLLIN };
	int to[2], from;
	pid_t pid, other;

	(void)state;
	pid = spawn_cat(by_handle, NULL, to, &from);
	assert_int_equal(fcntl(last_handle, F_GETFD), FD_CLOEXEC);
	assert_int_equal(pdgetpid(last_handle, &other), 0);
	assert_int_equal(other, pid);
	pfd.fd = last_handle;
	assert_int_equal(poll(&pfd, 1, 100), 0);
	assert_int_equal(close(to[1]), 0);
	assert_int_equal(poll(&pfd, 1, 10000), 1);
	assert_int_equal(pfd.revents & POLLHUP, POLLHUP);
	assert_int_equal(wait_for(pid), 0);
	close_handle();
	assert_int_equal(close(from), 0);
}

/* Its number is free in the child, too: there is nothing to be leaked. */
static void
test_child_has_none(void **state)
{
	posix_spawn_file_actions_t fa;
	const int next = dup(0);
	pid_t pid;

	(void)state;
	assert_int_equal(close(next), 0);
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(spawnx_file_actions_addinherit(&fa, next), 0);
	last_handle = -5;
	expect_failure(EBADF, &pid,
	    by_handle(&pid, "/bin/true", &fa, NULL, ARGV("true"), environ));
	assert_int_equal(last_handle, -5);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

static void
test_failures_leave_nothing(void **state)
{
	spawnx_failure_t why = { .error = 0 };
	posix_spawnattr_t attr;
	pid_t pid;

	(void)state;
	last_handle = -5;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &why), 0);
	expect_failure(ENOENT, &pid,
	    by_handle(&pid, "/none", NULL, &attr, ARGV("x"), environ));
	assert_int_equal(why.step, SPAWNX_STEP_EXEC);
	expect_failure(ENOENT, &pid,
	    by_attribute(&pid, "/none", NULL, NULL, ARGV("x"), environ));
	assert_int_equal(
	    posix_spawnattr_setprocdescp_np(&attr, &last_handle, 0x40000000),
	    0);
	expect_failure(EINVAL, &pid,
	    spawnx_spawn(
		&pid, "/bin/true", NULL, &attr, ARGV("true"), environ));
	assert_int_equal(last_handle, -5);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static volatile sig_atomic_t unknown_calls;

static void
on_unknown_call(int sig)
{
	(void)sig;
	unknown_calls++;
}

/*
 * The first one in a process asks the kernel whether it has pdrfork(); this
 * one finds nothing of that, with a handler, and with the signal blocked.
 */
static int
first_of_a_process(void *blocked)
{
	struct sigaction act = { .sa_handler = on_unknown_call };
	sigset_t set;
	pid_t pid;

	(void)sigaction(SIGSYS, &act, NULL);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGSYS);
	if (blocked != NULL)
		(void)sigprocmask(SIG_BLOCK, &set, NULL);
	if (by_handle(&pid, "/bin/true", NULL, NULL, ARGV("true"), environ) !=
		0 ||
	    wait_for(pid) != 0 || close(last_handle) != 0)
		return (complain("the spawn fails"));
	(void)sigpending(&set);
	if (unknown_calls != 0 || sigismember(&set, SIGSYS))
		return (complain("SIGSYS"));
	return (0);
}

static void
test_asking_leaves_no_signal(void **state)
{
	bool blocked;

	(void)state;
	expect_child(first_of_a_process, NULL);
	expect_child(first_of_a_process, &blocked);
}

/* Whether it is there a moment later. */
static bool
lives_on_after_close(spawn_fn *spawn, int pdflags)
{
	struct pollfd pfd = { .events = POLLIN };
	posix_spawnattr_t attr;
	int to[2];
	bool lives;

	assert_int_equal(spawnx_attr_init(&attr), 0);
	if (pdflags >= 0)
		assert_int_equal(posix_spawnattr_setprocdescp_np(
				     &attr, &last_handle, pdflags),
		    0);
	(void)spawn_cat(spawn, &attr, to, &pfd.fd);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	close_handle();
	/* Nobody else has the pipe that it writes to. */
	lives = poll(&pfd, 1, 300) == 0;
	assert_int_equal(close(to[1]), 0);
	assert_int_equal(poll(&pfd, 1, 10000), 1);
	assert_int_equal(close(pfd.fd), 0);
	return (lives);
}

/* What was closed while it lived has another parent, as procdesc(4) says. */
static void
test_closing_it(void **state)
{
	(void)state;
	assert_true(lives_on_after_close(by_handle, -1));
	assert_true(lives_on_after_close(spawnx_spawn, PD_DAEMON));
	assert_false(lives_on_after_close(spawnx_spawn, 0));
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_program_gets_the_same),
		CASE(test_it_stands_for_the_process),
		CASE(test_child_has_none),
		CASE(test_failures_leave_nothing),
		CASE(test_asking_leaves_no_signal),
		CASE(test_closing_it),
	};

	return (run_cases(cases));
}
