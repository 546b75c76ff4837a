/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The open action: the file is open under the number that was asked for, as
 * open() in the child would have it, whatever that number was before.
 *
 * POSIX.1-2024, posix_spawn_file_actions_addopen(): DESCRIPTION.
 */
#include "check.h"

#define FD      40
#define THREE_G ((off_t)3 << 30)

/* The program's report, after one open action for FD. */
static struct report *
opened(const struct spawn_family *f, const char *path, int oflag, mode_t mode)
{
	posix_spawn_file_actions_t fa;
	struct report *r;

	assert_int_equal(f->actions_init(&fa), 0);
	assert_int_equal(f->addopen(&fa, FD, path, oflag, mode), 0);
	r = run_report(f, &fa, NULL, NULL);
	assert_int_equal(f->actions_destroy(&fa), 0);
	return (r);
}

static void
test_access_and_flags(void **state)
{
	static const struct {
		const char *name;
		int oflag;
		const char *access;
		int flags;   /* those of the next member */
		int of;      /* which flags are looked at */
		off_t bytes; /* of the six that were there */
	} rows[] = { { "O_RDONLY", O_RDONLY, "r", 0, O_APPEND, 6 },
		{ "O_WRONLY", O_WRONLY, "w", 0, O_APPEND, 6 },
		{ "O_RDWR", O_RDWR, "rw", 0, O_APPEND, 6 },
		{ "O_APPEND", O_WRONLY | O_APPEND, "w", O_APPEND, O_APPEND, 6 },
		{ "O_NONBLOCK", O_RDWR | O_NONBLOCK, "rw", O_NONBLOCK,
		    O_NONBLOCK, 6 },
		{ "O_SYNC", O_RDWR | O_SYNC, "rw", O_SYNC, O_SYNC, 6 },
		{ "O_TRUNC", O_WRONLY | O_TRUNC, "w", 0, O_TRUNC, 0 },
		{ "O_CREAT", O_WRONLY | O_CREAT, "w", 0, O_CREAT, 6 } },
	  *row;
	const char *path;
	struct report *r;
	struct stat st;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		path = write_file("file", 0644, "before");
		r = opened(family_spawnx(), path, row->oflag, 0600);
		assert_string_equal(report_fd(r, FD, "id"), file_id(path));
		assert_string_equal(report_fd(r, FD, "access"), row->access);
		assert_string_equal(report_fd(r, FD, "offset"), "0");
		assert_int_equal(
		    strtol(report_fd(r, FD, "flags"), NULL, 0) & row->of,
		    row->flags);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_size, row->bytes);
		assert_int_equal(st.st_mode & 07777, 0644);
		report_free(r);
	}
}

static void
test_creates_with_mode_and_umask(void **state)
{
	static const struct {
		const char *name;
		mode_t mode, mask, is;
	} rows[] = { { "0666, 022", 0666, 022, 0644 },
		{ "0777, 077", 0777, 077, 0700 }, { "0600, 0", 0600, 0, 0600 },
		{ "0, 0", 0, 0, 0 }, { "0666, 027", 0666, 027, 0640 } },
	  *row;
	const struct spawn_family *f;
	mode_t saved = umask(0);
	struct stat st;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		for (f = family_next(NULL); f != NULL; f = family_next(f)) {
			(void)umask(row->mask);
			report_free(opened(f, test_path("new"),
			    O_WRONLY | O_CREAT | O_EXCL, row->mode));
			assert_int_equal(umask(row->mask), row->mask);
			assert_int_equal(stat(test_path("new"), &st), 0);
			assert_int_equal(st.st_mode & 07777, row->is);
			assert_int_equal(unlink(test_path("new")), 0);
		}
	}
	(void)umask(saved);
}

/* Closed first: also where it is the same file, at another offset. */
static void
test_open_target(void **state)
{
	const char *path = write_file("file", 0644, "contents");
	const struct spawn_family *f;
	struct report *r;

	(void)state;
	assert_int_equal(open_as(FD, path, O_RDONLY | O_CLOEXEC), FD);
	assert_int_equal(lseek(FD, 3, SEEK_SET), 3);
	FOR_EACH_FAMILY(f)
	{
		r = opened(f, path, O_RDONLY, 0);
		assert_string_equal(report_fd(r, FD, "offset"), "0");
		assert_string_equal(report_fd(r, FD, "cloexec"), "0");
		report_free(r);
		r = opened(f, "/dev/null", O_RDWR, 0);
		assert_string_equal(
		    report_fd(r, FD, "id"), file_id("/dev/null"));
		report_free(r);
	}
	assert_int_equal(lseek(FD, 0, SEEK_CUR), 3);
	assert_int_equal(close(FD), 0);
}

/*
 * With the number that open() gives, or with another: the program has it
 * without O_CLOEXEC, not with it, and no other descriptor either way.
 */
static int
close_on_exec(void *arg)
{
	const struct spawn_family *f = arg;
	static const struct {
		const char *name;
		const char *actions;
		const char *fds;
	} rows[] = { { "lowest", "o3=/dev/null", "0,1,2,3" },
		{ "not lowest", "o9=/dev/null", "0,1,2,9" },
		{ "lowest, O_CLOEXEC", "O3=/dev/null", "0,1,2" },
		{ "not lowest, O_CLOEXEC", "O9=/dev/null", "0,1,2" },
		{ "over O_CLOEXEC", "O9=/dev/null o9=/dev/null", "0,1,2,9" },
		{ "under O_CLOEXEC", "o9=/dev/null O9=/dev/null", "0,1,2" },
		{ "both", "o9=/dev/null O3=/dev/null", "0,1,2,9" } },
	  *row;
	struct report *r;

	close_all();
	FOR_EACH_ROW(row, rows)
	{
		CHECK(spec_report(&r, f, row->actions, 0) == 0);
		if (strcmp(report_get(r, "fds"), row->fds) != 0)
			return (complain(
			    "%s: %s", row->name, report_get(r, "fds")));
		report_free(r);
	}
	return (0);
}

static void
test_close_on_exec(void **state)
{
	(void)state;
	expect_each(close_on_exec);
}

/* Past what a 32-bit off_t can say; O_LARGEFILE is the library's business. */
static void
test_large_file(void **state)
{
	const char *path = write_file("large", 0644, "");
	const struct spawn_family *f;

	(void)state;
	if (truncate(path, THREE_G) != 0)
		skip_because("no file of 3 GiB here: %s", strerror(errno));
	FOR_EACH_FAMILY(f)
	report_free(opened(f, path, O_RDONLY, 0));
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_access_and_flags),
		CASE(test_creates_with_mode_and_umask),
		CASE(test_open_target),
		CASE(test_close_on_exec),
		CASE(test_large_file),
	};

	return (run_cases(cases));
}
