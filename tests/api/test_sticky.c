/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A function that adds an action or sets an attribute, and fails, makes the
 * spawn fail with its error, and the failure has its name; under the host's
 * names it does not.
 *
 * Not of POSIX: spawnx_failure(3), "Errors of setters".
 */
#include "needs.h"
#include "sticky_rows.h"

static void
make(struct objects *o, bool with_failure)
{
	memset(&o->ob_where, 0x55, sizeof(o->ob_where));
	assert_int_equal(spawnx_file_actions_init(&o->ob_fa), 0);
	assert_int_equal(spawnx_attr_init(&o->ob_at), 0);
	if (with_failure)
		assert_int_equal(
		    spawnx_attr_setfailure(&o->ob_at, &o->ob_where), 0);
}

static void
destroy(struct objects *o)
{
	assert_int_equal(spawnx_file_actions_destroy(&o->ob_fa), 0);
	assert_int_equal(spawnx_attr_destroy(&o->ob_at), 0);
}

static int
spawn(struct objects *o)
{
	pid_t pid = 4711;
	int rc;

	rc = spawnx_spawn(&pid, report_program(), &o->ob_fa, &o->ob_at,
	    ARGV("report", "none"), environ);
	if (rc == 0)
		assert_int_equal(wait_for(pid), 0);
	else
		assert_int_equal(pid, 4711);
	return (rc);
}

static void
expect_named(const spawnx_failure_t *where, const struct bad *row)
{
	char text[512], want[512];

	assert_int_equal(where->error, row->error);
	assert_int_equal(where->step, SPAWNX_STEP_ARGUMENT);
	assert_int_equal(where->index, 0);
	assert_int_equal(where->kind, SPAWNX_ACTION_NONE);
	assert_int_equal(where->fd, -1);
	assert_string_equal(where->setter, row->name);
	(void)snprintf(
	    want, sizeof(want), "%s(): %s", row->name, strerror(row->error));
	assert_string_equal(spawnx_strfailure(where, text, sizeof(text)), want);
}

static void
test_spawn_fails(void **state)
{
	const struct bad *row;
	struct objects o;

	(void)state;
	need(NEED_AMBIENT_CAPS);
	FOR_EACH_ROW(row, bads)
	{
		make(&o, true);
		errno = 4711;
		assert_int_equal(row->call(&o), row->error);
		assert_int_equal(errno, 4711);
		/* A setter says so at once, where it is known where. */
		if (strncmp(row->name, "spawnx_attr_", 12) == 0)
			expect_named(&o.ob_where, row);
		/* What is right otherwise does not make it good. */
		assert_int_equal(spawnx_file_actions_addclose(&o.ob_fa, 60), 0);
		assert_int_equal(spawnx_attr_setnonewprivs(&o.ob_at, 0), 0);
		for (int i = 0; i < 2; i++) {
			memset(&o.ob_where, 0x55, sizeof(o.ob_where));
			assert_int_equal(spawn(&o), row->error);
			expect_named(&o.ob_where, row);
		}
		destroy(&o);
		make(&o, true);
		assert_int_equal(spawn(&o), 0);
		destroy(&o);
	}
}

/* The same for an object that has nothing else, and of all kinds of spawns. */
static void
test_every_spawn_fails(void **state)
{
	const struct bad *row;
	spawnx_pending_t *p = NULL;
	struct objects o;
	int handle = -7;

	(void)state;
	need(NEED_AMBIENT_CAPS);
	FOR_EACH_ROW(row, bads)
	{
		make(&o, false);
		assert_int_equal(row->call(&o), row->error);
		assert_int_equal(spawn(&o), row->error);
		assert_int_equal(
		    spawnx_spawn_handle(&handle, NULL, report_program(),
			&o.ob_fa, &o.ob_at, ARGV("report", "none"), environ),
		    row->error);
		assert_int_equal(handle, -7);
		assert_int_equal(
		    spawnx_startp(&p, 0, report_program(), &o.ob_fa, &o.ob_at,
			ARGV("report", "none"), environ),
		    row->error);
		assert_null(p);
		destroy(&o);
	}
}

/* The first is told; what is made good does not make good another one. */
static void
test_first_of_several(void **state)
{
	struct objects o;

	(void)state;
	make(&o, true);
	assert_int_equal(bad_setumask(&o), EINVAL);
	assert_int_equal(bad_setctty(&o), EBADF);
	assert_int_equal(bad_addclose(&o), EBADF);
	assert_int_equal(bad_addopen(&o), EINVAL);
	assert_int_equal(spawn(&o), EINVAL);
	assert_string_equal(o.ob_where.setter, "spawnx_attr_setumask");
	assert_int_equal(spawnx_attr_setumask(&o.ob_at, 022), 0);
	assert_int_equal(spawn(&o), EBADF);
	assert_string_equal(o.ob_where.setter, "spawnx_attr_setctty");
	assert_int_equal(spawnx_attr_unset(&o.ob_at, SPAWNX_ATTR_CTTY), 0);
	assert_int_equal(spawn(&o), EBADF);
	assert_string_equal(o.ob_where.setter, "spawnx_file_actions_addclose");
	destroy(&o);
}

