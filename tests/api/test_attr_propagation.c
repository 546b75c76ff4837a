/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * propagation: what is mounted in a new mount namespace stays there, or does
 * not, as the type says; a namespace that is not new is left alone.
 *
 * Extension.
 */
#include "attr_rows.h"
#include "needs.h"

#include <sys/mount.h>

/* -- A caller with a mount namespace of its own, where all is shared -- */

static int
prepare(void)
{
	if (unshare(CLONE_NEWNS) != 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("none", test_dir(), "tmpfs", 0, NULL) != 0 ||
	    mount("none", test_dir(), NULL, MS_SHARED, NULL) != 0) {
		(void)complain("nothing can be mounted: %s", strerror(errno));
		return (77);
	}
	return (check_int(mkdir(test_path("at"), 0777), 0));
}

static int
mount_in_child(const posix_spawnattr_t *attr)
{
	char *script = NULL;
	pid_t pid = -1;
	int bad;

	if (asprintf(&script, "(mount -t tmpfs none '%s/at') && : >'%s/at/x'",
		test_dir(), test_dir()) < 0)
		return (1);
	bad = check_int(spawnx_spawn(&pid, "/bin/sh", NULL, attr,
			    ARGV("sh", "-c", script), environ),
	    0);
	bad += check_int(wait_for(pid), 0);
	free(script);
	return (bad);
}

struct row {
	const char *name;
	int type; /* 0: not set */
	bool seen;
};

static int
row_child(void *arg)
{
	const struct row *row = arg;
	posix_spawnattr_t attr;
	int bad = prepare();

	if (bad == 77)
		return (bad);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setnamespaces(&attr, CLONE_NEWNS), 0);
	if (row->type != 0)
		bad +=
		    check_int(spawnx_attr_setpropagation(&attr, row->type), 0);
	bad += mount_in_child(&attr);
	bad += check_int(access(test_path("at/x"), F_OK) == 0, row->seen);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_mounts(void **state)
{
	static const struct row rows[] = {
		{ "as the caller's", 0, true },
		{ "private", MS_PRIVATE, false },
		{ "slave", MS_SLAVE, false },
		{ "shared", MS_SHARED, true },
		{ "unbindable", MS_UNBINDABLE, false },
	};

	(void)state;
	need(NEED_UNBINDABLE);
	skip_unless_root();
	rows_on_each_way(row_child, rows);
}

/* Not of the caller's own namespace. */
static int
own_child(void *arg)
{
	posix_spawnattr_t attr;
	int bad = prepare();

	(void)arg;
	if (bad == 77)
		return (bad);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setpropagation(&attr, MS_PRIVATE), 0);
	bad += check_attr_failure(&attr, EINVAL, SPAWNX_ATTR_PROPAGATION);
	bad += check_int(spawnx_attr_setnamespaces(&attr, CLONE_NEWUTS), 0);
	bad += check_attr_failure(&attr, EINVAL, SPAWNX_ATTR_PROPAGATION);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_own_namespace(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(own_child, NULL);
}

static void
test_values(void **state)
{
	posix_spawnattr_t attr;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setpropagation(&attr, 0), EINVAL);
	assert_int_equal(spawnx_attr_setpropagation(&attr, MS_REC), EINVAL);
	assert_int_equal(
	    spawnx_attr_setpropagation(&attr, MS_PRIVATE | MS_SLAVE), EINVAL);
	assert_int_equal(
	    spawnx_attr_setpropagation(&attr, MS_PRIVATE | MS_REMOUNT), EINVAL);
	assert_int_equal(spawnx_attr_setpropagation(&attr, -1), EINVAL);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_mounts),
		CASE(test_own_namespace),
		CASE(test_values),
	};

	return (run_cases(cases));
}
