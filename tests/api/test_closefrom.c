/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * closefrom closes every descriptor from a number up, in its turn among the
 * actions; CLOEXEC_DEFAULT closes all that no action has made or inherited.
 * Both also where close_range() is refused, and /proc too, or where the child
 * has a lower limit than the caller, whose own table never changes.
 *
 * Extensions, as addclosefrom_np of glibc 2.34, and Darwin's
 * POSIX_SPAWN_CLOEXEC_DEFAULT.
 */
#include "close_ways.h"

#include <sys/resource.h>

/*
 * The caller has 0-2, 10, 20, 30, and with close-on-exec 25, 40, and 50, which
 * is /dev.
 */
static const struct spec {
	const char *name;
	const char *actions;
	const char *fds;
} closefroms[] = {
	{ "all", "f0", "" },
	{ "except the first", "f1", "0" },
	{ "3", "f3", "0,1,2" },
	{ "below an open one", "f19", "0,1,2,10" },
	{ "an open one", "f20", "0,1,2,10" },
	{ "above an open one", "f21", "0,1,2,10,20" },
	{ "the highest", "f30", "0,1,2,10,20" },
	{ "above all", "f31", "0,1,2,10,20,30" },
	{ "above the limit", "f100000", "0,1,2,10,20,30" },
	{ "INT_MAX", "f2147483647", "0,1,2,10,20,30" },
	{ "twice", "f20 f10", "0,1,2" },
	{ "before open", "f3 o5=/dev/null o20=/dev/null", "0,1,2,5,20" },
	{ "after open", "o5=/dev/null o21=/dev/null f20", "0,1,2,5,10" },
	{ "before dup2", "d20:4 f5 d4:7", "0,1,2,4,7" },
	{ "after dup2", "d30:19 f20", "0,1,2,10,19" },
	{ "after inherit", "i25 f25", "0,1,2,10,20" },
	{ "of close-on-exec ones", "i40 f25 c10", "0,1,2,20" },
	{ "all, then open", "f0 o0=/dev/null", "0" },
	{ "after open by a name of /dev/fd", "o5=/dev/fd/30 f6", "0,1,2,5" },
	{ "after open in /proc/self/fd", "C=/proc/self/fd o5=30 f6",
	    "0,1,2,5" },
	{ "after open by steps", "C=/proc/self o5=fd/30 f6", "0,1,2,5" },
	{ "after open of /dev/stdin", "o5=/dev/stdin o4=/dev/null f5",
	    "0,1,2,4" },
	{ "all, after open of /dev/stdin", "o5=/dev/stdin f0", "" },
	{ "all, after open of /dev/stdout", "d0:5 o6=/dev/stdout f0", "" },
	{ "after fchdir", "F50 o5=null f6", "0,1,2,5" },
	{ "before and after", "f40 o5=/dev/fd/30 f6", "0,1,2,5" },
}, defaults[] = {
	{ "none made", "", "" },
	{ "opened", "o5=/dev/null", "5" },
	{ "opened as a standard one", "o0=/dev/null o1=/dev/null", "0,1" },
	{ "opened over one", "o20=/dev/null", "20" },
	{ "opened with O_CLOEXEC", "O5=/dev/null", "" },
	{ "duplicated", "d10:4", "4" },
	{ "duplicated over one", "d10:20", "20" },
	{ "duplicated onto itself", "d10:10", "10" },
	{ "of one with O_CLOEXEC", "d25:4", "4" },
	{ "inherited", "i0 i20", "0,20" },
	{ "inherited with O_CLOEXEC", "i25", "25" },
	{ "inherited, then closed", "i20 c20", "" },
	{ "inherited, then duplicated", "i20 d20:4", "4,20" },
	{ "closed", "c10", "" },
	{ "all sorts", "i2 o0=/dev/null d10:1 O7=/dev/null", "0,1,2" },
	{ "with closefrom", "o5=/dev/null i10 i20 f20", "5,10" },
	{ "duplicate of an opened one", "O7=/dev/null d7:8", "8" },
	{ "a directory for fchdir", "o5=/ F5 i1", "1,5" },
	{ "opened by a name of /dev/fd", "o5=/dev/fd/25", "5" },
	{ "opened as /dev/stdin", "o5=/dev/stdin", "5" },
	{ "after fchdir", "F50 o5=null", "5" },
};

