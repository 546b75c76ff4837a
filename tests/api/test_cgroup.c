/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * With SETCGROUP the program starts in the control group whose directory the
 * attributes name, or the spawn fails: it never starts in another one.
 *
 * Extension, as posix_spawnattr_setcgroup_np() of glibc 2.39.
 */
#include "forked.h"
#include "needs.h"

#include <sys/statfs.h>

#define CGROUP2_MAGIC 0x63677270

static void
make_attr(posix_spawnattr_t *attr, int fd, spawnx_failure_t *where)
{
	const struct spawn_family *f = family_host_names();

	memset(where, 0, sizeof(*where));
	(void)f->attr_init(attr);
	(void)f->setflags(attr, SPAWNX_SETCGROUP);
	(void)f->setcgroup_np(attr, fd);
	(void)spawnx_attr_setfailure(attr, where);
}

static int
check_failure_in(enum spawnx_step step, int index, int fd, int error)
{
	const struct spawn_family *f;
	spawnx_failure_t where;
	posix_spawnattr_t attr;
	pid_t pid;
	int bad = 0;

	FOR_EACH_FAMILY(f)
	{
		make_attr(&attr, fd, &where);
		bad += check(failure_clean(error, &pid,
		    f->spawn(&pid, report_program(), NULL, &attr,
			ARGV("report", "none"), environ)));
		bad += check_int(where.error, error) +
		       check_int(where.step, step) +
		       check_int(where.index, index) +
		       check_int(where.fd, step == SPAWNX_STEP_ATTR ? fd : -1);
		bad += check_int(f->attr_destroy(&attr), 0);
	}
	return (bad);
}

static int
check_failure(int fd, int error)
{
	return (
	    check_failure_in(SPAWNX_STEP_ATTR, SPAWNX_ATTR_CGROUP, fd, error));
}

/* By the host's name, which takes it; what clone3() answers, too. */
static void
test_no_descriptor(void **state)
{
	(void)state;
	assert_int_equal(
	    check_failure_in(SPAWNX_STEP_ARGUMENT, 0, -1, EINVAL), 0);
}

static void
test_not_open(void **state)
{
	(void)state;
	if (BACKEND_IS_ASM)
		need(NEED_CGROUP_FLAG);
	assert_int_equal(
	    check_failure(1000, BACKEND_IS_ASM ? EBADF : ENOTSUP), 0);
}

static void
test_not_a_control_group(void **state)
{
	int fd;

	(void)state;
	if (BACKEND_IS_ASM)
		need(NEED_CGROUP_FLAG);
	fd = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(
	    check_failure(fd, BACKEND_IS_ASM ? EBADF : ENOTSUP), 0);
	assert_int_equal(close(fd), 0);
}

struct refusal {
	const char *name;
	int error, want;
};

static int
refused_child(void *arg)
{
	const struct refusal *refusal = arg;

	if (refuse_syscall(SYS_clone3, refusal->error) != 0)
		return (77);
	return (check_failure(0, BACKEND_IS_ASM ? refusal->want : ENOTSUP));
}

/*
 * clone() can't do it.  EPERM is told as it is: it may be a sandbox's, or say
 * that the caller may not put processes there.
 */
static void
test_without_clone3(void **state)
{
	static const struct refusal rows[] = {
		{ "ENOSYS", ENOSYS, ENOTSUP },
		{ "EINVAL", EINVAL, ENOTSUP },
		{ "E2BIG", E2BIG, ENOTSUP },
		{ "EPERM", EPERM, EPERM },
		{ "EAGAIN", EAGAIN, EAGAIN },
	};

	(void)state;
	expect_rows(refused_child, rows);
}

/* Where control groups of the second version are mounted. */
static bool
find_mount(char *dir, size_t size)
{
	char *mounts = read_file("/proc/self/mounts"), *line, *save, *end;
	bool found = false;

	if (mounts == NULL)
		return (false);
	for (line = strtok_r(mounts, "\n", &save); line != NULL && !found;
	     line = strtok_r(NULL, "\n", &save)) {
		char *where = strchr(line, ' '), *type;

		end = where == NULL ? NULL : strchr(where + 1, ' ');
		if (end == NULL)
			continue;
		type = end + 1;
		*end = '\0';
		(void)snprintf(dir, size, "%s", where + 1);
		found = strncmp(type, "cgroup2 ", 8) == 0;
	}
	free(mounts);
	return (found);
}

/* A control group of the test's own, below the caller's. */
static int
make_group(char *path, size_t size)
{
	char mount[PATH_MAX / 2];
	struct statfs fs;

	if (!find_mount(mount, sizeof(mount)) || statfs(mount, &fs) != 0 ||
	    fs.f_type != CGROUP2_MAGIC)
		skip_because("no cgroup2 is mounted");
	(void)snprintf(path, size, "%s/spawnx-test.%ld", mount, (long)getpid());
	if (mkdir(path, 0755) != 0)
		skip_because("%s: %s", path, strerror(errno));
	return (open(path, O_PATH | O_DIRECTORY | O_CLOEXEC));
}

/* The descriptor is open; the kernel's words don't tell what is not there. */
static void
check_removed(int fd)
{
	spawnx_failure_t where;
	posix_spawnattr_t attr;
	char buf[256];
	pid_t pid;

	make_attr(&attr, fd, &where);
	assert_int_not_equal(spawnx_spawn(&pid, report_program(), NULL, &attr,
				 ARGV("report", "none"), environ),
	    0);
	assert_non_null(strstr(spawnx_strfailure(&where, buf, sizeof(buf)),
	    "(the control group has been removed)"));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
test_real_group(void **state)
{
	const struct spawn_family *f;
	char path[PATH_MAX], *group;
	spawnx_failure_t where;
	posix_spawnattr_t attr;
	int fd, rc;
	struct report *r;

	(void)state;
	if (!BACKEND_IS_ASM)
		skip_because("this backend can't: it has no clone3()");
	fd = make_group(path, sizeof(path));
	assert_true(fd >= 0);
	group = strrchr(path, '/');
	FOR_EACH_FAMILY(f)
	{
		make_attr(&attr, fd, &where);
		rc = try_report(&r, f, NULL, NULL, &attr, NULL, environ);
		(void)rmdir(path);
		assert_int_equal(rc, 0);
		assert_non_null(report_get(r, "cgroup"));
		assert_string_equal(
		    strrchr(report_get(r, "cgroup"), '/'), group);
		report_free(r);
		assert_int_equal(f->attr_destroy(&attr), 0);
		(void)close(fd);
		(void)mkdir(path, 0755);
		fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	}
	assert_int_equal(rmdir(path), 0);
	check_removed(fd);
	assert_int_equal(close(fd), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_no_descriptor),
		CASE(test_not_open),
		CASE(test_not_a_control_group),
		CASE(test_without_clone3),
		CASE(test_real_group),
	};

	return (run_cases(cases));
}
