/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * closefrom closes every descriptor from a number up, in its turn among the
 * actions; CLOEXEC_DEFAULT closes all that no action has made or inherited.
 * Both also where close_range() is refused, and /proc too, and the caller's
 * own table never changes.
 *
 * Extensions, as addclosefrom_np of glibc 2.34, and Darwin's
 * POSIX_SPAWN_CLOEXEC_DEFAULT.
 */
#include "check.h"

#include <sys/resource.h>
#include <sys/syscall.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#define CLOEXEC_FLAG 4u /* CLOSE_RANGE_CLOEXEC, since Linux 5.11 */

#define MANY         5000

/* What the kernel refuses to do; 0: nothing. */
static const struct way {
	const char *name;
	int close_range;   /* the error that it gives */
	bool only_cloexec; /* with that flag alone, as before Linux 5.11 */
	bool no_proc;      /* /proc/self/fd can't be listed */
} ways[] = {
	{ "close_range", 0, false, false },
	{ "ENOSYS: /proc", ENOSYS, false, false },
	{ "EPERM: /proc", EPERM, false, false },
	{ "ENOSYS: numbers", ENOSYS, false, true },
	{ "EPERM: numbers", EPERM, false, true },
	{ "no CLOEXEC flag", EINVAL, true, false },
	{ "no CLOEXEC flag: numbers", EINVAL, true, true },
};

struct job {
	const struct way *way;
	const struct spawn_family *f;
	int (*body)(const struct spawn_family *);
};

/* Refusals are for good, hence a child for each way. */
static int
do_job(void *arg)
{
	const struct job *job = arg;
	int error = 0;

	close_all();
	if (job->way->close_range != 0)
		error = refuse_syscall_if_arg(SYS_close_range, 2,
		    job->way->only_cloexec ? CLOEXEC_FLAG : 0,
		    job->way->only_cloexec ? CLOEXEC_FLAG : 0,
		    job->way->close_range);
	if (error == 0 && job->way->no_proc)
		error = refuse_syscall(SYS_getdents64, ENOSYS);
	if (error != 0) {
		(void)complain("no seccomp filter: %s", strerror(error));
		return (77);
	}
	return (job->body(job->f));
}

static void
by_each_way(int (*body)(const struct spawn_family *))
{
	const struct way *row;
	struct job job = { .body = body };

	FOR_EACH_ROW(row, ways)
	{
		job.way = row;
		job.f = family_spawnx();
		expect_child(do_job, &job);
		job.f = family_host_names();
		expect_child(do_job, &job);
	}
}

/* The caller has 0-2, 10, 20, 30, and 25 and 40 with close-on-exec. */
static const struct spec {
	const char *name;
	const char *actions;
	const char *fds;
} closefroms[] = {
	{ "all", "f0", "" },
	{ "but for the first", "f1", "0" },
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
};

static int
open_some(void)
{
	static const int fds[] = { 10, 20, 30, 25, 40 };

	for (size_t i = 0; i < COUNT(fds); i++)
		CHECK(open_as(fds[i], "/dev/null",
			  i < 3 ? O_RDONLY : O_RDONLY | O_CLOEXEC) == fds[i]);
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

/* Every number is open; the report needs one to look at its cwd and the like.
 */
static int
check_full_table(const struct spawn_family *f)
{
	const struct rlimit limit = { 64, 64 };
	posix_spawn_file_actions_t fa;
	struct report *r;
	pid_t pid;

	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	while (open("/dev/null", O_RDONLY) >= 0)
		continue;
	CHECK(f->actions_init(&fa) == 0);
	CHECK(f->addclosefrom_np(&fa, 3) == 0);
	CHECK(f->spawn(&pid, report_program(), &fa, NULL,
		  ARGV("report", (char *)(uintptr_t)test_path("full")),
		  environ) == 0);
	CHECK(wait_for(pid) == 0 && count_fds() == 64);
	CHECK(f->actions_destroy(&fa) == 0 && close(63) == 0);
	r = report_read(test_path("full"));
	CHECK(r != NULL && strcmp(report_get(r, "fds"), "0,1,2") == 0);
	report_free(r);
	return (0);
}

static void
test_full_table(void **state)
{
	(void)state;
	by_each_way(check_full_table);
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

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_closefrom),
		CASE(test_cloexec_default),
		CASE(test_failures),
		CASE(test_full_table),
		CASE(test_many_descriptors),
	};

	return (run_cases(cases));
}
