/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * optional: the program runs without an attribute that can't be applied, and
 * the caller is told which one it was, and why; any other fails the spawn.
 *
 * Extensions.
 */
#include "attr_rows.h"
#include "needs.h"

#define MOST SPAWNX_ATTR_MOST

static int
set_groups(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setgroups(attr, 0, NULL) +
		spawnx_attr_setoptional(attr, SPAWNX_ATTR_GROUPS, 1));
}

static int
set_several(posix_spawnattr_t *attr)
{
	return (set_groups(attr) + spawnx_attr_setcwd(attr, "/no/such") +
		spawnx_attr_setoptional(attr, SPAWNX_ATTR_CWD, 1) +
		spawnx_attr_setumask(attr, 0123) +
		spawnx_attr_setoptional(attr, SPAWNX_ATTR_UMASK, 1) +
		spawnx_attr_setnice(attr, -20) +
		spawnx_attr_setoptional(attr, SPAWNX_ATTR_NICE, 1));
}

/* The caller has no terminal at that number. */
static int
set_session(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setctty(attr, 300) +
		spawnx_attr_setoptional(attr, SPAWNX_ATTR_CTTY, 1));
}

static int
set_unneeded(posix_spawnattr_t *attr)
{
	return (spawnx_attr_setcwd(attr, "/") +
		spawnx_attr_setoptional(attr, SPAWNX_ATTR_CWD, 1));
}

static const struct row {
	const char *name;
	int (*set)(posix_spawnattr_t *);
	int groups, cwd, nice, ctty; /* the errors; 0: none */
} rows[] = {
	{ "groups", set_groups, EPERM, 0, 0, 0 },
	{ "several", set_several, EPERM, ENOENT, EACCES, 0 },
	{ "ctty", set_session, 0, 0, 0, EBADF },
	{ "none", set_unneeded, 0, 0, 0, 0 },
};

static int
check_errors(const struct row *row, const int errors[MOST])
{
	int bad = 0;

	for (int i = 0; i < MOST; i++) {
		const int want = i == SPAWNX_ATTR_GROUPS ? row->groups
				 : i == SPAWNX_ATTR_CWD  ? row->cwd
				 : i == SPAWNX_ATTR_NICE ? row->nice
				 : i == SPAWNX_ATTR_CTTY ? row->ctty
							 : 0;

		if (errors[i] != want)
			bad += complain("%d: %d", i, errors[i]);
	}
	return (bad);
}

