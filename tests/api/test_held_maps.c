/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The ID maps of a held child, written by its privileged parent: of several
 * ranges, with supplementary groups, which setgroups(2) may still set.
 *
 * Extension: spawnx_start(3), Held starts.
 */
#include "attr_rows.h"
#include "held.h"
#include "needs.h"

#define UIDS "0 10000 1000\n5000 20000 10\n"
#define GIDS "0 30000 1000\n5000 40000 10\n"

static const gid_t groups[] = { 7, 5003 };

static const struct row {
	const char *name;
	size_t ngroups;
	const char *expected; /* the IDs, and what setgroups is */
} rows[] = {
	{ "groups", COUNT(groups), "5001\n5002 7 5003\nallow\n" },
	{ "no groups", 0, "5001\n5002\nallow\n" },
};

static int
write_proc(pid_t pid, const char *name, const char *text)
{
	char path[64];
	ssize_t n;
	int fd;

	(void)snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	n = fd < 0 ? -1 : write(fd, text, strlen(text));
	if (fd >= 0)
		(void)close(fd);
	return (n == (ssize_t)strlen(text) ? 0 : complain("%s", path));
}

/* As the parent, who has the privilege that the child lacks. */
static int
map_and_run(spawnx_pending_t *p)
{
	const pid_t pid = spawnx_pending_pid(p);

	if (write_proc(pid, "uid_map", UIDS) != 0 ||
	    write_proc(pid, "gid_map", GIDS) != 0) {
		(void)spawnx_cancel(p);
		return (1);
	}
	return (check_int(spawnx_release(p), 0) +
		check_int(spawnx_finish(p, NULL), 0));
}

/* EPERM, ENOSPC: no user namespaces here. */
static int
run_mapped(posix_spawnattr_t *attr, size_t ngroups, int fd)
{
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;
	int rc;

	CHECK(fd >= 0 && spawnx_file_actions_init(&fa) == 0);
	CHECK(spawnx_file_actions_adddup2(&fa, fd, 1) == 0);
	CHECK(spawnx_attr_setnamespaces(attr, CLONE_NEWUSER) == 0);
	CHECK(spawnx_attr_setgroups(attr, ngroups, groups) == 0);
	CHECK(spawnx_attr_setids(attr, 5001, 5002) == 0);
	rc = spawnx_start(&p, SPAWNX_HELD, "/bin/sh", &fa, attr,
	    ARGV("sh", "-c", "(id -u); (id -G); (cat /proc/self/setgroups)"),
	    environ);
	if (rc == EPERM || rc == ENOSPC)
		rc = 77;
	else if (rc == 0)
		rc = map_and_run(p);
	(void)spawnx_file_actions_destroy(&fa);
	return (rc);
}

static int
mapped_child(void *arg)
{
	const struct row *row = arg;
	const char *out = test_path("out");
	const int fd =
	    open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	posix_spawnattr_t attr;
	int bad, status;
	char *got;

	CHECK(spawnx_attr_init(&attr) == 0);
	bad = run_mapped(&attr, row->ngroups, fd);
	if (bad != 0)
		return (bad);
	(void)close(fd);
	bad += check(wait(&status) > 0) + check_int(status, 0);
	got = read_file(out);
	bad += check_string(got, row->expected);
	free(got);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_ranges_and_groups(void **state)
{
	(void)state;
	need(NEED_SETGROUPS_FILE);
	rows_on_each_way(mapped_child, rows);
}

/* Without maps it fails, where it has to. */
static int
unmapped_child(void *arg)
{
	posix_spawnattr_t attr;
	spawnx_failure_t where;
	spawnx_pending_t *p;
	int bad = 0;

	(void)arg;
	CHECK(spawnx_attr_init(&attr) == 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_attr_setnamespaces(&attr, CLONE_NEWUSER), 0);
	bad += check_int(spawnx_attr_setids(&attr, 5001, 5002), 0);
	p = hold(0, NULL, &attr);
	if (p == NULL)
		return (77);
	bad += check_int(spawnx_release(p), 0);
	bad += check_int(spawnx_finish(p, NULL), EINVAL);
	bad += check_int(where.step, SPAWNX_STEP_ATTR);
	bad += check_int(where.index, SPAWNX_ATTR_IDS);
	bad += check(!has_run()) + check(!has_child());
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_without_maps(void **state)
{
	(void)state;
	on_each_way(unmapped_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_ranges_and_groups),
		CASE(test_without_maps),
	};

	if (!spawnx_can(SPAWNX_CAN_HELD))
		return (skip_all("no start is held here"));
	if (geteuid() != 0)
		return (skip_all("only root writes such maps"));
	return (run_cases(cases));
}
