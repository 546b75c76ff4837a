/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shell: a file without a known format is run by /bin/sh, by every function
 * that spawns, with the arguments as execvp() has them; searchpath: spawnp
 * looks in these directories and not in the caller's PATH.
 *
 * POSIX.1-2024, exec: DESCRIPTION (execvp(), [ENOEXEC]).
 */
#include "attr_rows.h"
#include "search_dirs.h"

/* Prints its arguments; "$0" is the path. */
#define SCRIPT "printf '%s|' \"$0\" \"$@\" >out\nexit 7\n"

static int
run(spawn_fn *spawn, const char *file, const posix_spawnattr_t *attr,
    char *const argv[])
{
	pid_t pid = -1;
	int rc, status;

	rc = spawn(&pid, file, NULL, attr, argv, environ);
	if (rc != 0)
		return (-rc);
	status = wait_for(pid);
	return (WIFEXITED(status) ? WEXITSTATUS(status) : 1000);
}

/* The working directory is the test's: the script writes there. */
static int
arguments_child(void *arg)
{
	static spawn_fn *const fns[] = { spawnx_spawn, spawnx_spawnp,
		posix_spawn, posix_spawnp };
	const char *path = test_path("script");
	posix_spawnattr_t attr;
	char want[2 * PATH_MAX], *got;
	int bad;

	(void)arg;
	(void)write_file("script", 0755, SCRIPT);
	(void)snprintf(want, sizeof(want), "%s|one||three|", path);
	bad = check_int(chdir(test_dir()), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setshell(&attr, 1), 0);
	for (size_t i = 0; i < COUNT(fns); i++) {
		(void)unlink("out");
		bad += check_int(
		    run(fns[i], path, &attr, ARGV("zero", "one", "", "three")),
		    7);
		got = read_file("out");
		bad += check_string(got, want);
		free(got);
	}
	bad += check_int(run(spawnx_spawn, path, &attr, ARGV("zero")), 7);
	bad += check_int(spawnx_attr_setshell(&attr, 0), 0);
	bad +=
	    check_int(run(spawnx_spawn, path, &attr, ARGV("zero")), -ENOEXEC);
	bad +=
	    check_int(run(spawnx_spawnp, path, &attr, ARGV("zero")), -ENOEXEC);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_arguments(void **state)
{
	(void)state;
	on_each_way(arguments_child, NULL);
}

/* A path that begins with "-" is no option. */
static int
dash_child(void *arg)
{
	static const struct {
		spawn_fn *spawn;
		const char *file, *want;
	} rows[] = {
		{ spawnx_spawn, "-x", "-x|-y|" },
		{ posix_spawn, "-x", "-x|-y|" },
		{ spawnx_spawn, "-d/s", "-d/s|-y|" },
		{ spawnx_spawn, "./-x", "./-x|-y|" },
		{ spawnx_spawnp, "-x", "-x|-y|" },
		{ spawnx_spawnp, "s", "-d/s|-y|" },
		{ posix_spawnp, "s", "-d/s|-y|" },
	};
	posix_spawnattr_t attr;
	char *got;
	int bad;

	(void)arg;
	bad = check_int(chdir(test_dir()), 0);
	(void)mkdir("-d", 0777);
	(void)write_file("-x", 0755, SCRIPT);
	(void)write_file("-d/s", 0755, SCRIPT);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setshell(&attr, 1), 0);
	bad += check_int(spawnx_attr_setsearchpath(&attr, ":-d"), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		(void)unlink("out");
		bad += check_int(
		    run(rows[i].spawn, rows[i].file, &attr, ARGV("zero", "-y")),
		    7);
		got = read_file("out");
		bad += check_string(got, rows[i].want);
		free(got);
	}
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_dash(void **state)
{
	(void)state;
	on_each_way(dash_child, NULL);
}

/* More of them than the buffer in the caller's frame has room for. */
static void
test_many_arguments(void **state)
{
	static char *argv[5002];
	posix_spawnattr_t attr;
	const char *path;

	(void)state;
	for (size_t i = 0; i < COUNT(argv) - 1; i++)
		argv[i] = "a";
	path = write_file("script", 0755, "exit $(($# - 5000 + 9))\n");
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setshell(&attr, 1), 0);
	assert_int_equal(run(spawnx_spawn, path, &attr, argv), 9);
	assert_int_equal(run(spawnx_spawnp, path, &attr, argv), 9);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* What has a format is not for the shell, nor what may not be executed. */
static void
test_no_need(void **state)
{
	posix_spawnattr_t attr;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setshell(&attr, 1), 0);
	assert_int_equal(run(spawnx_spawn, "/bin/false", &attr, ARGV("x")), 1);
	assert_int_equal(
	    run(spawnx_spawn, write_file("s", 0644, SCRIPT), &attr, ARGV("x")),
	    -EACCES);
	assert_int_equal(
	    run(spawnx_spawn, test_path("none"), &attr, ARGV("x")), -ENOENT);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* In a root directory without a shell. */
static int
no_shell_child(void *arg)
{
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	pid_t pid;
	int bad;

	(void)arg;
	(void)write_file("script", 0755, SCRIPT);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_attr_setshell(&attr, 1), 0);
	bad += check_int(spawnx_attr_setchroot(&attr, test_dir()), 0);
	bad += check(failure_clean(ENOENT, &pid,
	    spawnx_spawn(&pid, "/script", NULL, &attr, ARGV("x"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_ATTR);
	bad += check_int(where.index, SPAWNX_ATTR_SHELL);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_no_shell(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(no_shell_child, NULL);
}

struct search {
	const char *name;
	const char *dirs; /* an @ stands for the test's directory */
	const char *file;
	bool shell;
	int result; /* a status, or minus an error */
};

static void
expand(char *to, size_t size, const char *text)
{
	size_t len = 0;

	for (; *text != '\0' && len + 1 < size; text++) {
		if (*text != '@')
			to[len++] = *text;
		else
			len += (size_t)snprintf(
			    to + len, size - len, "%s", test_dir());
	}
	to[len] = '\0';
}

static int
search_child(void *arg)
{
	const struct search *search = arg;
	char dirs[2 * PATH_MAX];
	posix_spawnattr_t attr;
	int bad;

	bad = check_int(chdir(test_path("cwd")), 0);
	expand(dirs, sizeof(dirs), search->dirs);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setsearchpath(&attr, dirs), 0);
	if (search->shell)
		bad += check_int(spawnx_attr_setshell(&attr, 1), 0);
	memset(dirs, 'x', sizeof(dirs) - 1);
	bad += check_int(
	    run(spawnx_spawnp, search->file, &attr, ARGV("x")), search->result);
	bad += check_int(
	    run(posix_spawnp, search->file, &attr, ARGV("x")), search->result);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_searchpath(void **state)
{
	static const struct search rows[] = {
		{ "first", "@/a:@/b", "prog", false, IN_A },
		{ "second", "@/d:@/b", "prog", false, IN_B },
		{ "nowhere", "@/d", "prog", false, -ENOENT },
		{ "not in the caller's", "@/d", "true", false, -ENOENT },
		{ "the working directory", "@/d:", "prog", false, IN_CWD },
		{ "empty", "", "prog", false, IN_CWD },
		{ "relative", "sub", "prog", false, IN_SUB },
		{ "a path", "@/a", "./prog", false, IN_CWD },
		{ "no format", "@/n:@/a", "prog", false, -ENOEXEC },
		{ "no format, a shell", "@/d:@/n:@/a", "prog", true, 0 },
		{ "not executable", "@/c:@/b", "prog", true, IN_B },
	};

	(void)state;
	make_search_dirs();
	rows_on_each_way(search_child, rows);
}

/* Without a search there is nothing that it could mean. */
static void
test_searchpath_of_spawn(void **state)
{
	posix_spawnattr_t attr;

	(void)state;
	make_search_dirs();
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setsearchpath(&attr, test_path("a")), 0);
	assert_int_equal(run(spawnx_spawn, "prog", &attr, ARGV("x")), -ENOENT);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_arguments),
		CASE(test_dash),
		CASE(test_many_arguments),
		CASE(test_no_need),
		CASE(test_no_shell),
		CASE(test_searchpath),
		CASE(test_searchpath_of_spawn),
	};

	return (run_cases(cases));
}
