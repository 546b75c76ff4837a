/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What depends on the release is asked of the kernel, which in a jail may say
 * that it is another one; there the calls of that release have to do.
 */
#include "check.h"
#include "forked.h"

#include <sys/param.h>
#include <sys/jail.h>
#include <sys/uio.h>

static const struct release {
	const char *name;
	int number;
	int clear; /* what spawnx_can() is to say of RFSPAWN */
} releases[] = {
	{ "12.1", 1201000, 0 },
	{ "12.2", 1202000, 1 },
	{ "13.0", 1300139, 1 },
};

/* This process, for good; 77: it may not. */
static int
enter_jail(int release)
{
	char path[] = "/";
	struct iovec iov[] = {
		{ (void *)(uintptr_t) "path", sizeof("path") },
		{ path, sizeof(path) },
		{ (void *)(uintptr_t) "osreldate", sizeof("osreldate") },
		{ &release, sizeof(release) },
	};

	if (jail_set(iov, COUNT(iov), JAIL_CREATE | JAIL_ATTACH) < 0) {
		(void)complain("no jail: %s", strerror(errno));
		return (77);
	}
	return (0);
}

/* By closefrom() where close_range() is not to be used, see child_fds.c. */
static int
check_descriptors(const char *actions, short flags, const char *want)
{
	struct report *r;
	int bad;

	bad = check_int(spec_report(&r, family_spawnx(), actions, flags), 0);
	if (r == NULL)
		return (bad + 1);
	bad += check_string(report_get(r, "fds"), want);
	report_free(r);
	return (bad);
}

static int
release_child(void *arg)
{
	const struct release *release = arg;
	const int rc = enter_jail(release->number);
	int bad = 0;

	if (rc != 0)
		return (rc);
	bad += check_int(getosreldate(), release->number);
	bad += check_int(spawnx_can(SPAWNX_CAN_CLEAR), release->clear);
	bad += check_int(open_as(20, "/dev/null", O_RDONLY), 20);
	bad += check_int(open_as(40, "/dev/null", O_RDONLY), 40);
	bad += check_descriptors("", 0, "0,1,2,20,40");
	bad += check_descriptors("f40", 0, "0,1,2,20");
	bad += check_descriptors("o5=/dev/null f3", 0, "0,1,2");
	return (bad + check_descriptors("i20", SPAWNX_CLOEXEC_DEFAULT, "20"));
}

static void
test_releases(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(releases); i++)
		expect_child(release_child, (void *)(uintptr_t)&releases[i]);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_releases),
	};

	return (run_cases(cases));
}
