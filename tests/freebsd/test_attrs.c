/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that no host's posix_spawn() has, as FreeBSD applies them:
 * what the program reports is what was set, and what the kernel can't do is
 * ENOTSUP from the setter.
 */
#include "check.h"

#include <sys/param.h>
#include <sys/cpuset.h>
#include <sys/resource.h>

/* A spawn of `report` with these attributes. */
static struct report *
report_with(posix_spawnattr_t *attr)
{
	return (run_report(family_spawnx(), NULL, attr, NULL));
}

static void
test_simple_values(void **state)
{
	const struct rlimit limit = { 100, 200 };
	posix_spawnattr_t attr;
	struct report *r;
	sigset_t set;

	(void)state;
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, 100);
	(void)sigaddset(&set, SIGCHLD); /* the exec makes that the default */
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setsigignore(&attr, &set), 0);
	assert_int_equal(spawnx_attr_setumask(&attr, 0137), 0);
	assert_int_equal(spawnx_attr_setnice(&attr, 7), 0);
	assert_int_equal(spawnx_attr_setrlimit(&attr, RLIMIT_CORE, &limit), 0);
	assert_int_equal(spawnx_attr_setpdeathsig(&attr, SIGTERM), 0);
	r = report_with(&attr);
	assert_string_equal(report_get(r, "sigignored"), "2,100");
	assert_string_equal(report_get(r, "umask"), "0137");
	assert_int_equal(report_int(r, "nice"), 7);
	assert_string_equal(report_get(r, "rlimit.core"), "100:200");
	assert_int_equal(report_int(r, "pdeathsig"), SIGTERM);
	report_free(r);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* The group of the IDs is not taken from the list, nor is it lost. */
static void
test_ids_and_groups(void **state)
{
	const gid_t groups[] = { 101, 102, 103 };
	posix_spawnattr_t attr;
	struct report *r;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setgroups(&attr, 3, groups), 0);
	assert_int_equal(spawnx_attr_setids(&attr, 1001, 1002), 0);
	r = report_with(&attr);
	assert_int_equal(report_int(r, "ruid"), 1001);
	assert_int_equal(report_int(r, "euid"), 1001);
	assert_int_equal(report_int(r, "suid"), 1001);
	assert_int_equal(report_int(r, "egid"), 1002);
	assert_string_equal(report_get(r, "groups"), "1002,101,102,103");
	report_free(r);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
