/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An attributes object is laid out as the host's libc has it: what is set
 * through this library is what libc's own functions read, and the other way
 * round, so that a program may mix them.
 *
 * POSIX.1-2024, posix_spawnattr_init() and those after it; the layout is the
 * host's, see src/host/glibc.h.
 */
#include "attr_values.h"

static const struct spawn_family *
libc_or_skip(void)
{
	const struct spawn_family *f = family_libc();

	if (f == NULL)
		skip_because("libc's own functions can't be had apart");
	return (f);
}

/* The control group is out of it: libc has it since glibc 2.39 only. */
static void
common_values(struct values *v)
{
	odd_values(v);
	v->v_cgroup = 0;
}

static void
test_libc_reads_ours(void **state)
{
	const struct spawn_family *libc = libc_or_skip(), *f;
	struct values odd, v;
	posix_spawnattr_t attr;

	(void)state;
	common_values(&odd);
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(&attr), 0);
		set_all(f, &attr, &odd);
		get_all(libc, &attr, &v);
		assert_same(&v, &odd);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

static void
test_we_read_libcs(void **state)
{
	const struct spawn_family *libc = libc_or_skip(), *f;
	struct values odd, v;
	posix_spawnattr_t attr;

	(void)state;
	common_values(&odd);
	FOR_EACH_FAMILY(f)
	{
		memset(&attr, 0xa5, sizeof(attr));
		assert_int_equal(libc->attr_init(&attr), 0);
		set_all(libc, &attr, &odd);
		get_all(f, &attr, &v);
		assert_same(&v, &odd);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

/* One flag after the other, so that none stands for another one. */
static void
test_flags_have_libcs_values(void **state)
{
	static const struct {
		const char *name;
		short flag;
	} rows[] = {
		{ "RESETIDS", POSIX_SPAWN_RESETIDS },
		{ "SETPGROUP", POSIX_SPAWN_SETPGROUP },
		{ "SETSIGDEF", POSIX_SPAWN_SETSIGDEF },
		{ "SETSIGMASK", POSIX_SPAWN_SETSIGMASK },
		{ "SETSCHEDPARAM", POSIX_SPAWN_SETSCHEDPARAM },
		{ "SETSCHEDULER", POSIX_SPAWN_SETSCHEDULER },
		{ "USEVFORK", POSIX_SPAWN_USEVFORK },
		{ "SETSID", SPAWNX_SETSID },
	}, *row;
	const struct spawn_family *libc = libc_or_skip();
	posix_spawnattr_t attr;
	short got;

	(void)state;
#ifdef POSIX_SPAWN_SETSID
	assert_int_equal(POSIX_SPAWN_SETSID, SPAWNX_SETSID);
#endif
#ifdef POSIX_SPAWN_SETCGROUP
	assert_int_equal(POSIX_SPAWN_SETCGROUP, SPAWNX_SETCGROUP);
#endif
	assert_int_equal(libc->attr_init(&attr), 0);
	FOR_EACH_ROW(row, rows)
	{
		assert_int_equal(libc->setflags(&attr, row->flag), 0);
		assert_int_equal(spawnx_attr_getflags(&attr, &got), 0);
		assert_int_equal(got, row->flag);
		assert_int_equal(spawnx_attr_setflags(&attr, 0), 0);
		assert_int_equal(libc->getflags(&attr, &got), 0);
		assert_int_equal(got, 0);
	}
	assert_int_equal(libc->attr_destroy(&attr), 0);
}

/* libc's init, our setters, our spawn: the whole object is used as made. */
static void
test_spawn_with_libcs_object(void **state)
{
	const struct spawn_family *libc = libc_or_skip(), *f;
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	struct report *r;
	pid_t pid;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		memset(&attr, 0xa5, sizeof(attr));
		assert_int_equal(libc->attr_init(&attr), 0);
		assert_int_equal(
		    libc->setflags(&attr, POSIX_SPAWN_SETPGROUP), 0);
		r = run_report(f, NULL, &attr, NULL);
		assert_int_equal(report_int(r, "pgid"), r->rep_pid);
		report_free(r);
		assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
		expect_failure(ENOENT, &pid,
		    f->spawn(
			&pid, "/none", NULL, &attr, ARGV("none"), environ));
		assert_int_equal(where.step, SPAWNX_STEP_EXEC);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

/* And libc spawns with an object of ours, actions aside. */
static void
test_libc_spawns_with_ours(void **state)
{
	const struct spawn_family *libc = libc_or_skip(), *f;
	posix_spawnattr_t attr;
	struct report *r;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(&attr), 0);
		assert_int_equal(f->setflags(&attr, POSIX_SPAWN_SETPGROUP), 0);
		r = run_report(libc, NULL, &attr, NULL);
		assert_int_equal(report_int(r, "pgid"), r->rep_pid);
		report_free(r);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_libc_reads_ours),
		CASE(test_we_read_libcs),
		CASE(test_flags_have_libcs_values),
		CASE(test_spawn_with_libcs_object),
		CASE(test_libc_spawns_with_ours),
	};

	return (run_cases(cases));
}
