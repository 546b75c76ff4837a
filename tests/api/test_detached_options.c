/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What SPAWNX_DETACHED can't go together with, and SPAWNX_AUTOKILL, which goes
 * with it alone.
 *
 * Not of POSIX: spawnx_spawn(3).
 */
#include "check.h"
#include "forked.h"

#include <poll.h>

static int
detach(
    char *command, const posix_spawnattr_t *at, const spawnx_options_t *options)
{
	spawnx_options_t o = *options;
	pid_t pid;

	o.flags |= SPAWNX_DETACHED;
	return (spawnx_spawn_with(&pid, "/bin/sh", NULL, at,
	    ARGV("sh", "-c", command), environ, &o, sizeof(o)));
}

/*
 * Until it ends, one that the kernel reaps is a child that can be waited for.
 */
static void
assert_nothing(void)
{
	assert_int_equal(waitpid(-1, NULL, __WALL), -1);
	assert_int_equal(errno, ECHILD);
}

static int
with(unsigned flags, int *handle, spawnx_pending_t **pending,
    const posix_spawnattr_t *at)
{
	const spawnx_options_t o = { flags, handle, NULL, pending };
	pid_t pid;

	return (spawnx_spawn_with(
	    &pid, "/bin/true", NULL, at, ARGV("true"), environ, &o, sizeof(o)));
}

static void
test_refused(void **state)
{
	const unsigned both = SPAWNX_DETACHED | SPAWNX_AUTOKILL;
	spawnx_pending_t *p;
	posix_spawnattr_t at;
	int handle;

	(void)state;
	assert_int_equal(with(SPAWNX_DETACHED, NULL, &p, NULL), EINVAL);
	assert_int_equal(with(SPAWNX_AUTOKILL, &handle, NULL, NULL), EINVAL);
	assert_int_equal(with(both, NULL, NULL, NULL), EINVAL);
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setpdeathsig(&at, SIGTERM), 0);
	assert_int_equal(with(SPAWNX_DETACHED, NULL, NULL, &at), EINVAL);
	assert_int_equal(spawnx_attr_unset(&at, SPAWNX_ATTR_PDEATHSIG), 0);
	assert_int_equal(spawnx_attr_settraceme(&at, 1), 0);
	assert_int_equal(with(SPAWNX_DETACHED, NULL, NULL, &at), EINVAL);
	assert_int_equal(spawnx_attr_settraceme(&at, 0), 0);
	assert_int_equal(with(SPAWNX_DETACHED, NULL, NULL, &at), 0);
	assert_nothing();
	assert_int_equal(spawnx_attr_destroy(&at), 0);
	assert_int_equal(spawnx_can(SPAWNX_CAN_DETACHED), 1);
}

/* The program holds the pipe, and does not end by itself. */
static void
check_autokill(const posix_spawnattr_t *at, const spawnx_options_t *o)
{
	struct pollfd what = { .events = POLLIN };
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(detach("exec sleep 1000", at, o), 0);
	(void)close(ends[1]);
	what.fd = ends[0];
	assert_int_equal(poll(&what, 1, 50), 0);
	(void)close(*o->handle);
	assert_int_equal(poll(&what, 1, 10000), 1);
	(void)close(ends[0]);
	assert_nothing();
}

static void
test_autokill(void **state)
{
	posix_spawnattr_t at;
	int handle = -1;
	const spawnx_options_t o = { .flags = SPAWNX_AUTOKILL,
		.handle = &handle };

	(void)state;
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setnonewprivs(&at, 1), 0);
	if (spawnx_can(SPAWNX_CAN_AUTOKILL)) {
		check_autokill(&at, &o);
	} else {
		assert_int_equal(detach("exit 0", &at, &o), ENOTSUP);
		assert_int_equal(handle, -1);
		assert_false(has_child());
	}
	assert_int_equal(spawnx_attr_destroy(&at), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_refused),
		CASE(test_autokill),
	};

	if (!spawnx_can(SPAWNX_CAN_DETACHED))
		return (skip_all("nothing is detached here"));
	return (run_cases(cases));
}