test_affinity(void **state)
{
	posix_spawnattr_t attr;
	struct report *r;
	cpuset_t cpus;

	(void)state;
	CPU_ZERO(&cpus);
	CPU_SET(0, &cpus);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(
	    spawnx_attr_setaffinity(&attr, sizeof(cpus), &cpus), 0);
	r = report_with(&attr);
	assert_string_equal(report_get(r, "affinity"), "0");
	report_free(r);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* 12.1 doesn't know the first; 2: FORCE_DISABLE. */
static void
test_no_new_privileges(void **state)
{
	posix_spawnattr_t attr;
	struct report *r;
	int rc;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	rc = spawnx_attr_setnonewprivs(&attr, 1);
	r = report_with(&attr);
	if (report_get(r, "no_new_privs") == NULL)
		assert_int_equal(rc, ENOTSUP);
	else
		assert_int_equal(report_int(r, "no_new_privs"), 1);
	report_free(r);
	rc = spawnx_attr_setaslr(&attr, 0);
	r = report_with(&attr);
	if (report_get(r, "aslr") == NULL)
		assert_int_equal(rc, ENOTSUP);
	else
		assert_int_equal(report_int(r, "aslr"), 2);
	report_free(r);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* FreeBSD 14.0 has a flag for it; where the kernel can't, that is a step. */
static void
test_flag_for_no_aslr(void **state)
{
	spawnx_failure_t why = { .error = 0 };
	posix_spawnattr_t attr;
	struct report *r;
	bool can;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	can = spawnx_attr_setaslr(&attr, 1) == 0;
	assert_int_equal(spawnx_attr_unset(&attr, SPAWNX_ATTR_ASLR), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &why), 0);
	assert_int_equal(posix_spawnattr_setflags(&attr, 0x40), 0);
	if (can) {
		r = report_with(&attr);
		assert_int_equal(report_int(r, "aslr"), 2);
		report_free(r);
	} else {
		assert_int_equal(spawnx_spawn(NULL, report_program(), NULL,
				     &attr, ARGV("report"), environ),
		    EINVAL);
		assert_int_equal(why.step, SPAWNX_STEP_ATTR);
		assert_int_equal(why.index, SPAWNX_ATTR_ASLR);
	}
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
test_root_directory(void **state)
{
	posix_spawnattr_t attr;
	pid_t pid;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setchroot(&attr, "/bin"), 0);
	assert_int_equal(
	    spawnx_spawn(&pid, "/true", NULL, &attr, ARGV("true"), environ), 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(spawnx_attr_setchroot(&attr, "/nowhere"), 0);
	expect_failure(ENOENT, &pid,
	    spawnx_spawn(&pid, "/true", NULL, &attr, ARGV("true"), environ));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
test_working_directory(void **state)
{
	int fd = open("/", O_RDONLY | O_CLOEXEC);
	posix_spawnattr_t attr;
	pid_t pid;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setids(&attr, 4711, 4711), 0);
	assert_int_equal(spawnx_attr_setcwdfd(&attr, fd), 0);
	assert_int_equal(spawnx_attr_setcwd(&attr, "bin"), 0);
	assert_int_equal(
	    spawnx_spawn(&pid, "true", NULL, &attr, ARGV("true"), environ), 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(spawnx_attr_setcwd(&attr, "nowhere"), 0);
	expect_failure(ENOENT, &pid,
	    spawnx_spawn(&pid, "true", NULL, &attr, ARGV("true"), environ));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	(void)close(fd);
}

static void
test_program_by_descriptor(void **state)
{
	int fd = open("/bin/true", O_RDONLY | O_CLOEXEC);
	posix_spawnattr_t attr;
	pid_t pid;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setexecfd(&attr, fd), 0);
	assert_int_equal(
	    spawnx_spawn(&pid, "true", NULL, &attr, ARGV("true"), environ), 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(close(fd), 0);
	expect_failure(EBADF, &pid,
	    spawnx_spawn(&pid, "true", NULL, &attr, ARGV("true"), environ));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
test_what_only_linux_can(void **state)
{
	posix_spawnattr_t attr;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setnamespaces(&attr, 1), ENOTSUP);
	assert_int_equal(spawnx_attr_setpropagation(&attr, 1), ENOTSUP);
	assert_int_equal(spawnx_attr_setioprio(&attr, 0), ENOTSUP);
	assert_int_equal(spawnx_attr_settimerslack(&attr, 1), ENOTSUP);
	assert_int_equal(spawnx_attr_setpersonality(&attr, 0), ENOTSUP);
	assert_int_equal(spawnx_attr_setdropctty(&attr, 1), ENOTSUP);
	assert_int_equal(spawnx_attr_setstealctty(&attr, 1), ENOTSUP);
	assert_int_equal(spawnx_attr_settraceme(&attr, 1), ENOTSUP);
	assert_int_equal(spawnx_attr_setcapbounding(&attr, 1), ENOTSUP);
	assert_int_equal(spawnx_attr_setcapinheritable(&attr, 1), ENOTSUP);
	assert_int_equal(spawnx_attr_setcapambient(&attr, 1), ENOTSUP);
	assert_int_equal(spawnx_attr_setlandlock(&attr, 0), ENOTSUP);
	assert_int_equal(
	    spawnx_attr_setseccomp(&attr, 1, (const void *)&attr), ENOTSUP);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_simple_values),
		CASE(test_ids_and_groups),
		CASE(test_affinity),
		CASE(test_no_new_privileges),
		CASE(test_flag_for_no_aslr),
		CASE(test_root_directory),
		CASE(test_working_directory),
		CASE(test_program_by_descriptor),
		CASE(test_what_only_linux_can),
	};

	return (run_cases(cases));
}
