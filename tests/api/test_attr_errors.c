/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An attributes object refuses a NULL pointer, bytes that no init has made,
 * and values that can't be one, and is then as it was; so are the variables
 * that were to receive a value.
 *
 * POSIX.1-2024, posix_spawnattr_destroy(), posix_spawnattr_getflags() and
 * those after it: ERRORS [EINVAL].
 */
#include "attr_values.h"
#include "filter.h"

static void
test_policies(void **state)
{
	static const struct {
		const char *name;
		int policy;
		int error;
	} rows[] = {
		{ "SCHED_OTHER", SCHED_OTHER, 0 },
		{ "SCHED_FIFO", SCHED_FIFO, 0 },
		{ "SCHED_RR", SCHED_RR, 0 },
		{ "SCHED_BATCH", SCHED_BATCH, 0 },
		{ "SCHED_IDLE", SCHED_IDLE, 0 },
		{ "none such", 4, EINVAL },
		{ "SCHED_DEADLINE", 6, EINVAL },
		{ "beyond", 7, EINVAL },
		{ "negative", -1, EINVAL },
		{ "SCHED_RESET_ON_FORK", 0x40000000, 0 },
		{ "RR and it", SCHED_RR | 0x40000000, 0 },
		{ "SCHED_DEADLINE and it", 6 | 0x40000000, EINVAL },
		{ "most", INT_MAX, EINVAL },
		{ "least", INT_MIN, EINVAL },
	}, *row;
	posix_spawnattr_t attr;
	int got, was = SCHED_BATCH;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	FOR_EACH_ROW(row, rows)
	{
		assert_int_equal(spawnx_attr_setschedpolicy(&attr, was), 0);
		assert_int_equal(
		    spawnx_attr_setschedpolicy(&attr, row->policy), row->error);
		assert_int_equal(
		    posix_spawnattr_getschedpolicy(&attr, &got), 0);
		assert_int_equal(got, row->error == 0 ? row->policy : was);
	}
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
test_cgroup_descriptors(void **state)
{
	static const struct {
		const char *name;
		int fd;
		int error;
	} rows[] = { { "zero", 0, 0 }, { "not open", 1000, 0 },
		{ "most", INT_MAX, 0 }, { "minus one", -1, EBADF },
		{ "AT_FDCWD", AT_FDCWD, EBADF }, { "least", INT_MIN, EBADF } },
	  *row;
	const struct spawn_family *f = family_host_names();
	posix_spawnattr_t attr;
	int got;

	(void)state;
	assert_non_null(f->setcgroup_np);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	FOR_EACH_ROW(row, rows)
	{
		assert_int_equal(f->setcgroup_np(&attr, 5), 0);
		assert_int_equal(
		    spawnx_attr_setcgroup(&attr, row->fd), row->error);
		assert_int_equal(f->getcgroup_np(&attr, &got), 0);
		assert_int_equal(got, row->error == 0 ? row->fd : 5);
		/* The host's name takes any, as glibc's does. */
		assert_int_equal(f->setcgroup_np(&attr, row->fd), 0);
		assert_int_equal(f->getcgroup_np(&attr, &got), 0);
		assert_int_equal(got, row->fd);
	}
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
expect_refusal(const struct spawn_family *f, posix_spawnattr_t *attr)
{
	struct values v, was;

	memset(&v, 0, sizeof(v));
	memset(&was, 0, sizeof(was));
	assert_int_equal(f->getflags(attr, &v.v_flags), EINVAL);
	assert_int_equal(f->getpgroup(attr, &v.v_pgroup), EINVAL);
	assert_int_equal(f->getsigdefault(attr, &v.v_sigdefault), EINVAL);
	assert_int_equal(f->getsigmask(attr, &v.v_sigmask), EINVAL);
	assert_int_equal(f->getschedpolicy(attr, &v.v_policy), EINVAL);
	assert_int_equal(f->getschedparam(attr, &v.v_param), EINVAL);
	assert_int_equal(f->getcgroup_np(attr, &v.v_cgroup), EINVAL);
	assert_memory_equal(&v, &was, sizeof(v));
	assert_int_equal(f->setflags(attr, 0), EINVAL);
	assert_int_equal(f->setpgroup(attr, 0), EINVAL);
	assert_int_equal(f->setsigdefault(attr, &v.v_sigdefault), EINVAL);
	assert_int_equal(f->setsigmask(attr, &v.v_sigmask), EINVAL);
	assert_int_equal(f->setschedpolicy(attr, SCHED_OTHER), EINVAL);
	assert_int_equal(f->setschedparam(attr, &v.v_param), EINVAL);
	assert_int_equal(f->setcgroup_np(attr, 0), EINVAL);
	assert_int_equal(f->attr_destroy(attr), EINVAL);
	assert_int_equal(spawnx_attr_setfailure(attr, NULL), EINVAL);
}

static void
test_null_object(void **state)
{
	const struct spawn_family *f;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(NULL), EINVAL);
		expect_refusal(f, NULL);
	}
}

