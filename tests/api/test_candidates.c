/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * candidates, searchrule: the first of several paths that can be executed is,
 * by one child; which errors end the search, and which one is told.
 *
 * Extensions: as CPython's fork_exec() and the JDK have it.
 */
#include "forked.h"

#define OK_STATUS 9
#define MOST      5

static const struct row {
	const char *name;
	const char *paths; /* separated by spaces, of the test's directory */
	int rule;          /* -1: not set */
	int error, index;  /* 0: it is executed */
} rows[] = {
	{ "one", "ok", -1, 0, 0 },
	{ "the second", "none ok", -1, 0, 0 },
	{ "the last", "none file/x denied ok", -1, 0, 0 },
	{ "none", "none file/x", -1, ENOTDIR, 1 },
	{ "none, in another order", "file/x none", -1, ENOENT, 1 },
	{ "EACCES is kept", "none denied none", -1, EACCES, 1 },
	{ "ENOEXEC ends it", "text ok", -1, ENOEXEC, 0 },
	{ "the host's", "none ok", SPAWNX_SEARCH_HOST, 0, 0 },
	{ "the host's, in vain", "denied none", SPAWNX_SEARCH_HOST, EACCES, 0 },
	{ "portable: ELOOP", "loop ok", SPAWNX_SEARCH_PORTABLE, 0, 0 },
	{ "portable: the last", "none loop", SPAWNX_SEARCH_PORTABLE, ELOOP, 1 },
	{ "portable: EACCES is kept", "loop denied none",
	    SPAWNX_SEARCH_PORTABLE, EACCES, 1 },
	{ "portable: ENOEXEC ends it", "text ok", SPAWNX_SEARCH_PORTABLE,
	    ENOEXEC, 0 },
	{ "portable: after EACCES, too", "denied text ok",
	    SPAWNX_SEARCH_PORTABLE, ENOEXEC, 1 },
	{ "any: ENOEXEC", "text ok", SPAWNX_SEARCH_ANY, 0, 0 },
	{ "any: ELOOP", "none loop ok", SPAWNX_SEARCH_ANY, 0, 0 },
	{ "any: the first that says more", "none text denied loop",
	    SPAWNX_SEARCH_ANY, ENOEXEC, 1 },
	{ "any: whatever it is", "none loop text denied", SPAWNX_SEARCH_ANY,
	    ELOOP, 1 },
	{ "any: the last", "none file/x none", SPAWNX_SEARCH_ANY, ENOENT, 2 },
	{ "any: the last, another", "none file/x", SPAWNX_SEARCH_ANY, ENOTDIR,
	    1 },
};

static void
make_files(void)
{
	(void)make_script("ok", "exit 9");
	(void)write_file("denied", 0644, "#!/bin/sh\n");
	(void)write_file("text", 0755, "exit 3\n");
	(void)write_file("file", 0644, "");
	(void)write_file("lost", 0755, "#!/none/such\n");
	(void)symlink("loop", test_path("loop"));
}

/* The rest of the text is cut up. */
static size_t
split(char *text, const char *words[MOST])
{
	char *state, *word = strtok_r(text, " ", &state);
	size_t n;

	for (n = 0; word != NULL; n++, word = strtok_r(NULL, " ", &state))
		words[n] = word;
	return (n);
}

/* What is set is copied. */
static int
set_paths(posix_spawnattr_t *attr, const char *list)
{
	const char *paths[MOST];
	char text[128];
	int rc;

	(void)snprintf(text, sizeof(text), "%s", list);
	rc = spawnx_attr_setcandidates(attr, split(text, paths), paths);
	memset(text, 'x', sizeof(text));
	memset(paths, 0, sizeof(paths));
	return (rc);
}

static int
start_finish(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	spawnx_pending_t *p;
	int rc = spawnx_startp(&p, 0, path, fa, attr, argv, envp);

	return (rc != 0 ? rc : spawnx_finish(p, pid));
}

static int
check_spawn(const struct row *row, spawn_fn *spawn, posix_spawnattr_t *attr,
    const spawnx_failure_t *where)
{
	/* A sanitizer reads it before the library does. */
	const char *path = spawn == posix_spawnp ? "unused" : NULL;
	pid_t pid;
	int bad;

	if (row->error == 0) {
		bad = check_int(
		    spawn(&pid, path, NULL, attr, ARGV("x"), environ), 0);
		return (bad != 0
			    ? bad
			    : check_int(WEXITSTATUS(wait_for(pid)), OK_STATUS));
	}
	bad = check(failure_clean(row->error, &pid,
	    spawn(&pid, path, NULL, attr, ARGV("x"), environ)));
	bad += check_int(where->step, SPAWNX_STEP_EXEC);
	return (bad + check_int(where->index, row->index));
}

