/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Capabilities: the program has those that were set, also as another user; the
 * caller keeps its own; the steps in between have no more privilege than they
 * would have without these.
 *
 * Extension: spawnx_sandbox(3).
 */
#include "attr_rows.h"

#include "caps.h"
#include "dumpable.h"
#include "needs.h"

#include <sys/prctl.h>

#define USER  4711
#define BIND  CAP(CAP_NET_BIND_SERVICE)
#define ADMIN CAP(CAP_NET_ADMIN)
#define UNSET CAP(63)       /* leave that set alone */
#define ALL   (CAP(63) - 1) /* as the bounding set of the caller */

/* SECBIT_KEEP_CAPS_LOCKED, from <linux/securebits.h>. */
#define KEEP_LOCKED 0x20

static unsigned long long all;

static unsigned long long
value(const struct report *r, const char *key)
{
	const char *text = report_get(r, key);

	return (text == NULL ? UNSET : strtoull(text, NULL, 16));
}

static const struct row {
	const char *name;
	unsigned long long bounding, inheritable, ambient;
	bool user;
	/* Of the program; ALL stands for the caller's bounding set. */
	unsigned long long now_bounding, now_inheritable, now_ambient, now;
} rows[] = {
	{ "nothing of a user", UNSET, UNSET, UNSET, true, ALL, 0, 0, 0 },
	{ "ambient, of a user", UNSET, UNSET, BIND, true, ALL, BIND, BIND,
	    BIND },
	{ "two of them", UNSET, UNSET, BIND | ADMIN, true, ALL, BIND | ADMIN,
	    BIND | ADMIN, BIND | ADMIN },
	{ "ambient, none", UNSET, UNSET, 0, true, ALL, 0, 0, 0 },
	{ "ambient, of root", UNSET, UNSET, BIND, false, ALL, BIND, BIND, ALL },
	{ "bounding, of a user", BIND | ADMIN, UNSET, UNSET, true, BIND | ADMIN,
	    0, 0, 0 },
	{ "bounding, of root", BIND | ADMIN, UNSET, UNSET, false, BIND | ADMIN,
	    0, 0, BIND | ADMIN },
	{ "bounding, none", 0, UNSET, UNSET, false, 0, 0, 0, 0 },
	{ "bounding, all", ~UNSET, UNSET, UNSET, false, ALL, 0, 0, ALL },
	{ "inheritable", UNSET, ADMIN, UNSET, true, ALL, ADMIN, 0, 0 },
	{ "all three", BIND | ADMIN, ADMIN, BIND, true, BIND | ADMIN,
	    BIND | ADMIN, BIND, BIND },
};

static int
set_row(posix_spawnattr_t *attr, const struct row *row)
{
	int bad = check_int(spawnx_attr_init(attr), 0);

	if (row->bounding != UNSET)
		bad += check_int(
		    spawnx_attr_setcapbounding(attr, row->bounding), 0);
	if (row->inheritable != UNSET)
		bad += check_int(
		    spawnx_attr_setcapinheritable(attr, row->inheritable), 0);
	if (row->ambient != UNSET)
		bad +=
		    check_int(spawnx_attr_setcapambient(attr, row->ambient), 0);
	if (row->user)
		bad += check_int(spawnx_attr_setids(attr, USER, USER), 0);
	return (bad);
}

static int
check_report(const struct report *r, const struct row *row)
{
	const unsigned long long now = row->now == ALL ? all : row->now;
	int bad;

	bad = check_int(value(r, "status.CapBnd"),
	    row->now_bounding == ALL ? all : row->now_bounding);
	bad += check_int(value(r, "status.CapInh"), row->now_inheritable);
	bad += check_int(value(r, "status.CapAmb"), row->now_ambient);
	bad += check_int(value(r, "status.CapPrm"), now);
	return (bad + check_int(value(r, "status.CapEff"), now));
}

static int
check_one(const struct row *row)
{
	posix_spawnattr_t attr;
	struct report *r;
	int bad = set_row(&attr, row), entry;

	FOR_EACH_ENTRY(entry)
	{
		bad += check_int(entry_report(entry, &r, NULL, &attr), 0);
		if (r != NULL)
			bad += check_report(r, row);
		report_free(r);
	}
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	return (bad == 0 ? 0 : complain("%s", row->name));
}