/* Bytes that no init has made are refused, and stay as they are. */
/* What is no address can't be told from one where objects are pointers. */
#if !OBJECTS_ARE_POINTERS
static void
test_garbage_is_refused(void **state)
{
	static const unsigned char rows[] = { 0x01, 0x5a, 0xa5, 0xff };
	posix_spawnattr_t attr, was;
	const struct spawn_family *f;
	pid_t pid;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		FOR_EACH_FAMILY(f)
		{
			memset(&attr, rows[i], sizeof(attr));
			was = attr;
			expect_refusal(f, &attr);
			expect_failure(EINVAL, &pid,
			    f->spawn(&pid, report_program(), NULL, &attr,
				ARGV("report", "none"), environ));
			assert_memory_equal(&attr, &was, sizeof(attr));
		}
	}
}
#endif

static void
test_null_values(void **state)
{
	const struct spawn_family *f;
	posix_spawnattr_t attr;
	struct values odd, v;

	(void)state;
	odd_values(&odd);
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->attr_init(&attr), 0);
		set_all(f, &attr, &odd);
		assert_int_equal(f->getflags(&attr, NULL), EINVAL);
		assert_int_equal(f->getpgroup(&attr, NULL), EINVAL);
		assert_int_equal(f->getsigdefault(&attr, NULL), EINVAL);
		assert_int_equal(f->getsigmask(&attr, NULL), EINVAL);
		assert_int_equal(f->getschedpolicy(&attr, NULL), EINVAL);
		assert_int_equal(f->getschedparam(&attr, NULL), EINVAL);
		assert_int_equal(f->getcgroup_np(&attr, NULL), EINVAL);
		assert_int_equal(f->setsigdefault(&attr, NULL), EINVAL);
		assert_int_equal(f->setsigmask(&attr, NULL), EINVAL);
		assert_int_equal(f->setschedparam(&attr, NULL), EINVAL);
		get_all(f, &attr, &v);
		assert_same(&v, &odd);
		assert_int_equal(f->attr_destroy(&attr), 0);
	}
}

/* A flag that no setter takes, put there by somebody else. */
#if !OBJECTS_ARE_POINTERS
static void
test_unknown_flag_in_the_object(void **state)
{
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	pid_t pid;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	attr.__flags = 0x200;
	expect_failure(EINVAL, &pid,
	    spawnx_spawn(&pid, report_program(), NULL, &attr,
		ARGV("report", "none"), environ));
	assert_int_equal(where.step, SPAWNX_STEP_ARGUMENT);
	assert_int_equal(where.error, EINVAL);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}
#endif

static void
test_lengths_of_filters(void **state)
{
	static struct sock_filter most[4097];
	const struct sock_filter *got;
	posix_spawnattr_t attr;
	size_t n;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	if (spawnx_attr_setseccomp(&attr, 4096, most) == ENOTSUP) {
		assert_int_equal(spawnx_attr_destroy(&attr), 0);
		skip_because("there are no filters here");
	}
	assert_int_equal(spawnx_attr_setseccomp(&attr, 4096, most), 0);
	assert_int_equal(spawnx_attr_setseccomp(&attr, 4097, most), EINVAL);
	assert_int_equal(spawnx_attr_setseccomp(&attr, SIZE_MAX, most), EINVAL);
	assert_int_equal(spawnx_attr_setseccomp(&attr, 0, most), EINVAL);
	assert_int_equal(spawnx_attr_setseccomp(&attr, 1, NULL), EINVAL);
	assert_int_equal(spawnx_attr_getseccomp(&attr, &n, &got), 0);
	assert_int_equal(n, 4096);
	assert_memory_equal(got, most, n * sizeof(most[0]));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_policies),
		CASE(test_cgroup_descriptors),
		CASE(test_null_object),
		CASE(test_null_values),
#if !OBJECTS_ARE_POINTERS
		CASE(test_garbage_is_refused),
		CASE(test_unknown_flag_in_the_object),
#endif
		CASE(test_lengths_of_filters),
	};

	return (run_cases(cases));
}
