/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A Landlock ruleset restricts the program, and the exec, and neither the
 * caller nor the file actions; its descriptor is numbered as after these.
 *
 * Extension: spawnx_sandbox(3).
 */
#include "attr_rows.h"

#include "landlock.h"

#define RULES 30

static posix_spawnattr_t attr;

/* A ruleset at RULES that denies these rights; 77: there is none. */
static int
prepare(uint64_t rights, bool privileged)
{
	int bad = 0, fd;

	if (!privileged)
		bad += become_nobody();
	fd = make_ruleset(rights);
	if (fd < 0) {
		(void)complain("no Landlock here: %s", strerror(errno));
		return (77);
	}
	bad += check_int(dup3(fd, RULES, O_CLOEXEC), RULES);
	bad += check_int(close(fd), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	return (bad + check_int(spawnx_attr_setlandlock(&attr, RULES), 0));
}

static int
finish(int bad)
{
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

/* -- The program, and not the caller -- */

static spawn_fn *const spawns[] = { spawnx_spawn, posix_spawn };

static int
make_directory(spawn_fn *spawn, const char *path)
{
	pid_t pid;
	int bad =
	    check_int(spawn(&pid, "/bin/mkdir", NULL, &attr,
			  ARGV("mkdir", (char *)(uintptr_t)path), environ),
		0);

	return (bad + check(wait_for(pid) != 0) +
		check_int(access(path, F_OK), -1));
}

static int
start_directory(unsigned flags, const char *path)
{
	spawnx_pending_t *p;
	pid_t pid;
	int bad =
	    check_int(spawnx_start(&p, flags, "/bin/mkdir", NULL, &attr,
			  ARGV("mkdir", (char *)(uintptr_t)path), environ),
		0);

	bad += check_int(spawnx_finish(p, &pid), 0);
	return (bad + check(wait_for(pid) != 0) +
		check_int(access(path, F_OK), -1));
}

static int
program_child(void *arg)
{
	const char *path = test_path("dir");
	int bad = prepare(LANDLOCK_MAKE_DIR, true);

	(void)arg;
	if (bad == 77)
		return (bad);
	bad += check_int(spawnx_attr_setnonewprivs(&attr, 1), 0);
	for (size_t i = 0; i < COUNT(spawns); i++)
		bad += make_directory(spawns[i], path);
	bad += start_directory(0, path);
	bad += start_directory(SPAWNX_SHAREFILES, path);
	bad += check_int(mkdir(path, 0777), 0) + check_int(rmdir(path), 0);
	return (finish(bad));
}

static void
test_program(void **state)
{
	(void)state;
	on_each_way(program_child, NULL);
}

/* -- The exec -- */

static int
exec_child(void *arg)
{
	spawnx_failure_t where = { .error = 0 };
	pid_t pid;
	int bad = prepare(LANDLOCK_EXECUTE, true);

	(void)arg;
	if (bad == 77)
		return (bad);
	bad += check_int(spawnx_attr_setnonewprivs(&attr, 1), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check(failure_clean(EACCES, &pid,
	    spawnx_spawn(
		&pid, "/bin/true", NULL, &attr, ARGV("true"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_EXEC);
	return (finish(bad));
}

static void
test_exec(void **state)
{
	(void)state;
	on_each_way(exec_child, NULL);
}

/* -- Who may, and which descriptor -- */

static int
user_child(void *arg)
{
	struct report *r;
	int bad = prepare(LANDLOCK_MAKE_DIR, false);

	(void)arg;
	if (bad == 77)
		return (bad);
	bad += check_attr_failure(&attr, EPERM, SPAWNX_ATTR_LANDLOCK);
	bad += check_int(spawnx_attr_setfailure(&attr, NULL), 0);
	bad += check_int(spawnx_attr_setnonewprivs(&attr, 1), 0);
	bad += check_int(entry_report(0, &r, NULL, &attr), 0);
	report_free(r);
	bad += check_int(spawnx_attr_setlandlock(&attr, 0), 0);
	bad += check_attr_failure(&attr, EBADFD, SPAWNX_ATTR_LANDLOCK);
	bad += check_int(spawnx_attr_setlandlock(&attr, RULES + 1), 0);
	bad += check_attr_failure(&attr, EBADF, SPAWNX_ATTR_LANDLOCK);
	return (finish(bad));
}

static void
test_user(void **state)
{
	(void)state;
	expect_child(user_child, NULL);
}

/* What is denied to the program is done by an action; the number is new. */
static int
actions_child(void *arg)
{
	const char *path = test_path("made");
	posix_spawn_file_actions_t fa;
	pid_t pid = -1;
	int bad = prepare(LANDLOCK_MAKE_REG, true);

	(void)arg;
	if (bad == 77)
		return (bad);
	bad += check_int(spawnx_attr_setnonewprivs(&attr, 1), 0);
	bad += check_int(spawnx_attr_setlandlock(&attr, 9), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(
	    spawnx_file_actions_addopen(&fa, 5, path, O_CREAT | O_WRONLY, 0666),
	    0);
	bad += check_int(spawnx_file_actions_adddup2(&fa, RULES, 9), 0);
	bad += check_int(spawnx_file_actions_addclosefrom(&fa, 10), 0);
	bad += check_int(
	    spawnx_spawn(&pid, "/bin/true", &fa, &attr, ARGV("true"), environ),
	    0);
	bad += check_int(wait_for(pid), 0);
	bad += check_int(access(path, F_OK), 0) + check_int(unlink(path), 0);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (finish(bad));
}

static void
test_actions(void **state)
{
	(void)state;
	on_each_way(actions_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_program),
		CASE(test_exec),
		CASE(test_user),
		CASE(test_actions),
	};

	return (run_cases(cases));
}