/* Nothing inheritable or ambient, whatever the tests were started with. */
static int
rows_child(void *arg)
{
	const struct row plain = { "plain", UNSET, UNSET, UNSET, false, ALL, 0,
		0, ALL };
	struct report *r;
	int bad;

	(void)arg;
	bad = check_int(
	    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0L, 0L, 0L), 0);
	bad += check_int(entry_report(0, &r, NULL, NULL), 0);
	all = r == NULL ? 0 : value(r, "status.CapBnd");
	report_free(r);
	bad += check_int(set_caps(all), 0);
	for (size_t i = 0; i < COUNT(rows); i++)
		bad += check_one(&rows[i]);
	return (bad + check_one(&plain));
}

static void
test_program_has_them(void **state)
{
	(void)state;
	need(NEED_AMBIENT_CAPS);
	skip_unless_root();
	on_each_way(rows_child, NULL);
}

/* -- What is not possible -- */

static const struct denied {
	const char *name;
	struct row row;
	bool nobody, locked;
	enum spawnx_attribute which;
} denied[] = {
	{ "bounding", { "", BIND, UNSET, UNSET, false, 0, 0, 0, 0 }, true,
	    false, SPAWNX_ATTR_CAPBOUNDING },
	{ "inheritable", { "", UNSET, BIND, UNSET, false, 0, 0, 0, 0 }, true,
	    false, SPAWNX_ATTR_CAPINHERITABLE },
	{ "ambient", { "", UNSET, UNSET, BIND, false, 0, 0, 0, 0 }, true, false,
	    SPAWNX_ATTR_CAPAMBIENT },
	{ "ambient, and not bounding",
	    { "", ADMIN, UNSET, BIND, true, 0, 0, 0, 0 }, false, false,
	    SPAWNX_ATTR_CAPAMBIENT },
	{ "to be kept, and that is locked",
	    { "", UNSET, UNSET, BIND, true, 0, 0, 0, 0 }, false, true,
	    SPAWNX_ATTR_IDS },
};

static int
denied_child(void *arg)
{
	const struct denied *row = arg;
	posix_spawnattr_t attr;
	int bad = row->nobody ? become_nobody() : 0;

	if (row->locked)
		bad += check_int(
		    prctl(PR_SET_SECUREBITS, KEEP_LOCKED, 0L, 0L, 0L), 0);
	bad += set_row(&attr, &row->row);
	bad += check_attr_failure(&attr, EPERM, row->which);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_denied(void **state)
{
	(void)state;
	need(NEED_AMBIENT_CAPS);
	need(NEED_CAP_CHECKS);
	skip_unless_root();
	expect_rows(denied_child, denied);
}

/* What is kept for the program opens no file for an action. */
static int
action_child(void *arg)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	spawnx_failure_t where = { .error = 0 };
	pid_t pid;
	int bad;

	(void)arg;
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(
	    spawnx_attr_setcapambient(&attr, CAP(CAP_DAC_OVERRIDE)), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, USER), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_file_actions_addopen(
			     &fa, 5, test_path("secret"), O_RDONLY, 0),
	    0);
	bad += check(failure_clean(EACCES, &pid,
	    spawnx_spawn(
		&pid, "/bin/true", &fa, &attr, ARGV("true"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_ACTION);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_actions_have_none(void **state)
{
	(void)state;
	need(NEED_AMBIENT_CAPS);
	skip_unless_root();
	(void)write_file("secret", 0600, "x");
	on_each_way(action_child, NULL);
}

static void
test_values(void **state)
{
	posix_spawnattr_t attr;

	(void)state;
	need(NEED_AMBIENT_CAPS);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setcapbounding(&attr, ~0ULL), 0);
	assert_int_equal(spawnx_attr_setcapinheritable(&attr, ~0ULL), EINVAL);
	assert_int_equal(spawnx_attr_setcapambient(&attr, CAP(63)), EINVAL);
	assert_int_equal(spawnx_attr_setcapambient(&attr, CAP(63) | 1), EINVAL);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_program_has_them),
		CASE(test_denied),
		CASE(test_actions_have_none),
		CASE(test_values),
	};

	return (run_cases(cases));
}
