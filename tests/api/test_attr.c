/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An attributes object has its defaults at first and keeps what is put into
 * it, through either set of names; a value has no effect without its flag.
 *
 * POSIX.1-2024, posix_spawnattr_init(), posix_spawnattr_getflags() and the
 * four after it: DESCRIPTION, ERRORS [EINVAL].
 */
#include "attr_values.h"

#define KNOWN                                                         \
	(POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETPGROUP |               \
	    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |          \
	    POSIX_SPAWN_SETSCHEDPARAM | POSIX_SPAWN_SETSCHEDULER |    \
	    POSIX_SPAWN_USEVFORK | SPAWNX_SETSID | SPAWNX_SETCGROUP | \
	    SPAWNX_CLOEXEC_DEFAULT)

static void
assert_defaults(const struct spawn_family *f, const posix_spawnattr_t *attr)
{
	struct values v, zero;

	memset(&zero, 0, sizeof(zero));
	get_all(f, attr, &v);
	assert_same(&v, &zero);
}

static void
test_defaults(void **state)
{
	const struct spawn_family *f;
	posix_spawnattr_t attr;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		memset(&attr, 0xa5, sizeof(attr));
		assert_int_equal(f->attr_init(&attr), 0);
		assert_defaults(family_spawnx(), &attr);
		assert_defaults(family_host_names(), &attr);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

static void
test_zero_filled_is_initialised(void **state)
{
	struct values odd, v;
	posix_spawnattr_t attr;
	const struct spawn_family *f;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		memset(&attr, 0, sizeof(attr));
		assert_defaults(f, &attr);
		odd_values(&odd);
		set_all(f, &attr, &odd);
		get_all(f, &attr, &v);
		assert_same(&v, &odd);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

/* Set by each set of names, read by each. */
static void
test_round_trip_of_all(void **state)
{
	struct values odd, v;
	posix_spawnattr_t attr;
	const struct spawn_family *f;

	(void)state;
	odd_values(&odd);
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(&attr), 0);
		set_all(f, &attr, &odd);
		get_all(family_spawnx(), &attr, &v);
		assert_same(&v, &odd);
		get_all(family_host_names(), &attr, &v);
		assert_same(&v, &odd);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

/* A value is copied, and changes no other. */
static void
test_values_are_copied(void **state)
{
	struct values v, was;
	posix_spawnattr_t attr;
	const struct spawn_family *f;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(&attr), 0);
		odd_values(&v);
		was = v;
		set_all(f, &attr, &v);
		memset(&v, 0xff, sizeof(v));
		get_all(f, &attr, &v);
		assert_same(&v, &was);
		assert_int_equal(f->setpgroup(&attr, 0), 0);
		was.v_pgroup = 0;
		get_all(f, &attr, &v);
		assert_same(&v, &was);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

static void
test_each_flag_bit(void **state)
{
	posix_spawnattr_t attr;
	const struct spawn_family *f;
	short got;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(&attr), 0);
		for (int bit = 0; bit < 16; bit++) {
			short flag = (short)(1u << bit);
			bool known = (KNOWN >> bit & 1) != 0;

			assert_int_equal(f->setflags(&attr, 0), 0);
			assert_int_equal(
			    f->setflags(&attr, flag), known ? 0 : EINVAL);
			assert_int_equal(f->getflags(&attr, &got), 0);
			assert_int_equal(got, known ? flag : 0);
		}
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

static void
test_flag_combinations(void **state)
{
	static const struct {
		const char *name;
		int flags;
		int error;
	} rows[] = {
		{ "none", 0, 0 },
		{ "all that are known", KNOWN, 0 },
		{ "two", POSIX_SPAWN_SETPGROUP | SPAWNX_SETSID, 0 },
		{ "all known, one unknown", KNOWN | 0x200, EINVAL },
		{ "all of them", -1, EINVAL },
		{ "one known, the sign", POSIX_SPAWN_RESETIDS | -32768, EINVAL },
	}, *row;
	posix_spawnattr_t attr;
	short got;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	FOR_EACH_ROW(row, rows)
	{
		assert_int_equal(spawnx_attr_setflags(&attr, 1), 0);
		assert_int_equal(
		    spawnx_attr_setflags(&attr, (short)row->flags), row->error);
		assert_int_equal(spawnx_attr_getflags(&attr, &got), 0);
		assert_int_equal(got, row->error == 0 ? row->flags : 1);
	}
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* What the setters take as it is: the spawn is to say what is wrong. */
static void
test_unchecked_numbers(void **state)
{
	static const struct {
		const char *name;
		int number;
	} rows[] = { { "zero", 0 }, { "one", 1 }, { "minus one", -1 },
		{ "most", INT_MAX }, { "least", INT_MIN } },
	  *row;
	posix_spawnattr_t attr;
	struct sched_param param;
	pid_t pgroup;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	FOR_EACH_ROW(row, rows)
	{
		memset(&param, 0, sizeof(param));
		param.sched_priority = row->number;
		assert_int_equal(spawnx_attr_setschedparam(&attr, &param), 0);
		assert_int_equal(spawnx_attr_setpgroup(&attr, row->number), 0);
		param.sched_priority = ~row->number;
		assert_int_equal(
		    posix_spawnattr_getschedparam(&attr, &param), 0);
		assert_int_equal(param.sched_priority, row->number);
		assert_int_equal(posix_spawnattr_getpgroup(&attr, &pgroup), 0);
		assert_int_equal(pgroup, row->number);
	}
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* Destroyed means empty: it may be made, used and destroyed again. */
static void
test_destroy_and_reuse(void **state)
{
	spawnx_failure_t where = { .error = 0 };
	const struct spawn_family *f;
	posix_spawnattr_t attr;
	struct values odd;

	(void)state;
	odd_values(&odd);
	FOR_EACH_FAMILY(f)
	{
		for (int i = 0; i < 3; i++) {
			assert_int_equal(f->attr_init(&attr), 0);
			assert_defaults(f, &attr);
			set_all(f, &attr, &odd);
			assert_int_equal(
			    spawnx_attr_setfailure(&attr, &where), 0);
			assert_int_equal(f->attr_destroy(&attr), 0);
		}
		assert_int_equal(f->attr_destroy(&attr), 0);
		assert_defaults(f, &attr);
	}
}

/* Set without their flag, the others change nothing in the program. */
static void
test_flags_decide(void **state)
{
	const struct spawn_family *f;
	struct report *plain, *r;
	posix_spawnattr_t attr;
	struct values odd;
	char *diff;

	(void)state;
	odd_values(&odd);
	odd.v_flags = 0;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(&attr), 0);
		set_all(f, &attr, &odd);
		plain = run_report(f, NULL, NULL, NULL);
		r = run_report(f, NULL, &attr, NULL);
		diff = report_diff(plain, r, NULL);
		if (diff != NULL)
			fail_msg("%s", diff);
		report_free(plain);
		report_free(r);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_defaults),
		CASE(test_zero_filled_is_initialised),
		CASE(test_round_trip_of_all),
		CASE(test_values_are_copied),
		CASE(test_each_flag_bit),
		CASE(test_flag_combinations),
		CASE(test_unchecked_numbers),
		CASE(test_destroy_and_reuse),
		CASE(test_flags_decide),
	};

	return (run_cases(cases));
}