static int
row_child(void *arg)
{
	spawn_fn *const fns[] = { spawnx_spawn, spawnx_spawnp, posix_spawnp,
		start_finish };
	spawnx_failure_t where = { .error = 0 };
	const struct row *row = arg;
	posix_spawnattr_t attr;
	int bad;

	bad = check_int(chdir(test_dir()), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(set_paths(&attr, row->paths), 0);
	if (row->rule >= 0)
		bad +=
		    check_int(spawnx_attr_setsearchrule(&attr, row->rule), 0);
	for (size_t i = 0; i < COUNT(fns); i++)
		bad += check_spawn(row, fns[i], &attr, &where);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_rows(void **state)
{
	(void)state;
	make_files();
	rows_on_each_way(row_child, rows);
}

/*
 * The rule is for a search in PATH as well.  A shell would end it: on FreeBSD
 * that of posix_spawnp() does.
 */
static void
test_search_in_path(void **state)
{
	posix_spawnattr_t attr;
	char dirs[2 * PATH_MAX];
	pid_t pid;

	(void)state;
	(void)mkdir(test_path("a"), 0755);
	(void)mkdir(test_path("b"), 0755);
	(void)write_file("a/prog", 0755, "exit 3\n");
	(void)make_script("b/prog", "exit 9");
	(void)snprintf(dirs, sizeof(dirs), "%s/a:%s/b", test_dir(), test_dir());
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setsearchpath(&attr, dirs), 0);
	assert_int_equal(spawnx_attr_setshell(&attr, 0), 0);
	assert_int_equal(
	    spawnx_attr_setsearchrule(&attr, SPAWNX_SEARCH_ANY), 0);
	assert_int_equal(
	    spawnx_spawnp(&pid, "prog", NULL, &attr, ARGV("x"), environ), 0);
	assert_int_equal(WEXITSTATUS(wait_for(pid)), OK_STATUS);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* A shell ends the search, and a missing interpreter is told of. */
static void
test_shell_and_interpreter(void **state)
{
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	char cwd[PATH_MAX];
	pid_t pid;

	(void)state;
	make_files();
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	assert_int_equal(chdir(test_dir()), 0);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	assert_int_equal(set_paths(&attr, "none text ok"), 0);
	assert_int_equal(spawnx_attr_setshell(&attr, 1), 0);
	assert_int_equal(
	    spawnx_spawn(&pid, NULL, NULL, &attr, ARGV("x"), environ), 0);
	assert_int_equal(WEXITSTATUS(wait_for(pid)), 3);
	assert_int_equal(set_paths(&attr, "none lost none"), 0);
	expect_failure(ENOENT, &pid,
	    spawnx_spawn(&pid, NULL, NULL, &attr, ARGV("x"), environ));
	assert_int_equal(where.step, SPAWNX_STEP_INTERPRETER);
	assert_int_equal(where.index, 1);
	assert_string_equal(where.path, "lost");
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	assert_int_equal(chdir(cwd), 0);
}

static void
test_bad_values(void **state)
{
	static const char *const holes[] = { "a", NULL, "b" };
	const char *const *got;
	posix_spawnattr_t attr;
	size_t n;
	pid_t pid;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(set_paths(&attr, "a b"), 0);
	assert_int_equal(spawnx_attr_setcandidates(&attr, 0, holes), EINVAL);
	assert_int_equal(spawnx_attr_setcandidates(&attr, 1, NULL), EINVAL);
	assert_int_equal(spawnx_attr_setcandidates(&attr, 3, holes), EINVAL);
	assert_int_equal(spawnx_attr_getcandidates(&attr, &n, &got), 0);
	assert_int_equal(n, 2);
	assert_string_equal(got[0], "a");
	assert_string_equal(got[1], "b");
	assert_int_equal(spawnx_attr_setsearchrule(&attr, -1), EINVAL);
	assert_int_equal(spawnx_attr_setsearchrule(&attr, 3), EINVAL);
	assert_int_equal(spawnx_attr_unset(&attr, SPAWNX_ATTR_CANDIDATES), 0);
	expect_failure(EINVAL, &pid,
	    spawnx_spawn(&pid, NULL, NULL, &attr, ARGV("x"), environ));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_rows),
		CASE(test_search_in_path),
		CASE(test_shell_and_interpreter),
		CASE(test_bad_values),
	};

	return (run_cases(cases));
}