static int
row_child(void *arg)
{
	const struct row *row = arg;
	posix_spawnattr_t attr;
	struct report *r;
	int errors[MOST + 1];
	int bad, entry;

	if (row->nice != 0 && !kernel_has(NEED_NICE_CHECKS))
		return (0);
	bad = become_nobody();
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(row->set(&attr), 0);
	bad += check_int(spawnx_attr_setskipped(&attr, errors, MOST), 0);
	FOR_EACH_ENTRY(entry)
	{
		for (int i = 0; i <= MOST; i++)
			errors[i] = 4711;
		bad += check_int(entry_report(entry, &r, NULL, &attr), 0);
		if (r == NULL || check_errors(row, errors) != 0)
			bad += complain("entry %d", entry);
		if (r != NULL && row->set == set_several)
			bad += check_string(report_get(r, "umask"), "0123");
		bad += check_int(errors[MOST], 4711);
		report_free(r);
	}
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_rows(void **state)
{
	(void)state;
	skip_unless_root();
	rows_on_each_way(row_child, rows);
	need(NEED_NICE_CHECKS);
}

/* With a copy of the memory, too: another user's child. */
static int
apart_child(void *unused)
{
	posix_spawnattr_t attr;
	struct report *r;
	int errors[MOST] = { 0 };
	int bad = 0, entry;

	(void)unused;
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setids(&attr, 4711, 4711), 0);
	bad += check_int(set_session(&attr), 0);
	bad += check_int(spawnx_attr_setskipped(&attr, errors, MOST), 0);
	FOR_EACH_ENTRY(entry)
	{
		errors[SPAWNX_ATTR_CTTY] = 4711;
		bad += check_int(entry_report(entry, &r, NULL, &attr), 0);
		bad += check_int(errors[SPAWNX_ATTR_CTTY], EBADF);
		report_free(r);
	}
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_copied_memory(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(apart_child, NULL);
}

/* What fails the spawn is told as ever, and the errors are not touched. */
static int
failing_child(void *unused)
{
	posix_spawnattr_t attr;
	int errors[MOST], bad = 0;

	(void)unused;
	for (int i = 0; i < MOST; i++)
		errors[i] = 4711;
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setskipped(&attr, errors, MOST), 0);
	bad += check_int(set_unneeded(&attr), 0);
	bad += check_int(spawnx_attr_setcwd(&attr, "/no/such"), 0);
	bad += check_int(spawnx_attr_setctty(&attr, 300), 0);
	bad += check_attr_failure(&attr, EBADF, SPAWNX_ATTR_CTTY);
	bad += check_int(spawnx_attr_setoptional(&attr, SPAWNX_ATTR_CWD, 0), 0);
	bad += check_attr_failure(&attr, ENOENT, SPAWNX_ATTR_CWD);
	for (int i = 0; i < MOST; i++)
		bad += check_int(errors[i], 4711);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_failures(void **state)
{
	(void)state;
	on_each_way(failing_child, NULL);
}

static void
test_object(void **state)
{
	static const enum spawnx_attribute never[] = { SPAWNX_ATTR_SIGNALS,
		SPAWNX_ATTR_RESETIDS, SPAWNX_ATTR_CLOEXEC_DEFAULT,
		SPAWNX_ATTR_CGROUP, SPAWNX_ATTR_HANDLE, SPAWNX_ATTR_IDS,
		SPAWNX_ATTR_NONEWPRIVS, SPAWNX_ATTR_SEARCHPATH,
		SPAWNX_ATTR_EXECFD, SPAWNX_ATTR_CHROOT, SPAWNX_ATTR_SHELL,
		SPAWNX_ATTR_NAMESPACES, SPAWNX_ATTR_NSFDS, SPAWNX_ATTR_IDMAP,
		(enum spawnx_attribute)MOST, (enum spawnx_attribute) - 1 };
	posix_spawnattr_t attr;
	int on = 77;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	for (size_t i = 0; i < COUNT(never); i++) {
		assert_int_equal(
		    spawnx_attr_setoptional(&attr, never[i], 1), EINVAL);
		assert_int_equal(
		    spawnx_attr_getoptional(&attr, never[i], &on), EINVAL);
	}
	assert_int_equal(on, 77);
	assert_int_equal(
	    spawnx_attr_getoptional(&attr, SPAWNX_ATTR_CWD, NULL), EINVAL);
	assert_int_equal(
	    spawnx_attr_getoptional(&attr, SPAWNX_ATTR_CWD, &on), 0);
	assert_int_equal(on, 0);
	assert_int_equal(set_unneeded(&attr), 0);
	assert_int_equal(spawnx_attr_setcwd(&attr, "/x"), 0);
	assert_int_equal(
	    spawnx_attr_getoptional(&attr, SPAWNX_ATTR_CWD, &on), 0);
	assert_int_equal(on, 1);
	assert_int_equal(spawnx_attr_unset(&attr, SPAWNX_ATTR_CWD), 0);
	assert_int_equal(
	    spawnx_attr_getoptional(&attr, SPAWNX_ATTR_CWD, &on), 0);
	assert_int_equal(on, 0);
	assert_int_equal(
	    spawnx_attr_setoptional(&attr, SPAWNX_ATTR_PGROUP, 1), 0);
	assert_int_equal(spawnx_attr_setpgroup(&attr, 0), 0);
	assert_int_equal(spawnx_attr_unset(&attr, SPAWNX_ATTR_PGROUP), 0);
	assert_int_equal(
	    spawnx_attr_getoptional(&attr, SPAWNX_ATTR_PGROUP, &on), 0);
	assert_int_equal(on, 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	assert_int_equal(
	    spawnx_attr_setoptional(NULL, SPAWNX_ATTR_CWD, 1), EINVAL);
	assert_int_equal(spawnx_attr_setskipped(NULL, NULL, 0), EINVAL);
}

/* From here on the host's names are ours. */
#include <spawnx/posix.h>

/* Setting it under those names is not unsetting it. */
static void
test_mapped_names(void **state)
{
	posix_spawnattr_t attr;
	int on = 77;

	(void)state;
	assert_int_equal(posix_spawnattr_init(&attr), 0);
	assert_int_equal(
	    spawnx_attr_setoptional(&attr, SPAWNX_ATTR_PGROUP, 1), 0);
	assert_int_equal(posix_spawnattr_setpgroup(&attr, 0), 0);
	assert_int_equal(
	    spawnx_attr_getoptional(&attr, SPAWNX_ATTR_PGROUP, &on), 0);
	assert_int_equal(on, 1);
	assert_int_equal(posix_spawnattr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_rows),
		CASE(test_copied_memory),
		CASE(test_failures),
		CASE(test_object),
		CASE(test_mapped_names),
	};

	return (run_cases(cases));
}
