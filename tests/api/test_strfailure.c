/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sentence for a failure: what it says of each step and each action, of
 * failures as spawns write them and as programs make them up.
 *
 * Not of POSIX: spawnx_strfailure().
 */
#include "check.h"

#ifdef __linux__
#define LIMITS "the user's, the control group's or the system's"
#else
#define LIMITS "the user's, the jail's or the system's"
#endif

/* Made up: what a program can do with the three documented members. */
static const struct made_up {
	const char *name;
	spawnx_failure_t failure;
	const char *text; /* %s: strerror() */
} made_up[] = {
	{ "none", { .error = 0 }, "no failure" },
	{ "argument", { .error = EINVAL, .step = SPAWNX_STEP_ARGUMENT },
	    "arguments: %s" },
	{ "clone", { .error = ENOMEM, .step = SPAWNX_STEP_CLONE },
	    "new process: %s" },
	{ "clone, a limit", { .error = EAGAIN, .step = SPAWNX_STEP_CLONE },
	    "new process: %s (a limit of processes: " LIMITS ")" },
	{ "control group",
	    { .error = EBADF,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_CGROUP,
		.fd = 5,
		.newfd = -1 },
	    "attribute SETCGROUP 5: %s (not open as a cgroup v2 directory)" },
	{ "control group, a limit",
	    { .error = EAGAIN,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_CGROUP },
	    "attribute SETCGROUP: %s (a limit of processes: " LIMITS ")" },
	{ "control group, removed",
	    { .error = ENOENT,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_CGROUP },
	    "attribute SETCGROUP: %s (the control group has been removed)" },
	{ "control group, another reason",
	    { .error = EACCES,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_CGROUP },
	    "attribute SETCGROUP: %s" },
	{ "namespaces",
	    { .error = ENOSPC,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_NAMESPACES },
	    "attribute namespaces: %s (too many namespaces, or too deep in "
	    "each other)" },
	{ "exec, a limit",
	    { .error = EAGAIN, .step = SPAWNX_STEP_EXEC, .path = "/bin/true" },
	    "exec \"/bin/true\": %s (the user's limit of processes)" },
	{ "interpreter",
	    { .error = ENOENT,
		.step = SPAWNX_STEP_INTERPRETER,
		.index = 1,
		.path = "/bin/tool" },
	    "exec \"/bin/tool\", candidate 1: %s (its interpreter is "
	    "missing)" },
	{ "attribute",
	    { .error = EPERM,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_PGROUP },
	    "attribute SETPGROUP: %s" },
	{ "unknown attribute",
	    { .error = EPERM, .step = SPAWNX_STEP_ATTR, .index = 999 },
	    "attribute 999: %s" },
	{ "negative attribute",
	    { .error = EPERM, .step = SPAWNX_STEP_ATTR, .index = -1 },
	    "attribute -1: %s" },
	{ "action", { .error = EBADF, .step = SPAWNX_STEP_ACTION, .index = 2 },
	    "action 2: %s" },
	{ "exec, the third",
	    { .error = EACCES, .step = SPAWNX_STEP_EXEC, .index = 2 },
	    "exec, candidate 2: %s" },
	{ "unknown step", { .error = EIO, .step = (enum spawnx_step)77 },
	    "step 77: %s" },
	{ "unknown kind",
	    { .error = EIO,
		.step = SPAWNX_STEP_ACTION,
		.kind = (enum spawnx_action_kind)77 },
	    "action 0: %s" },
	{ "attribute and path",
	    { .error = ENOENT,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_CHROOT,
		.fd = -1,
		.newfd = -1,
		.path = "/jail" },
	    "attribute chroot \"/jail\": %s" },
	{ "attribute and relative path",
	    { .error = EACCES,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_CWD,
		.fd = -1,
		.newfd = -1,
		.path = "home" },
	    "attribute cwd \"home\": %s" },
	{ "attribute and descriptor",
	    { .error = ENOTTY,
		.step = SPAWNX_STEP_ATTR,
		.index = SPAWNX_ATTR_CTTY,
		.newfd = -1 },
	    "attribute ctty 0: %s" },
	{ "exec of a descriptor",
	    { .error = ENOEXEC,
		.step = SPAWNX_STEP_EXEC,
		.fd = 5,
		.newfd = -1 },
	    "exec of descriptor 5: %s" },
	{ "control characters",
	    { .error = ENOENT,
		.step = SPAWNX_STEP_EXEC,
		.path = "/a\n\x1b[2J\"\\\x7f\xc3\xa9" },
	    "exec \"/a\\x0a\\x1b[2J\\x22\\x5c\\x7f\xc3\xa9\": %s" },
	{ "control characters of two bytes",
	    { .error = ENOENT,
		.step = SPAWNX_STEP_EXEC,
		.path = "\xc2\x9b"
			"2J\xc2\x80\xc2\x9f\xc2\xa0" },
	    "exec \"\\xc2\\x9b2J\\xc2\\x80\\xc2\\x9f\xc2\xa0\": %s" },
	{ "not a character",
	    { .error = ENOENT,
		.step = SPAWNX_STEP_EXEC,
		.path = "\xff\xc3(\x9b\xc0\xaf\xed\xa0\x80\xe2\x82" },
	    "exec \"\\xff\\xc3(\\x9b\\xc0\\xaf\\xed\\xa0\\x80\\xe2\\x82\": "
	    "%s" },
	{ "characters",
	    { .error = ENOENT,
		.step = SPAWNX_STEP_EXEC,
		.path = "\xe2\x82\xac\xf0\x9f\x98\x80\xef\xbf\xbf" },
	    "exec \"\xe2\x82\xac\xf0\x9f\x98\x80\xef\xbf\xbf\": %s" },
};

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
#include "object/attributes.def"
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
