/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where a child that is to share the caller's memory gets a copy, as under
 * qemu-user and valgrind, no error is lost: each has its number and its step.
 *
 * POSIX.1-2024, posix_spawn(): RETURN VALUE.
 */
#include "emulated.h"

/* -- Failures -- */

#define ANY (-1) /* depends on PATH */

static const struct row {
	const char *name, *program;
	bool search;
	const char *actions;
	short flags;
	int error;
	enum spawnx_step step;
	int index;
} rows[] = {
	{ "no file", "/none", false, "", 0, ENOENT, SPAWNX_STEP_EXEC, 0 },
	{ "no directory", "/none/at/all", false, "", 0, ENOENT,
	    SPAWNX_STEP_EXEC, 0 },
	{ "a directory", "/", false, "", 0, EACCES, SPAWNX_STEP_EXEC, 0 },
	{ "below a file", "/dev/null/x", false, "", 0, ENOTDIR,
	    SPAWNX_STEP_EXEC, 0 },
	{ "no name", "", false, "", 0, ENOENT, SPAWNX_STEP_EXEC, 0 },
	{ "not executable", "@/text", false, "", 0, EACCES, SPAWNX_STEP_EXEC,
	    0 },
	{ "no program", "@/junk", false, "", 0, ENOEXEC, SPAWNX_STEP_EXEC, 0 },
	{ "not in PATH", "no-such-program", true, "", 0, ENOENT,
	    SPAWNX_STEP_EXEC, ANY },
	{ "open", SHELL, false, "o5=/none", 0, ENOENT, SPAWNX_STEP_ACTION, 0 },
	{ "second open", SHELL, false, "o5=/dev/null o6=/none", 0, ENOENT,
	    SPAWNX_STEP_ACTION, 1 },
	{ "dup2", SHELL, false, "d77:5", 0, EBADF, SPAWNX_STEP_ACTION, 0 },
	{ "inherit", SHELL, false, "c9 i77", 0, EBADF, SPAWNX_STEP_ACTION, 1 },
	{ "chdir", SHELL, false, "C=/none", 0, ENOENT, SPAWNX_STEP_ACTION, 0 },
	{ "fchdir", SHELL, false, "o5=/dev/null F5", 0, ENOTDIR,
	    SPAWNX_STEP_ACTION, 1 },
	{ "after closefrom", SHELL, false, "f0 C=/none", 0, ENOENT,
	    SPAWNX_STEP_ACTION, 1 },
	{ "exec after closefrom", "/none", false, "f3", 0, ENOENT,
	    SPAWNX_STEP_EXEC, 0 },
	{ "exec after closefrom 0", "/none", false, "f0", 0, ENOENT,
	    SPAWNX_STEP_EXEC, 0 },
	{ "exec, CLOEXEC_DEFAULT", "/none", false, "i2", SPAWNX_CLOEXEC_DEFAULT,
	    ENOENT, SPAWNX_STEP_EXEC, 0 },
	{ "process group", SHELL, false, "", POSIX_SPAWN_SETPGROUP, EPERM,
	    SPAWNX_STEP_ATTR, SPAWNX_ATTR_PGROUP },
	{ "scheduler", SHELL, false, "", POSIX_SPAWN_SETSCHEDULER, EINVAL,
	    SPAWNX_STEP_ATTR, SPAWNX_ATTR_SCHEDULER },
};

static int
fail_as(const struct row *row, const struct spawn_family *f)
{
	const struct sched_param param = { .sched_priority = 99 };
	char path[PATH_MAX];
	posix_spawn_file_actions_t fa;
	spawnx_failure_t where = { .error = -1 };
	posix_spawnattr_t at;
	pid_t pid;

	(void)snprintf(path, sizeof(path), "%s%s",
	    *row->program == '@' ? test_dir() : "",
	    row->program + (*row->program == '@'));
	CHECK(f->actions_init(&fa) == 0 && f->attr_init(&at) == 0);
	CHECK(add_actions(f, &fa, row->actions) == 0);
	CHECK(f->setflags(&at, row->flags) == 0 && f->setpgroup(&at, 1) == 0);
	CHECK(f->setschedparam(&at, &param) == 0);
	CHECK(spawnx_attr_setfailure(&at, &where) == 0);
	CHECK(failure_clean(row->error, &pid,
	    (row->search ? f->spawnp : f->spawn)(
		&pid, path, &fa, &at, ARGV("x"), environ)));
	CHECK(where.error == row->error && where.step == row->step);
	CHECK(row->index == ANY || where.index == row->index);
	CHECK(f->actions_destroy(&fa) == 0 && f->attr_destroy(&at) == 0);
	return (0);
}

static int
failures_child(void *unused)
{
	const struct spawn_family *f;
	int bad = 0;

	(void)unused;
	close_all();
	(void)write_file("text", 0644, "#!/bin/sh\n");
	(void)write_file("junk", 0755, "\001\002\003 no program\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		FOR_EACH_FAMILY(f)
		if (fail_as(&rows[i], f) != 0)
			bad += complain("in the row: %s", rows[i].name);
	}
	return (bad);
}

static void
test_failures(void **state)
{
	(void)state;
	each_way(failures_child);
}

/* -- Successes -- */

static int
status_of(const char *text, const posix_spawn_file_actions_t *fa)
{
	pid_t pid = -1;
	int rc;

	rc = spawnx_spawn(&pid, SHELL, fa, NULL,
	    ARGV("sh", "-c", (char *)(uintptr_t)text), environ);
	return (rc != 0 ? -rc : wait_for(pid));
}

static int
successes_child(void *unused)
{
	static const char see[] = "for n in 3 4 5 6 7 8 9; do "
				  "[ ! -e /proc/$$/fd/$n ] || echo $n; done";
	posix_spawn_file_actions_t fa;
	struct world world;
	char *text;
	pid_t pid = -1;
	int bad = 0;

	(void)unused;
	close_all();
	world_take(&world);
	bad += check_int(status_of("exit 7", NULL), 7 << 8);
	bad += check_int(status_of("kill -9 $$", NULL), SIGKILL);
	bad += check_int(
	    spawnx_spawnp(&pid, "true", NULL, NULL, ARGV("true"), environ), 0);
	bad += check_int(wait_for(pid), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(add_actions(family_spawnx(), &fa, "w1=@/seen"), 0);
	bad += check_int(status_of(see, &fa), 0);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	text = read_file(test_path("seen"));
	bad += check_string(text, "");
	free(text);
	return (bad + world_check(&world));
}

static void
test_successes(void **state)
{
	(void)state;
	each_way(successes_child);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_failures),
		CASE(test_successes),
	};

	return (run_cases(cases));
}
