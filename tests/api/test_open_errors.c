/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An open action that fails has the spawn fail with the error of open(), and
 * name the action; a full table of descriptors is no such error when the
 * target is open.
 *
 * POSIX.1-2024, posix_spawn_file_actions_addopen(): DESCRIPTION; open():
 * ERRORS.
 */
#include "check.h"
#include "needs.h"

#include <sys/resource.h>

#ifndef NOFOLLOW_ERROR /* POSIX's */
#define NOFOLLOW_ERROR ELOOP
#endif

#define FD     40
#define NOBODY ((uid_t)987654)

static int
open_error(const struct spawn_family *f, pid_t *pid, const char *path,
    int oflag, spawnx_failure_t *where)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	int error;

	if (f->actions_init(&fa) != 0 || f->attr_init(&attr) != 0 ||
	    f->addclose(&fa, FD + 1) != 0 ||
	    f->addopen(&fa, FD, path, oflag, 0600) != 0 ||
	    spawnx_attr_setfailure(&attr, where) != 0)
		return (-1);
	error = quick_spawn(f, pid, &fa, &attr);
	if (f->actions_destroy(&fa) != 0 || f->attr_destroy(&attr) != 0)
		return (-1);
	return (error);
}

static const struct open_error {
	const char *name;
	const char *path;
	int oflag, error;
} open_errors[] = {
	{ "missing", "missing", O_RDONLY, ENOENT },
	{ "empty path", "", O_RDONLY, ENOENT },
	{ "missing directory", "missing/new", O_WRONLY | O_CREAT, ENOENT },
	{ "directory", "dir", O_WRONLY, EISDIR },
	{ "there already", "file", O_WRONLY | O_CREAT | O_EXCL, EEXIST },
	{ "through a file", "file/new", O_RDONLY, ENOTDIR },
	{ "no directory", "file", O_RDONLY | O_DIRECTORY, ENOTDIR },
	{ "link", "link", O_RDONLY | O_NOFOLLOW, NOFOLLOW_ERROR },
	{ "loop", "loop", O_RDONLY, ELOOP },
	{ "no reader", "fifo", O_WRONLY | O_NONBLOCK, ENXIO },
	{ "no permission", "shut", O_RDONLY, EACCES },
	{ "no permission to make", "closed/new", O_WRONLY | O_CREAT, EACCES },
};

/* Root may open everything, so this is for another user. */
static int
check_errors(void *arg)
{
	const struct spawn_family *f = arg;
	const struct open_error *row;
	const char *path;
	spawnx_failure_t where;
	pid_t pid;

	CHECK(geteuid() != 0 || setuid(NOBODY) == 0);
	FOR_EACH_ROW(row, open_errors)
	{
		path = *row->path == '\0' ? "" : test_path(row->path);
		memset(&where, 0x55, sizeof(where));
		if (!failure_clean(row->error, &pid,
			open_error(f, &pid, path, row->oflag, &where)))
			return (complain("%s", row->name));
		CHECK(where.step == SPAWNX_STEP_ACTION);
		CHECK(where.index == 1 && where.error == row->error);
	}
	return (0);
}

static void
test_errors(void **state)
{
	(void)state;
	need(NEED_EISDIR);
	(void)write_file("file", 0644, "x");
	(void)write_file("shut", 0, "x");
	assert_int_equal(mkdir(test_path("dir"), 0755), 0);
	assert_int_equal(mkdir(test_path("closed"), 0555), 0);
	assert_int_equal(symlink("file", test_path("link")), 0);
	assert_int_equal(symlink("loop", test_path("loop")), 0);
	assert_int_equal(mkfifo(test_path("fifo"), 0600), 0);
	assert_int_equal(chmod(test_path("fifo"), 0666), 0);
	expect_each(check_errors);
}

/* Opens until there is no descriptor left; only 0, 1 and 2 are inherited. */
static int
fill_table(unsigned size)
{
	const struct rlimit few = { size, size };

	CHECK(setrlimit(RLIMIT_NOFILE, &few) == 0);
	while (open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0)
		continue;
	CHECK(errno == EMFILE && count_fds() == (int)size);
	return (0);
}

/*
 * POSIX has the target closed before the file is opened, so a full table is
 * no hindrance, unless the target is above it.
 */
static int
full_table(void *arg)
{
	const char *file = test_path("report");
	const struct spawn_family *f = arg;
	posix_spawn_file_actions_t within, above;
	struct report *r;
	pid_t pid;

	close_all();
	CHECK(f->actions_init(&within) == 0 && f->actions_init(&above) == 0);
	CHECK(add_actions(f, &within, "o20=/dev/zero") == 0);
	CHECK(add_actions(f, &above, "o40=/dev/zero") == 0);
	CHECK(fill_table(32) == 0);
	CHECK(failure_clean(EMFILE, &pid, quick_spawn(f, &pid, &above, NULL)));
	CHECK(f->spawn(&pid, report_program(), &within, NULL,
		  ARGV("report", (char *)(uintptr_t)file), environ) == 0);
	CHECK(wait_for(pid) == 0 && close(31) == 0);
	r = report_read(file);
	CHECK(r != NULL && strcmp(report_get(r, "fds"), "0,1,2,20") == 0);
	CHECK(strcmp(report_fd(r, 20, "id"), file_id("/dev/zero")) == 0);
	report_free(r);
	CHECK(f->actions_destroy(&within) == 0);
	CHECK(f->actions_destroy(&above) == 0);
	return (0);
}

static void
test_full_table(void **state)
{
	(void)state;
	expect_each(full_table);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_errors),
		CASE(test_full_table),
	};

	return (run_cases(cases));
}
