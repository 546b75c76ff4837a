/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A signal by a handle reaches that process, or the group that it leads or has
 * led, and nobody who has got the number since.
 *
 * Extension: spawnx_handle(3).
 */
#include "forked.h"
#include "needs.h"

#include <poll.h>

/* By a file's text; -1: it is not to be written. */
static int
write_last_pid(long pid)
{
	char text[24];
	int fd = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
	ssize_t rc;

	if (fd < 0)
		return (-1);
	(void)snprintf(text, sizeof(text), "%ld", pid);
	rc = write(fd, text, strlen(text));
	(void)close(fd);
	return (rc < 0 ? -1 : 0);
}

/* A shell that leads a group. */
static int
start(const char *script, pid_t *pid, bool leads)
{
	posix_spawnattr_t at;
	int handle = -1, bad;

	bad = check_int(spawnx_attr_init(&at), 0);
	if (leads)
		bad += check_int(spawnx_attr_setpgroup(&at, 0), 0);
	bad +=
	    check_int(spawnx_spawn_handle(&handle, pid, "/bin/sh", NULL, &at,
			  ARGV("sh", "-c", (char *)(uintptr_t)script), environ),
		0);
	bad += check_int(spawnx_attr_destroy(&at), 0);
	return (bad == 0 ? handle : -1);
}

static bool
can_signal_groups(int handle)
{
	return (syscall(424, handle, 0, NULL, 4) == 0 || errno != EINVAL);
}

static int
status_of(int handle)
{
	int status = -1;

	(void)check_int(spawnx_handle_wait(handle, 60000, 0, &status, NULL), 0);
	return (status);
}

static void
test_process(void **state)
{
	const int handle = start("exec sleep 1000", NULL, false);

	(void)state;
	assert_int_equal(spawnx_handle_signal(handle, 0, 0), 0);
	assert_int_equal(spawnx_handle_signal(handle, SIGTERM, 0), 0);
	assert_int_equal(
	    spawnx_handle_wait(handle, -1, SPAWNX_WAIT_KEEP, NULL, NULL), 0);
	assert_int_equal(spawnx_handle_signal(handle, SIGTERM, 0), 0);
	assert_int_equal(status_of(handle), SIGTERM);
	assert_int_equal(spawnx_handle_signal(handle, SIGTERM, 0), ESRCH);
	assert_int_equal(close(handle), 0);
}

/*
 * The grandchild, which holds the pipe, is in the group of a shell that has
 * ended and was reaped.
 */
static int
orphan_child(void *arg)
{
	struct pollfd end = { .events = POLLIN };
	int bad = 0, fds[2], handle;

	(void)arg;
	bad += check_int(pipe(fds), 0);
	bad += check_int(fcntl(fds[0], F_SETFD, FD_CLOEXEC), 0);
	handle = start("sleep 1000 & exit 3", NULL, true);
	bad += check_int(close(fds[1]), 0);
	if (!can_signal_groups(handle)) {
		(void)complain("before Linux 6.9");
		return (77);
	}
	bad += check_int(status_of(handle), 3 << 8);
	end.fd = fds[0];
	bad += check_int(poll(&end, 1, 100), 0);
	bad += check_int(spawnx_handle_signal(handle, SIGTERM, 0), ESRCH);
	bad += check_int(poll(&end, 1, 100), 0);
	bad += check_int(
	    spawnx_handle_signal(handle, SIGTERM, SPAWNX_SIGNAL_GROUP), 0);
	return (bad + check_int(poll(&end, 1, 60000), 1));
}

static void
test_group_of_one_that_was_reaped(void **state)
{
	(void)state;
	expect_child(orphan_child, NULL);
}

/* One that leads no group: not the group that it is in, which is ours. */
static int
member_child(void *arg)
{
	int bad = 0, handle;

	(void)arg;
	(void)setpgid(0, 0);
	handle = start("exec sleep 1000", NULL, false);
	bad += check(can_signal_groups(handle)
			 ? spawnx_handle_signal(
			       handle, SIGKILL, SPAWNX_SIGNAL_GROUP) == ESRCH
			 : true);
	bad +=
	    check_int(spawnx_handle_wait(handle, 50, 0, NULL, NULL), ETIMEDOUT);
	bad += check_int(spawnx_handle_signal(handle, SIGKILL, 0), 0);
	return (bad + check_int(status_of(handle), SIGKILL));
}

