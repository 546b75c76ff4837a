/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * idmap: a user namespace in which the caller is somebody else; as root and as
 * an ordinary user, with and without what that allows, and where the maps
 * can't be written.
 *
 * Extension.
 */
#include "attr_ns.h"
#include "needs.h"

#include <sys/prctl.h>

struct who {
	const char *name;
	bool user; /* an ordinary one */
};

static const struct who callers[] = {
	{ "as root", false },
	{ "as a user", true },
};

/* A change of IDs makes a process undumpable, and its maps root's. */
static int
become(const struct who *who)
{
	int bad = 0;

	if (who->user)
		bad = become_nobody() + check(prctl(PR_SET_DUMPABLE, 1) == 0);
	if (bad == 0 && no_user_namespaces()) {
		(void)complain("there are no user namespaces to be had here");
		return (77);
	}
	return (bad);
}

static void
on_each_way_as_each(int (*fn)(void *))
{

	rows_on_each_way(fn, callers);
}

static int
check_ids(
    const struct report *r, const char *kind, long long uid, long long gid)
{
	char key[8];
	int bad;

	(void)snprintf(key, sizeof(key), "%suid", kind);
	bad = check_int(report_int(r, key), uid);
	(void)snprintf(key, sizeof(key), "%sgid", kind);
	return (bad + check_int(report_int(r, key), gid));
}

static int
mapped_child(void *arg)
{
	const uid_t uid = 7;
	const gid_t gid = 4294967294u;
	int bad = become(arg), entry;
	posix_spawnattr_t attr;
	struct report *r;

	if (bad != 0)
		return (bad);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setidmap(&attr, uid, gid), 0);
	FOR_EACH_ENTRY(entry)
	{
		if (check_int(entry_report(entry, &r, NULL, &attr), 0) != 0)
			return (complain("entry %d", entry));
		bad +=
		    check_ids(r, "r", uid, gid) + check_ids(r, "e", uid, gid);
		bad += check_ids(r, "s", uid, gid);
		report_free(r);
	}
	bad += check_int(spawnx_attr_unset(&attr, SPAWNX_ATTR_IDMAP), 0);
	bad += check_int(entry_report(0, &r, NULL, &attr), 0);
	bad += check_ids(r, "e", geteuid(), getegid());
	report_free(r);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_ids_are_mapped(void **state)
{
	(void)state;
	on_each_way_as_each(mapped_child);
}

/* What an ordinary user may not, he may where he is root. */
static int
privileged_child(void *arg)
{
	int bad = become(arg);
	posix_spawnattr_t attr;
	struct report *r;

	if (bad != 0)
		return (bad);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setidmap(&attr, 0, 0), 0);
	bad += check_int(
	    spawnx_attr_setnamespaces(&attr, CLONE_NEWUTS | CLONE_NEWNS), 0);
	bad += check_int(spawnx_attr_setchroot(&attr, "/"), 0);
	bad += check_int(spawnx_attr_setids(&attr, 0, 0), 0);
	bad += check_int(
	    spawnx_attr_setflags(&attr, POSIX_SPAWN_RESETIDS | SPAWNX_SETSID),
	    0);
	if (check_int(entry_report(0, &r, NULL, &attr), 0) != 0)
		return (complain("with all that root may"));
	bad += check_ids(r, "r", 0, 0);
	bad += check_int(report_int(r, "sid"), r->rep_pid);
	report_free(r);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_privileges_inside(void **state)
{
	(void)state;
	on_each_way_as_each(privileged_child);
}

/* Nobody but the caller has an ID, and there are no groups to be set. */
static int
failing_child(void *arg)
{
	static const gid_t groups[] = { 0 };
	int bad = become(arg);
	posix_spawnattr_t attr;

	if (bad != 0)
		return (bad);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setidmap(&attr, 0, 0), 0);
	bad += check_int(spawnx_attr_setids(&attr, 1, (gid_t)-1), 0);
	bad += check_attr_failure(&attr, EINVAL, SPAWNX_ATTR_IDS);
	bad += check_int(spawnx_attr_setgroups(&attr, 1, groups), 0);
	bad += check_attr_failure(&attr, EPERM, SPAWNX_ATTR_GROUPS);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_what_is_not_mapped(void **state)
{
	(void)state;
	need(NEED_SETGROUPS_FILE);
	on_each_way_as_each(failing_child);
}

/* The files belong to root. */
static int
undumpable_child(void *arg)
{
	int bad = become(arg);
	posix_spawnattr_t attr;

	if (bad != 0)
		return (bad);
	bad += check(prctl(PR_SET_DUMPABLE, 0) == 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setidmap(&attr, 0, 0), 0);
	bad += check_attr_failure(&attr, EACCES, SPAWNX_ATTR_IDMAP);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_maps_that_cannot_be_written(void **state)
{
	struct who who = callers[1];

	(void)state;
	on_each_way(undumpable_child, &who);
}

/* As a sandbox may have it. */
static int
refused_child(void *arg)
{
	int bad = become(arg);
	posix_spawnattr_t attr;

	if (bad != 0)
		return (bad);
	bad += check_int(
	    refuse_syscall_if_arg(SYS_openat, 2, O_ACCMODE, O_WRONLY, EROFS),
	    0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setidmap(&attr, 0, 0), 0);
	bad += check_attr_failure(&attr, EROFS, SPAWNX_ATTR_IDMAP);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_no_file_can_be_opened(void **state)
{
	(void)state;
	on_each_way_as_each(refused_child);
}

static void
test_bad_values(void **state)
{
	posix_spawnattr_t attr;
	uid_t uid = 1;
	gid_t gid = 2;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setidmap(&attr, (uid_t)-1, 0), EINVAL);
	assert_int_equal(spawnx_attr_setidmap(&attr, 0, (gid_t)-1), EINVAL);
	assert_int_equal(spawnx_attr_getidmap(&attr, &uid, &gid), ENOENT);
	assert_int_equal(uid, 1);
	assert_int_equal(gid, 2);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_ids_are_mapped),
		CASE(test_privileges_inside),
		CASE(test_what_is_not_mapped),
		CASE(test_maps_that_cannot_be_written),
		CASE(test_no_file_can_be_opened),
		CASE(test_bad_values),
	};

	return (run_cases(cases));
}
