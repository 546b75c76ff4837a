/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The setters of the attributes without flags refuse values that cannot be
 * one, at once; the attribute stays as it was.  What no kernel can do for a
 * child that shares memory is ENOTSUP.
 *
 * Extensions.
 */
#include "support.h"
#include "needs.h"

#include <sys/resource.h>

#define NEWTIME 0x80

static posix_spawnattr_t at;

static int
set_number(int which, int value)
{
	switch (which) {
	case SPAWNX_ATTR_UMASK:
		return (spawnx_attr_setumask(&at, (mode_t)value));
	case SPAWNX_ATTR_PDEATHSIG:
		return (spawnx_attr_setpdeathsig(&at, value));
	case SPAWNX_ATTR_CTTY:
		return (spawnx_attr_setctty(&at, value));
	case SPAWNX_ATTR_EXECFD:
		return (spawnx_attr_setexecfd(&at, value));
	case SPAWNX_ATTR_NICE:
		return (spawnx_attr_setnice(&at, value));
	case SPAWNX_ATTR_OOMSCOREADJ:
		return (spawnx_attr_setoomscoreadj(&at, value));
	default:
		return (spawnx_attr_setnamespaces(&at, value));
	}
}

static int
get_number(int which)
{
	mode_t mask = 0;
	int value = -1;

	switch (which) {
	case SPAWNX_ATTR_UMASK:
		assert_int_equal(spawnx_attr_getumask(&at, &mask), 0);
		return ((int)mask);
	case SPAWNX_ATTR_PDEATHSIG:
		assert_int_equal(spawnx_attr_getpdeathsig(&at, &value), 0);
		return (value);
	case SPAWNX_ATTR_CTTY:
		assert_int_equal(spawnx_attr_getctty(&at, &value), 0);
		return (value);
	case SPAWNX_ATTR_EXECFD:
		assert_int_equal(spawnx_attr_getexecfd(&at, &value), 0);
		return (value);
	case SPAWNX_ATTR_NICE:
		assert_int_equal(spawnx_attr_getnice(&at, &value), 0);
		return (value);
	case SPAWNX_ATTR_OOMSCOREADJ:
		assert_int_equal(spawnx_attr_getoomscoreadj(&at, &value), 0);
		return (value);
	default:
		assert_int_equal(spawnx_attr_getnamespaces(&at, &value), 0);
		return (value);
	}
}

