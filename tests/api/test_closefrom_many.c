/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * closefrom and CLOEXEC_DEFAULT where it is tight or large: every number
 * taken, 5,000 descriptors, a descriptor for the process or of the program, and
 * a file lock, which belongs to a table of descriptors.
 *
 * Extensions, see test_closefrom; POSIX.1-2024, fcntl(): F_SETLK.
 */
#include "close_ways.h"

#include "calls.h"
#include "needs.h"

#include <sys/resource.h>

#define MANY 5000

/* No number is free: not for /proc/self/fd either. */
static int
check_full(const struct spawn_family *f, rlim_t lowered)
{
	const struct rlimit limit = { 64, 64 }, low = { lowered, 64 };
	posix_spawn_file_actions_t fa;
	struct report *r;
	pid_t pid;

	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	while (open("/dev/null", O_RDONLY) >= 0)
		continue;
	CHECK(setrlimit(RLIMIT_NOFILE, &low) == 0);
	CHECK(f->actions_init(&fa) == 0);
	CHECK(f->addclosefrom_np(&fa, 3) == 0);
	CHECK(f->spawn(&pid, report_program(), &fa, NULL,
		  ARGV("report", (char *)(uintptr_t)test_path("full")),
		  environ) == 0);
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	CHECK(wait_for(pid) == 0 && count_fds() == 64);
	CHECK(f->actions_destroy(&fa) == 0 && close(31) == 0);
	r = report_read(test_path("full"));
	CHECK(r != NULL && strcmp(report_get(r, "fds"), "0,1,2") == 0);
	report_free(r);
	return (0);
}

static int
check_full_table(const struct spawn_family *f)
{
	return (check_full(f, 64));
}

static void
test_full_table(void **state)
{
	(void)state;
	by_each_way(check_full_table);
}

/* Nor is any of them to be closed: the spawn doesn't look for one for long. */
static int
check_none_to_close(void *arg)
{
	const struct spawn_family *f = arg;
	const struct rlimit limit = { 6, 64 };
	posix_spawn_file_actions_t fa;
	pid_t pid;

	close_all();
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	while (open("/dev/null", O_RDONLY) >= 0)
		continue;
	if (refuse_syscall(SYS_close_range, ENOSYS) != 0)
		return (77);
	CHECK(f->actions_init(&fa) == 0);
	CHECK(f->addclosefrom_np(&fa, 6) == 0);
	CHECK(f->addclose(&fa, 5) == 0);
	(void)alarm(300);
	CHECK(f->spawn(&pid, report_program(), &fa, NULL,
		  ARGV("report", "none"), environ) == 0);
	CHECK(wait_for(pid) == 0 && count_fds() == 6);
	CHECK(f->actions_destroy(&fa) == 0);
	return (0);
}

static void
test_none_to_close(void **state)
{
	const struct spawn_family *f;

	(void)state;
	FOR_EACH_FAMILY(f)
	expect_child(check_none_to_close, (void *)(uintptr_t)f);
}

/*
 * Half of them are above a limit that was lowered since; /proc lists them,
 * once there is a number for it.
 */
static int
check_above_the_limit(void *arg)
{
	const struct spawn_family *f = arg;

	close_all();
	if (refuse_syscall(SYS_close_range, ENOSYS) != 0)
		return (77);
	return (check_full(f, 32));
}

static void
test_above_the_limit(void **state)
{
	const struct spawn_family *f;

	(void)state;
	FOR_EACH_FAMILY(f)
	expect_child(check_above_the_limit, (void *)(uintptr_t)f);
}

static int
check_many(const struct spawn_family *f)
{
	struct rlimit limit;
	struct report *r;

	CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	if (limit.rlim_max < MANY + 10) {
		(void)complain("the limit of descriptors is below %d", MANY);
		return (77);
	}
	limit.rlim_cur = MANY + 10;
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	for (int fd = 3; fd < MANY; fd++)
		CHECK(dup3(2, fd, fd % 3 == 0 ? O_CLOEXEC : 0) == fd);
	CHECK(spec_report(&r, f, "d2:5005 f10", 0) == 0);
	CHECK(strcmp(report_get(r, "fds"), "0,1,2,4,5,7,8") == 0);
	report_free(r);
	CHECK(spec_report(
		  &r, f, "d2:5005 i4998 i9 d7:4", SPAWNX_CLOEXEC_DEFAULT) == 0);
	CHECK(strcmp(report_get(r, "fds"), "4,9,4998,5005") == 0);
	report_free(r);
	return (0);
}