/* A limit is made good by one of the same resource, or by none at all. */
static void
test_limits(void **state)
{
	const struct rlimit wrong = { 1, 0 }, right = { 0, 0 };
	struct objects o;

	(void)state;
	make(&o, true);
	assert_int_equal(
	    spawnx_attr_setrlimit(&o.ob_at, RLIMIT_CORE, &wrong), EINVAL);
	assert_int_equal(
	    spawnx_attr_setrlimit(&o.ob_at, RLIMIT_MEMLOCK, &right), 0);
	assert_int_equal(spawn(&o), EINVAL);
	assert_int_equal(
	    spawnx_attr_setrlimit(&o.ob_at, RLIMIT_CORE, &right), 0);
	assert_int_equal(spawn(&o), 0);
	assert_int_equal(bad_setrlimit(&o), EINVAL);
	assert_int_equal(
	    spawnx_attr_setrlimit(&o.ob_at, RLIMIT_CORE, &right), 0);
	assert_int_equal(spawn(&o), EINVAL);
	assert_int_equal(spawnx_attr_unset(&o.ob_at, SPAWNX_ATTR_RLIMIT), 0);
	assert_int_equal(spawn(&o), 0);
	destroy(&o);
}

/* What can't be unset is made good by what can. */
static void
test_unset(void **state)
{
	struct objects o;

	(void)state;
	make(&o, true);
	assert_int_equal(bad_unset(&o), EINVAL);
	assert_int_equal(spawn(&o), EINVAL);
	assert_int_equal(spawnx_attr_unset(&o.ob_at, SPAWNX_ATTR_CWD), 0);
	assert_int_equal(spawn(&o), 0);
	assert_int_equal(bad_unset(&o), EINVAL);
	assert_int_equal(spawnx_attr_unset(&o.ob_at, SPAWNX_ATTR_PGROUP), 0);
	assert_int_equal(spawn(&o), 0);
	destroy(&o);
}

/* The host's functions do as the host's libc does. */
static void
test_host_names_do_not_remember(void **state)
{
	const struct spawn_family *f = family_host_names();
	struct objects o;

	(void)state;
	make(&o, true);
	assert_int_equal(f->addopen(&o.ob_fa, -1, "/", 0, 0), EBADF);
	assert_int_equal(f->addclose(&o.ob_fa, -1), EBADF);
	assert_int_equal(f->adddup2(&o.ob_fa, -1, 0), EBADF);
	assert_int_equal(f->setflags(&o.ob_at, 0x2000), EINVAL);
	assert_int_equal(f->setschedpolicy(&o.ob_at, 4711), EINVAL);
	if (f->addclosefrom_np != NULL)
		assert_int_equal(f->addclosefrom_np(&o.ob_fa, -1), EBADF);
	if (f->addinherit_np != NULL)
		assert_int_equal(f->addinherit_np(&o.ob_fa, -1), EBADF);
	assert_int_equal(spawn(&o), 0);
	/* Nor do they make good what ours have failed to do. */
	assert_int_equal(bad_setschedpolicy(&o), EINVAL);
	assert_int_equal(f->setschedpolicy(&o.ob_at, SCHED_OTHER), 0);
	assert_int_equal(spawn(&o), EINVAL);
	destroy(&o);
}

/* Before anything has failed the record is one of no failure. */
static void
test_record_is_cleared(void **state)
{
	struct objects o;
	char text[64];

	(void)state;
	make(&o, true);
	assert_int_equal(o.ob_where.error, 0);
	assert_string_equal(
	    spawnx_strfailure(&o.ob_where, text, sizeof(text)), "no failure");
	assert_int_equal(spawn(&o), 0);
	assert_string_equal(
	    spawnx_strfailure(&o.ob_where, text, sizeof(text)), "no failure");
	destroy(&o);
}

/* Who checks no setter reads the record in any case. */
static void
test_record_of_its_own_failure(void **state)
{
	static const struct bad own = { "spawnx_attr_setfailure", EINVAL,
		NULL };
	spawnx_failure_t where;

	(void)state;
	memset(&where, 0x55, sizeof(where));
	assert_int_equal(spawnx_attr_setfailure(NULL, &where), EINVAL);
	expect_named(&where, &own);
	assert_int_equal(spawnx_attr_setfailure(NULL, NULL), EINVAL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_spawn_fails),
		CASE(test_every_spawn_fails),
		CASE(test_first_of_several),
		CASE(test_limits),
		CASE(test_unset),
		CASE(test_host_names_do_not_remember),
		CASE(test_record_is_cleared),
		CASE(test_record_of_its_own_failure),
	};

	return (run_cases(cases));
}
