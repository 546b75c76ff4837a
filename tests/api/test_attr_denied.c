/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an ordinary user may not have, the kernel refuses to the child: the
 * spawn fails with its error, and names the attribute.
 *
 * Extensions: ids, groups, nice, rlimit, chroot; spawnx_attr_setfailure().
 */
#include "attr_rows.h"

#include <sys/resource.h>

struct denial {
	const char *name;
	int (*set)(posix_spawnattr_t *);
	enum spawnx_attribute which;
	int error;
};

static int
deny_ids(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setids(attr, 0, (gid_t)-1));
}

static int
deny_gid(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setids(attr, (uid_t)-1, 0));
}

static int
deny_groups(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setgroups(attr, 0, NULL));
}

static int
deny_nice(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setnice(attr, -20));
}

static int
deny_limit(posix_spawnattr_t *attr)
{
	const struct rlimit more = { 5, 6 };

	return (spawnx_attr_setrlimit(attr, RLIMIT_CORE, &more));
}

static int
deny_chroot(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setchroot(attr, "/"));
}

static int
denied_child(void *arg)
{
	const struct denial *denial = arg;
	const struct rlimit less = { 5, 5 };
	posix_spawnattr_t attr;
	int bad;

	if (denial->which == SPAWNX_ATTR_NICE && !kernel_has(NEED_NICE_CHECKS))
		return (0);
	bad = check_int(setrlimit(RLIMIT_CORE, &less), 0) + become_nobody();
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(denial->set(&attr), 0);
	bad += check_attr_failure(&attr, denial->error, denial->which);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_without_the_privilege(void **state)
{
	static const struct denial denials[] = {
		{ "uid", deny_ids, SPAWNX_ATTR_IDS, EPERM },
		{ "gid", deny_gid, SPAWNX_ATTR_IDS, EPERM },
		{ "groups", deny_groups, SPAWNX_ATTR_GROUPS, EPERM },
		{ "nice", deny_nice, SPAWNX_ATTR_NICE, EACCES },
		{ "rlimit", deny_limit, SPAWNX_ATTR_RLIMIT, EPERM },
		{ "chroot", deny_chroot, SPAWNX_ATTR_CHROOT, EPERM },
	};

	(void)state;
	rows_on_each_way(denied_child, denials);
	need(NEED_NICE_CHECKS);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_without_the_privilege),
	};

	return (run_cases(cases));
}