static void
test_numbers(void **state)
{
	static const struct {
		const char *name;
		int which;
		int good, value, error;
	} rows[] = {
		{ "umask, all", SPAWNX_ATTR_UMASK, 1, 0777, 0 },
		{ "umask, set-user-ID", SPAWNX_ATTR_UMASK, 1, 04022, EINVAL },
		{ "umask, beyond", SPAWNX_ATTR_UMASK, 1, 01000, EINVAL },
		{ "umask, negative", SPAWNX_ATTR_UMASK, 1, -1, EINVAL },
		{ "signal 64", SPAWNX_ATTR_PDEATHSIG, 1, 64, 0 },
		{ "signal 0", SPAWNX_ATTR_PDEATHSIG, 1, 0, EINVAL },
		{ "signal 65", SPAWNX_ATTR_PDEATHSIG, 1, 65, EINVAL },
		{ "signal -1", SPAWNX_ATTR_PDEATHSIG, 1, -1, EINVAL },
		{ "ctty 0", SPAWNX_ATTR_CTTY, 1, 0, 0 },
		{ "ctty -1", SPAWNX_ATTR_CTTY, 1, -1, EBADF },
		{ "execfd", SPAWNX_ATTR_EXECFD, 1, INT_MAX, 0 },
		{ "execfd AT_FDCWD", SPAWNX_ATTR_EXECFD, 1, AT_FDCWD, EBADF },
		{ "nice -20", SPAWNX_ATTR_NICE, 1, -20, 0 },
		{ "nice 19", SPAWNX_ATTR_NICE, 1, 19, 0 },
		{ "nice 20", SPAWNX_ATTR_NICE, 1, 20, EINVAL },
		{ "nice -21", SPAWNX_ATTR_NICE, 1, -21, EINVAL },
		{ "oomscoreadj -1000", SPAWNX_ATTR_OOMSCOREADJ, 1, -1000, 0 },
		{ "oomscoreadj 1000", SPAWNX_ATTR_OOMSCOREADJ, 1, 1000, 0 },
		{ "oomscoreadj 1001", SPAWNX_ATTR_OOMSCOREADJ, 1, 1001,
		    EINVAL },
		{ "oomscoreadj -1001", SPAWNX_ATTR_OOMSCOREADJ, 1, -1001,
		    EINVAL },
		{ "no namespace", SPAWNX_ATTR_NAMESPACES, CLONE_NEWUTS, 0,
		    EINVAL },
		{ "no flag of a namespace", SPAWNX_ATTR_NAMESPACES,
		    CLONE_NEWUTS, CLONE_NEWNET | CLONE_VM, EINVAL },
		{ "time and none", SPAWNX_ATTR_NAMESPACES, CLONE_NEWUTS,
		    NEWTIME | CLONE_FILES, EINVAL },
		{ "a time namespace", SPAWNX_ATTR_NAMESPACES, CLONE_NEWUTS,
		    NEWTIME, ENOTSUP },
		{ "several", SPAWNX_ATTR_NAMESPACES, CLONE_NEWUTS,
		    CLONE_NEWUTS | CLONE_NEWNS, 0 },
	}, *row;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	FOR_EACH_ROW(row, rows)
	{
		assert_int_equal(set_number(row->which, row->good), 0);
		assert_int_equal(
		    set_number(row->which, row->value), row->error);
		assert_int_equal(get_number(row->which),
		    row->error == 0 ? row->value : row->good);
	}
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

/* Any number but 0 is on. */
static void
test_switches(void **state)
{
	static const int rows[] = { 0, 1, 2, -1, INT_MIN };
	int got;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(spawnx_attr_setshell(&at, rows[i]), 0);
		assert_int_equal(spawnx_attr_getshell(&at, &got), 0);
		assert_int_equal(got, rows[i] != 0);
		assert_int_equal(spawnx_attr_setaslr(&at, rows[i]), 0);
		assert_int_equal(spawnx_attr_getaslr(&at, &got), 0);
		assert_int_equal(got, rows[i] != 0);
		assert_int_equal(spawnx_attr_setnonewprivs(&at, rows[i]), 0);
		assert_int_equal(spawnx_attr_getnonewprivs(&at, &got), 0);
		assert_int_equal(got, rows[i] != 0);
	}
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

static void
test_limits(void **state)
{
	static const struct {
		const char *name;
		int resource;
		rlim_t soft, hard;
		int error;
	} rows[] = {
		{ "equal", RLIMIT_CORE, 5, 5, 0 },
		{ "none", RLIMIT_CORE, RLIM_INFINITY, RLIM_INFINITY, 0 },
		{ "soft above hard", RLIMIT_CORE, 6, 5, EINVAL },
		{ "soft unlimited", RLIMIT_CORE, RLIM_INFINITY, 5, EINVAL },
		{ "the last one", RLIM_NLIMITS - 1, 0, 0, 0 },
		{ "one more", RLIM_NLIMITS, 0, 0, EINVAL },
		{ "negative", -1, 0, 0, EINVAL },
		{ "a shift too far", 32, 0, 0, EINVAL },
	}, *row;
	struct rlimit lim, got;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	FOR_EACH_ROW(row, rows)
	{
		lim.rlim_cur = row->soft;
		lim.rlim_max = row->hard;
		assert_int_equal(
		    spawnx_attr_setrlimit(&at, row->resource, &lim),
		    row->error);
		if (row->error != 0)
			continue;
		assert_int_equal(
		    spawnx_attr_getrlimit(&at, row->resource, &got), 0);
		assert_true(got.rlim_cur == row->soft);
		assert_true(got.rlim_max == row->hard);
	}
	assert_int_equal(spawnx_attr_getrlimit(&at, -1, &got), EINVAL);
	assert_int_equal(
	    spawnx_attr_getrlimit(&at, RLIM_NLIMITS, &got), EINVAL);
	assert_int_equal(spawnx_attr_setrlimit(&at, RLIMIT_CORE, NULL), EINVAL);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

static void
test_signals_that_cannot_be_ignored(void **state)
{
	static const int rows[] = { SIGKILL, SIGSTOP };
	sigset_t set;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		(void)sigemptyset(&set);
		(void)sigaddset(&set, SIGINT);
		(void)sigaddset(&set, rows[i]);
		assert_int_equal(spawnx_attr_setsigignore(&at, &set), EINVAL);
		assert_int_equal(spawnx_attr_getsigignore(&at, &set), ENOENT);
	}
	assert_int_equal(spawnx_attr_setsigignore(&at, NULL), EINVAL);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

static int
open_namespace(const char *name)
{
	char path[64];

	(void)snprintf(path, sizeof(path), "/proc/self/ns/%s", name);
	return (open(path, O_RDONLY | O_CLOEXEC));
}

/* Of the descriptors, what is known of them at this time. */
static void
test_namespaces_to_join(void **state)
{
	static const struct {
		const char *name;
		const char *kind;
		int error;
	} rows[] = { { "uts", "uts", 0 }, { "user", "user", 0 },
		{ "mnt", "mnt", 0 }, { "pid", "pid", ENOTSUP },
		{ "time", "time", ENOTSUP } },
	  *row;
	int fds[2] = { 900, 901 };

	(void)state;
	need(NEED_NAMESPACE_KINDS);
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setnsfds(&at, 2, fds), 0);
	FOR_EACH_ROW(row, rows)
	{
		fds[1] = open_namespace(row->kind);
		if (fds[1] < 0)
			continue;
		assert_int_equal(spawnx_attr_setnsfds(&at, 2, fds), row->error);
		(void)close(fds[1]);
	}
	fds[1] = -1;
	assert_int_equal(spawnx_attr_setnsfds(&at, 2, fds), EBADF);
	assert_int_equal(spawnx_attr_setnsfds(&at, 0, fds), EINVAL);
	assert_int_equal(spawnx_attr_setnsfds(&at, 1, NULL), EINVAL);
	assert_int_equal(spawnx_attr_setnsfds(&at, SIZE_MAX, fds), EINVAL);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

static void
test_arrays_and_strings(void **state)
{
	static const unsigned char none[16];
	static const gid_t groups[2] = { 1, 2 };
	const gid_t *got;
	const char *path;
	size_t n;

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setaffinity(&at, 16, none), EINVAL);
	assert_int_equal(spawnx_attr_setaffinity(&at, 0, none), EINVAL);
	assert_int_equal(spawnx_attr_setaffinity(&at, 16, NULL), EINVAL);
	assert_int_equal(spawnx_attr_setgroups(&at, 2, groups), 0);
	assert_int_equal(spawnx_attr_setgroups(&at, 1, NULL), EINVAL);
	assert_int_equal(spawnx_attr_setgroups(&at, 65537, groups), EINVAL);
	assert_int_equal(spawnx_attr_getgroups(&at, &n, &got), 0);
	assert_int_equal(n, 2);
	assert_int_equal(spawnx_attr_setgroups(&at, 0, NULL), 0);
	assert_int_equal(spawnx_attr_getgroups(&at, &n, &got), 0);
	assert_int_equal(n, 0);
	assert_int_equal(spawnx_attr_setsearchpath(&at, NULL), EINVAL);
	assert_int_equal(spawnx_attr_setchroot(&at, NULL), EINVAL);
	assert_int_equal(spawnx_attr_setsearchpath(&at, ""), 0);
	assert_int_equal(spawnx_attr_getsearchpath(&at, &path), 0);
	assert_string_equal(path, "");
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_numbers),
		CASE(test_switches),
		CASE(test_limits),
		CASE(test_signals_that_cannot_be_ignored),
		CASE(test_namespaces_to_join),
		CASE(test_arrays_and_strings),
	};

	return (run_cases(cases));
}