static void
test_many_descriptors(void **state)
{
	(void)state;
	by_each_way(check_many);
}

/* A handle is made in the caller's table, and is not for the child. */
static int handle;

static int
by_handle(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	return (spawnx_spawn_handle(&handle, pid, path, fa, attr, argv, envp));
}

static int
check_handle(const struct spawn_family *f)
{
	struct spawn_family with_handle = *f;
	posix_spawn_file_actions_t fa;
	struct report *r;

	with_handle.spawn = by_handle;
	CHECK(open_as(30, "/dev/null", O_RDONLY) == 30);
	CHECK(f->actions_init(&fa) == 0);
	CHECK(add_actions(f, &fa, "d30:9 f10") == 0);
	CHECK(
	    try_report(&r, &with_handle, NULL, &fa, NULL, NULL, environ) == 0);
	CHECK(strcmp(report_get(r, "fds"), "0,1,2,9") == 0);
	report_free(r);
	CHECK(handle >= 3 && fcntl(handle, F_GETFD) == FD_CLOEXEC);
	CHECK(close(handle) == 0 && count_fds() == 4);
	CHECK(failure_clean(ENOENT, NULL,
	    by_handle(NULL, "/nonexistent", &fa, NULL, ARGV("x"), environ)));
	CHECK(f->actions_destroy(&fa) == 0);
	/* The number of the handle to be, which is not open for the actions. */
	CHECK(spec_failure(&with_handle, "d3:5 f10", 0, EBADF, 0) == 0);
	return (0);
}

static void
test_handle(void **state)
{
	(void)state;
	need(NEED_PIDFDS);
	by_each_way(check_handle);
}

/* A program by the name of a descriptor, which is closed by the exec only. */
static int
check_program(const struct spawn_family *f)
{
	char **args = ARGV("report", "none");
	posix_spawnattr_t attr;
	pid_t pid;

	CHECK(open_as(30, report_program(), O_RDONLY | O_CLOEXEC) == 30);
	CHECK(f->attr_init(&attr) == 0);
	CHECK(f->setflags(&attr, SPAWNX_CLOEXEC_DEFAULT) == 0);
	CHECK(f->spawn(&pid, "/proc/self/fd/30", NULL, &attr, args, environ) ==
	      0);
	CHECK(wait_for(pid) == 0);
	CHECK(setenv("PATH", "/none:/dev/fd", 1) == 0);
	CHECK(f->spawnp(&pid, "30", NULL, &attr, args, environ) == 0);
	CHECK(wait_for(pid) == 0);
	CHECK(f->attr_destroy(&attr) == 0);
	return (0);
}

static void
test_program_by_descriptor(void **state)
{
	(void)state;
	by_each_way(check_program);
}

/* Whether another process has the file locked; for a child. */
static int
sees_lock(void *unused)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	(void)unused;
	CHECK(open_as(31, test_path("locked"), O_RDWR) == 31);
	CHECK(fcntl(31, F_GETLK, &lock) == 0);
	CHECK(lock.l_type == F_WRLCK && lock.l_pid == getppid());
	return (0);
}

/* Closing a file releases the locks of its table: not of the caller's. */
static int
check_lock(const struct spawn_family *f)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct report *r;

	CHECK(open_as(30, test_path("locked"), O_RDWR | O_CREAT) == 30);
	CHECK(fcntl(30, F_SETLK, &lock) == 0);
	CHECK(spec_report(&r, f, "f3", 0) == 0);
	report_free(r);
	CHECK(spec_report(&r, f, "c30", SPAWNX_CLOEXEC_DEFAULT) == 0);
	report_free(r);
	CHECK(spec_failure(f, "c30 f3 d9:9", 0, EBADF, 2) == 0);
	return (in_child(sees_lock, NULL));
}

static void
test_lock_is_kept(void **state)
{
	(void)state;
	by_each_way(check_lock);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_full_table),
		CASE(test_none_to_close),
		CASE(test_above_the_limit),
		CASE(test_many_descriptors),
		CASE(test_handle),
		CASE(test_program_by_descriptor),
		CASE(test_lock_is_kept),
	};

	return (run_cases(cases));
}