static int
open_some(void)
{
	static const int fds[] = { 0, 1, 10, 20, 30, 25, 40 };

	for (size_t i = 0; i < COUNT(fds); i++)
		CHECK(open_as(fds[i], "/dev/null",
			  i < 5 ? O_RDONLY : O_RDONLY | O_CLOEXEC) == fds[i]);
	CHECK(open_as(50, "/dev", O_RDONLY | O_CLOEXEC) == 50);
	return (0);
}

static int
check_specs(const struct spawn_family *f, const struct spec *specs, size_t n,
    short flags)
{
	int bad = open_some();
	struct report *r;

	for (size_t i = 0; i < n; i++) {
		CHECK(spec_report(&r, f, specs[i].actions, flags) == 0);
		if (strcmp(report_get(r, "fds"), specs[i].fds) != 0)
			bad += complain("%s: %s instead of %s", specs[i].name,
			    report_get(r, "fds"), specs[i].fds);
		report_free(r);
	}
	return (bad != 0);
}

static int
check_closefroms(const struct spawn_family *f)
{
	return (check_specs(f, closefroms, COUNT(closefroms), 0));
}

static void
test_closefrom(void **state)
{
	(void)state;
	by_each_way(check_closefroms);
}

static int
check_defaults(const struct spawn_family *f)
{
	return (
	    check_specs(f, defaults, COUNT(defaults), SPAWNX_CLOEXEC_DEFAULT));
}

static void
test_cloexec_default(void **state)
{
	(void)state;
	by_each_way(check_defaults);
}

static int
check_failures(const struct spawn_family *f)
{
	CHECK(open_some() == 0);
	CHECK(spec_failure(f, "f20 d20:5", 0, EBADF, 1) == 0);
	CHECK(spec_failure(f, "f3 i10", 0, EBADF, 1) == 0);
	CHECK(spec_failure(f, "d11:5", SPAWNX_CLOEXEC_DEFAULT, EBADF, 0) == 0);
	CHECK(spec_failure(f, "i11", SPAWNX_CLOEXEC_DEFAULT, EBADF, 0) == 0);
	CHECK(failure_clean(ENOENT, NULL,
	    f->spawn(NULL, "/nonexistent", NULL, NULL, ARGV("x"), environ)));
	return (0);
}

static void
test_failures(void **state)
{
	(void)state;
	by_each_way(check_failures);
}

/* A lower limit is set afterwards: what is above it is closed as well. */
static int
check_low_limit(const struct spawn_family *f)
{
	const struct rlimit limit = { 6, 6 };
	static const struct {
		const char *actions;
		short flags;
	} rows[] = { { "f3", 0 }, { "i0 i1 i2", SPAWNX_CLOEXEC_DEFAULT } };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct report *r;

	CHECK(open_some() == 0);
	for (int fd = 3; fd < 6; fd++)
		CHECK(open_as(fd, "/dev/null", O_RDONLY) == fd);
	CHECK(f->attr_init(&attr) == 0);
	CHECK(spawnx_attr_setrlimit(&attr, RLIMIT_NOFILE, &limit) == 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		CHECK(f->actions_init(&fa) == 0);
		CHECK(add_actions(f, &fa, rows[i].actions) == 0);
		CHECK(f->setflags(&attr, rows[i].flags) == 0);
		CHECK(try_report(&r, f, NULL, &fa, &attr, NULL, environ) == 0);
		CHECK(strcmp(report_get(r, "fds"), "0,1,2") == 0);
		report_free(r);
		CHECK(f->actions_destroy(&fa) == 0);
	}
	CHECK(f->attr_destroy(&attr) == 0);
	return (0);
}

static void
test_low_limit(void **state)
{
	(void)state;
	by_each_way(check_low_limit);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_closefrom),
		CASE(test_cloexec_default),
		CASE(test_failures),
		CASE(test_low_limit),
	};

	return (run_cases(cases));
}
