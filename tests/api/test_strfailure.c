/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sentence for a failure: what it says of each step and each action, of
 * failures as spawns write them and as programs make them up.
 *
 * Not of POSIX: spawnx_strfailure().
 */
#include "strfailure_rows.h"

static const char *
with_error(const char *text, int error)
{
	static char expected[1024];
	const char *rest = strstr(text, "%s");

	if (rest == NULL)
		return (text);
	(void)snprintf(expected, sizeof(expected), "%.*s%s%s",
	    (int)(rest - text), text, strerror(error), rest + 2);
	return (expected);
}

static void
test_made_up(void **state)
{
	const struct made_up *row;
	char buf[512];

	(void)state;
	FOR_EACH_ROW(row, made_up)
	{
		errno = ERANGE;
		assert_ptr_equal(
		    spawnx_strfailure(&row->failure, buf, sizeof(buf)), buf);
		assert_int_equal(errno, ERANGE);
		assert_string_equal(
		    buf, with_error(row->text, row->failure.error));
	}
	assert_string_equal(
	    spawnx_strfailure(NULL, buf, sizeof(buf)), "no failure");
}

/* Each attribute has one, that of its row; the first number after them none. */
static void
test_names(void **state)
{
	static const char *const names[] = {
		[SPAWNX_ATTR_HANDLE] = "attribute handle:",
#define FLAGGED(NAME, name, word, ...) \
	[SPAWNX_ATTR_##NAME] = "attribute " word ":",
#define EXTENSION(NAME, name, ...) \
	[SPAWNX_ATTR_##NAME] = "attribute " #name ":",
#include "base/attributes.def"
	};
	spawnx_failure_t f = { .error = EPERM, .step = SPAWNX_STEP_ATTR };
	char buf[512];

	(void)state;
	for (f.index = 0; f.index < (int)COUNT(names); f.index++) {
		(void)spawnx_strfailure(&f, buf, sizeof(buf));
		assert_memory_equal(
		    buf, names[f.index], strlen(names[f.index]));
	}
	(void)spawnx_strfailure(&f, buf, sizeof(buf));
	assert_non_null(strpbrk(buf, "0123456789"));
}

/* -- As spawns write them -- */

static const struct spawned {
	const char *name;
	const char *actions;
	short flags;
	const char *path; /* NULL: one that works */
	const char *text;
	int error;
} spawned[] = {
	{ "open", "c20 c21 o3=/no/such", 0, NULL,
	    "action 2, open \"/no/such\": %s", ENOENT },
	{ "chdir", "C=/no/such", 0, NULL, "action 0, chdir \"/no/such\": %s",
	    ENOENT },
	{ "chdir to nothing", "C=", 0, NULL, "action 0, chdir \"\": %s",
	    ENOENT },
	{ "dup2", "d20:1", 0, NULL, "action 0, dup2 20 to 1: %s", EBADF },
	{ "fchdir", "F20", 0, NULL, "action 0, fchdir 20: %s", EBADF },
	{ "inherit", "c20 i20", 0, NULL, "action 1, inherit 20: %s", EBADF },
	{ "tcsetpgrp", "t20", 0, NULL, "action 0, tcsetpgrp 20: %s", EBADF },
	{ "remap", "r20:1,1:20", 0, NULL, "action 0, remap: %s", EBADF },
	{ "attribute", "", SPAWNX_SETSID | POSIX_SPAWN_SETPGROUP, NULL,
	    "attribute SETPGROUP: %s", EPERM },
	{ "exec", "", 0, "/no/such/program", "exec \"/no/such/program\": %s",
	    ENOENT },
	{ "exec of a directory", "", 0, "/", "exec \"/\": %s", EACCES },
	{ "exec of nothing", "", 0, "", "exec: %s", ENOENT },
};

/* The actions and the path are gone, and overwritten, when it is asked for. */
static void
spawn_failing(const struct spawned *row, spawnx_failure_t *where)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	char path[64];
	pid_t pid;

	(void)snprintf(path, sizeof(path), "%s",
	    row->path != NULL ? row->path : "/bin/sh");
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setpgroup(&attr, getpgrp()), 0);
	assert_int_equal(spawnx_attr_setflags(&attr, row->flags), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, where), 0);
	assert_int_equal(add_actions(family_spawnx(), &fa, row->actions), 0);
	expect_failure(row->error, &pid,
	    spawnx_spawn(&pid, path, &fa, &attr, ARGV("sh"), environ));
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	memset(path, 'X', sizeof(path));
}

static void
test_spawned(void **state)
{
	const struct spawned *row;
	char buf[512];

	(void)state;
	FOR_EACH_ROW(row, spawned)
	{
		spawnx_failure_t where;

		memset(&where, 0x55, sizeof(where));
		spawn_failing(row, &where);
		assert_string_equal(spawnx_strfailure(&where, buf, sizeof(buf)),
		    with_error(row->text, row->error));
	}
}

/* The candidate that decided, for which PATH is needed no more. */
static void
test_search(void **state)
{
	posix_spawnattr_t attr;
	spawnx_failure_t where;
	char path[2048], expected[2048], buf[512];
	pid_t pid;

	(void)state;
	(void)write_file("tool", 0644, "x");
	(void)snprintf(path, sizeof(path), "/no/such:%s:/none", test_dir());
	assert_int_equal(setenv("PATH", path, 1), 0);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	expect_failure(EACCES, &pid,
	    spawnx_spawnp(&pid, "tool", NULL, &attr, ARGV("tool"), environ));
	(void)snprintf(expected, sizeof(expected),
	    "exec \"%s/tool\", candidate 1: %s", test_dir(), strerror(EACCES));
	assert_string_equal(
	    spawnx_strfailure(&where, buf, sizeof(buf)), expected);
	assert_string_equal(where.path, test_path("tool"));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_made_up),
		CASE(test_names),
		CASE(test_spawned),
		CASE(test_search),
	};

	return (run_cases(cases));
}