static void
test_group_of_a_member(void **state)
{
	(void)state;
	expect_child(member_child, NULL);
}

/* A process, and a group, of the number that another one has had. */
static void
test_number_is_used_again(void **state)
{
	pid_t first, second = -1;
	int handle, other = -1, tries;

	(void)state;
	handle = start("exit 0", &first, true);
	assert_int_equal(status_of(handle), 0);
	for (tries = 0; tries < 200 && second != first; tries++) {
		if (write_last_pid((long)first - 1) < 0)
			break;
		other = start("exec sleep 1000", &second, true);
		if (second != first) {
			assert_int_equal(
			    spawnx_handle_signal(other, SIGKILL, 0), 0);
			assert_int_equal(status_of(other), SIGKILL);
			assert_int_equal(close(other), 0);
		}
	}
	if (second != first) {
		assert_int_equal(close(handle), 0);
		skip_because("the number can't be given again");
	}
	assert_int_equal(spawnx_handle_signal(handle, SIGKILL, 0), ESRCH);
	if (can_signal_groups(other))
		assert_int_equal(
		    spawnx_handle_signal(handle, SIGKILL, SPAWNX_SIGNAL_GROUP),
		    ESRCH);
	assert_int_equal(
	    spawnx_handle_wait(other, 50, 0, NULL, NULL), ETIMEDOUT);
	assert_int_equal(spawnx_handle_signal(other, SIGKILL, 0), 0);
	assert_int_equal(status_of(other), SIGKILL);
	assert_int_equal(close(other), 0);
	assert_int_equal(close(handle), 0);
}

static void
test_bad_arguments(void **state)
{
	const int handle = start("exec sleep 1000", NULL, true);
	const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	(void)state;
	for (unsigned flag = 2; flag != 0; flag <<= 1)
		assert_int_equal(
		    spawnx_handle_signal(handle, SIGKILL, flag), EINVAL);
	for (unsigned flags = 0; flags < 2; flags++) {
		assert_int_equal(
		    spawnx_handle_signal(handle, -1, flags), EINVAL);
		assert_int_equal(
		    spawnx_handle_signal(handle, 1000, flags), EINVAL);
		assert_int_equal(
		    spawnx_handle_signal(-1, SIGKILL, flags), EBADF);
		assert_int_equal(
		    spawnx_handle_signal(1023, SIGKILL, flags), EBADF);
	}
	assert_int_equal(spawnx_handle_signal(null, SIGKILL, 0), EBADF);
	assert_int_equal(
	    spawnx_handle_wait(handle, 20, 0, NULL, NULL), ETIMEDOUT);
	assert_int_equal(spawnx_handle_signal(handle, SIGKILL, 0), 0);
	assert_int_equal(status_of(handle), SIGKILL);
	assert_int_equal(close(null), 0);
	assert_int_equal(close(handle), 0);
}

/* As Linux 6.8 answers: not by the number instead. */
static int
old_child(void *arg)
{
	int bad, handle;

	(void)arg;
	handle = start("exec sleep 1000", NULL, true);
	bad = check_int(refuse_syscall_if_arg(424, 3, ~0U, 4, EINVAL), 0);
	bad += check_int(
	    spawnx_handle_signal(handle, SIGKILL, SPAWNX_SIGNAL_GROUP),
	    ENOTSUP);
	bad += check_int(
	    spawnx_handle_signal(1023, SIGKILL, SPAWNX_SIGNAL_GROUP), EBADF);
	bad +=
	    check_int(spawnx_handle_wait(handle, 20, 0, NULL, NULL), ETIMEDOUT);
	bad += check_int(spawnx_handle_signal(handle, SIGKILL, 0), 0);
	return (bad + check_int(status_of(handle), SIGKILL));
}

static void
test_old_kernel(void **state)
{
	(void)state;
	expect_child(old_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_process),
		CASE(test_group_of_one_that_was_reaped),
		CASE(test_group_of_a_member),
		CASE(test_number_is_used_again),
		CASE(test_bad_arguments),
		CASE(test_old_kernel),
	};

	return (run_cases_needing(NEED_PIDFDS, cases));
}
