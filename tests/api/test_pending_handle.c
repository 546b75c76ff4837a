/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A pending child's descriptor stands for that process, whoever reaps it, and
 * whatever its number comes to mean; and finish reaps that process or none.
 *
 * Extension: spawnx_start(3), SPAWNX_HANDLE.
 */
#include "forked.h"
#include "needs.h"
#include "pending.h"

static spawnx_pending_t *
start_at_fifo(posix_spawn_file_actions_t *fa, unsigned flags)
{
	spawnx_pending_t *p = NULL;

	(void)unlink(test_path("fifo"));
	if (mkfifo(test_path("fifo"), 0600) != 0 ||
	    spawnx_file_actions_init(fa) != 0 ||
	    spawnx_file_actions_addopen(
		fa, 0, test_path("fifo"), O_RDONLY, 0) != 0 ||
	    spawnx_start(
		&p, flags, "/bin/cat", fa, NULL, ARGV("cat"), environ) != 0)
		return (NULL);
	return (p);
}

static int
send_signal(int handle, int signo)
{
	return ((int)syscall(SYS_pidfd_send_signal, handle, signo, NULL, 0));
}

/* It is killed where it waits, and that is no failure of the spawn. */
static void
test_kill(void **state)
{
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;
	int kept;
	pid_t pid = -1;

	(void)state;
	need(NEED_PIDFDS);
	if (!BACKEND_IS_ASM)
		skip_because("without clone3() start waits");
	p = start_at_fifo(&fa, SPAWNX_HANDLE);
	assert_non_null(p);
	assert_int_equal(fcntl(spawnx_pending_handle(p), F_GETFD), FD_CLOEXEC);
	assert_int_equal(send_signal(spawnx_pending_handle(p), 0), 0);
	kept = fcntl(spawnx_pending_handle(p), F_DUPFD_CLOEXEC, 0);
	assert_true(kept >= 0);
	assert_false(is_readable(kept, 0));
	assert_int_equal(send_signal(kept, SIGTERM), 0);
	assert_int_equal(spawnx_finish(p, &pid), 0);
	assert_true(is_readable(kept, 60000));
	assert_int_equal(wait_for(pid), SIGTERM);
	assert_int_equal(close(kept), 0);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

static int
flags_child(void *arg)
{
	spawnx_pending_t *p;
	int bad = 0;
	pid_t pid = -1;

	(void)arg;
	for (unsigned flags = 0; flags < 8; flags++) {
		const bool has = (flags & SPAWNX_HANDLE) != 0;
		const int before = count_fds();
		int handle;

		bad += check_int(spawnx_start(&p, flags, "/bin/true", NULL,
				     NULL, ARGV("true"), environ),
		    0);
		handle = spawnx_pending_handle(p);
		bad += check_int(handle >= 0, has);
		if (has)
			bad += check_int(fcntl(handle, F_GETFD), FD_CLOEXEC);
		bad += check_int(spawnx_finish(p, &pid), 0);
		bad += check_int(wait_for(pid), 0);
		bad += check_int(count_fds(), before);
	}
	return (bad);
}

static void
test_flags(void **state)
{
	(void)state;
	need(NEED_PIDFDS);
	expect_child(flags_child, NULL);
}

/* In a full table one that was not asked for is done without. */
static int
full_child(void *arg)
{
	spawnx_pending_t *p = NULL;
	pid_t pid = -1;
	int bad;

	(void)arg;
	while (fcntl(0, F_DUPFD_CLOEXEC, 0) >= 0)
		continue;
	bad = check_int(
	    spawnx_start(&p, 0, "/bin/true", NULL, NULL, ARGV("true"), environ),
	    0);
	bad += check_int(spawnx_finish(p, &pid), 0);
	bad += check_int(wait_for(pid), 0);
	p = NULL;
	bad += check_int(spawnx_start(&p, SPAWNX_HANDLE, "/bin/true", NULL,
			     NULL, ARGV("true"), environ),
	    EMFILE);
	return (bad + check(p == NULL) + check(!has_child()));
}

static void
test_full_table(void **state)
{
	(void)state;
	expect_child(full_child, NULL);
}

/* What the caller puts in the place of one that it has closed stays. */
static int
closed_child(void *arg)
{
	spawnx_pending_t *p = NULL;
	pid_t pid = -1;
	int bad, lowest;

	(void)arg;
	bad = check_int(
	    spawnx_start(&p, 0, "/bin/true", NULL, NULL, ARGV("true"), environ),
	    0);
	for (int fd = 3; fd < 64; fd++)
		(void)close(fd);
	lowest = dup(0);
	bad += check_int(lowest, 3);
	bad += check_int(spawnx_finish(p, &pid), 0);
	bad += check_int(wait_for(pid), 0);
	return (bad + check(fcntl(lowest, F_GETFD) >= 0));
}

static void
test_closed(void **state)
{
	(void)state;
	expect_child(closed_child, NULL);
}

/* -- Its number becomes another child's -- */

/* A fork that has this number; 0 if there can be none. */
static pid_t
fork_as(pid_t wanted)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%d", (int)wanted - 1);
	int fd = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
	bool set = fd >= 0 && write(fd, text, (size_t)n) == n;
	pid_t pid;

	if (fd >= 0)
		(void)close(fd);
	pid = set ? fork() : -1;
	if (pid == 0) {
		(void)pause();
		_exit(0);
	}
	if (pid < 0 || pid == wanted)
		return (pid < 0 ? 0 : pid);
	(void)kill(pid, SIGKILL);
	(void)wait_for(pid);
	return (0);
}

static int
reused_child(void *arg)
{
	spawnx_pending_t *p;
	pid_t pid = -1, failed, stranger = 0;
	int bad = 0;

	(void)arg;
	(void)alarm(300);
	for (int i = 0; i < 100 && stranger == 0; i++) {
		bad += check_int(spawnx_start(&p, 0, "/none", NULL, NULL,
				     ARGV("none"), environ),
		    0);
		failed = wait(NULL);
		stranger = fork_as(failed);
		if (stranger == 0) {
			bad += check_int(spawnx_finish(p, &pid), ENOENT);
			continue;
		}
		bad += check_int(spawnx_pending_pid(p), -1);
		bad += check_int(spawnx_finish(p, &pid), ENOENT);
		bad += check_int(kill(stranger, SIGTERM), 0);
		bad += check_int(wait_for(stranger), SIGTERM);
	}
	if (stranger == 0 && bad == 0) {
		(void)complain("no process ID can be chosen here");
		return (77);
	}
	return (bad + check(!has_child()));
}

static void
test_number_is_reused(void **state)
{
	(void)state;
	if (!BACKEND_IS_ASM)
		skip_because("without clone3() start reaps at once");
	expect_child(reused_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_kill),
		CASE(test_flags),
		CASE(test_full_table),
		CASE(test_closed),
		CASE(test_number_is_reused),
	};

	return (run_cases(cases));
}
