/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * execfd: the program is what a descriptor stands for when the file actions
 * are done, whatever the path is.  Scripts need it to be inherited; that it is
 * not, or is not open, is told from what the program itself lacks.
 *
 * Extension, as posix_spawnattr_setexecfd_np() of FreeBSD.
 */
#include "attr_rows.h"

static int
open_program(int oflag)
{
	return (open(report_program(), oflag));
}

/* For a child: the number of the program, which is not that of any other. */
static int
fd_above(int fd, int at_least)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, at_least);

	(void)close(fd);
	return (copy);
}

static int
check_program(int fd)
{
	posix_spawnattr_t attr;
	struct report *r;
	int bad, entry;

	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setexecfd(&attr, fd), 0);
	FOR_EACH_ENTRY(entry)
	{
		bad += check_int(entry_report(entry, &r, NULL, &attr), 0);
		if (r != NULL)
			bad += check_string(
			    report_get(r, "exe"), report_program());
		report_free(r);
	}
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static int
programs_child(void *arg)
{
	static const int oflags[] = { O_RDONLY, O_RDONLY | O_CLOEXEC,
		O_PATH | O_CLOEXEC };
	int bad = 0, fd;

	(void)arg;
	for (size_t i = 0; i < COUNT(oflags); i++) {
		fd = open_program(oflags[i]);
		bad += check_program(fd);
		(void)close(fd);
	}
	return (bad);
}

static void
test_programs(void **state)
{
	(void)state;
	on_each_way(programs_child, NULL);
}

/* No path is looked at, not even one that could not be executed. */
static int
paths_child(void *arg)
{
	static const char *const paths[] = { NULL, "", "/none", "a/../b" };
	int bad = 0, fd = open_program(O_RDONLY | O_CLOEXEC), status;
	posix_spawnattr_t attr;
	pid_t pid;

	(void)arg;
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setexecfd(&attr, fd), 0);
	for (size_t i = 0; i < COUNT(paths); i++) {
		pid = -1;
		bad += check_int(spawnx_spawn(&pid, paths[i], NULL, &attr,
				     ARGV("report", "/dev/null"), environ),
		    0);
		status = wait_for(pid);
		bad += check_int(spawnx_spawnp(&pid, paths[i], NULL, &attr,
				     ARGV("report", "/dev/null"), environ),
		    0);
		bad += check_int(wait_for(pid), status);
	}
	(void)close(fd);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_paths(void **state)
{
	(void)state;
	on_each_way(paths_child, NULL);
}

struct wrong {
	const char *name;
	const char *contents; /* NULL: nothing is opened */
	int oflag;
	mode_t mode;
	int error, step, index;
};

#define SCRIPT "#!/bin/sh\nexit 5\n"

static int
wrong_child(void *arg)
{
	const struct wrong *wrong = arg;
	const char *path = test_path("program");
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	int bad, fd = 500;
	pid_t pid;

	if (wrong->contents != NULL) {
		(void)write_file("program", wrong->mode, wrong->contents);
		fd = open(path, wrong->oflag);
	}
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_attr_setexecfd(&attr, fd), 0);
	bad += check(failure_clean(wrong->error, &pid,
	    spawnx_spawn(&pid, NULL, NULL, &attr, ARGV("x"), environ)));
	bad += check_int(where.step, wrong->step);
	bad += check_int(where.index, wrong->index);
	(void)close(fd);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_failures(void **state)
{
	static const struct wrong rows[] = {
		{ "not open", NULL, 0, 0, EBADF, SPAWNX_STEP_ATTR,
		    SPAWNX_ATTR_EXECFD },
		{ "a script, close-on-exec", SCRIPT, O_RDONLY | O_CLOEXEC, 0755,
		    ENOENT, SPAWNX_STEP_ATTR, SPAWNX_ATTR_EXECFD },
		{ "the same by O_PATH", SCRIPT, O_PATH | O_CLOEXEC, 0755,
		    ENOENT, SPAWNX_STEP_ATTR, SPAWNX_ATTR_EXECFD },
		{ "no interpreter", "#!/none/such\n", O_RDONLY, 0755, ENOENT,
		    SPAWNX_STEP_INTERPRETER, 0 },
		{ "no format", "\1\2\3\4", O_RDONLY | O_CLOEXEC, 0755, ENOEXEC,
		    SPAWNX_STEP_EXEC, 0 },
		{ "not executable", SCRIPT, O_RDONLY | O_CLOEXEC, 0644, EACCES,
		    SPAWNX_STEP_EXEC, 0 },
	};

	(void)state;
	rows_on_each_way(wrong_child, rows);
}

/* The shell is not tried: it could not open the program. */
static void
test_no_shell(void **state)
{
	posix_spawnattr_t attr;
	pid_t pid;
	int fd;

	(void)state;
	fd = open(write_file("program", 0755, "exit 3\n"), O_RDONLY);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setexecfd(&attr, fd), 0);
	assert_int_equal(spawnx_attr_setshell(&attr, 1), 0);
	expect_failure(ENOEXEC, &pid,
	    spawnx_spawn(&pid, NULL, NULL, &attr, ARGV("x"), environ));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	(void)close(fd);
}

/* A script by a descriptor that the interpreter inherits. */
static void
test_script(void **state)
{
	posix_spawnattr_t attr;
	pid_t pid;
	int fd;

	(void)state;
	fd = open(write_file("program", 0755, SCRIPT), O_RDONLY);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setexecfd(&attr, fd), 0);
	assert_int_equal(
	    spawnx_spawn(&pid, NULL, NULL, &attr, ARGV("x"), environ), 0);
	assert_int_equal(WEXITSTATUS(wait_for(pid)), 5);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	(void)close(fd);
}

struct acted {
	const char *name;
	int from; /* where the program is open in the caller */
	int dup2; /* where a file action puts it; 0: nowhere */
	int fd;
	int closefrom; /* 0: none */
	short flags;
	int error;
};

static int
acted_child(void *arg)
{
	const struct acted *acted = arg;
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct report *r;
	int bad, fd;

	fd = fd_above(open_program(O_RDONLY), acted->from);
	bad = check_int(fd, acted->from);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setflags(&attr, acted->flags), 0);
	bad += check_int(spawnx_attr_setexecfd(&attr, acted->fd), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	if (acted->dup2 != 0)
		bad += check_int(
		    spawnx_file_actions_adddup2(&fa, acted->from, acted->dup2),
		    0);
	if (acted->closefrom != 0)
		bad += check_int(
		    spawnx_file_actions_addclosefrom(&fa, acted->closefrom), 0);
	bad += check_int(entry_report(0, &r, &fa, &attr), acted->error);
	report_free(r);
	(void)close(fd);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

/* The number is one of the child's, in the end. */
static void
test_after_the_actions(void **state)
{
	static const struct acted rows[] = {
		{ "moved", 100, 200, 200, 0, 0, 0 },
		{ "moved, and the old number", 100, 200, 100, 0, 0, 0 },
		{ "closed", 100, 0, 100, 3, 0, EBADF },
		{ "below what is closed", 100, 0, 100, 101, 0, 0 },
		{ "moved and closed", 100, 5, 5, 6, 0, 0 },
		{ "closed by default", 100, 0, 100, 0, SPAWNX_CLOEXEC_DEFAULT,
		    0 },
		{ "closed by default, and from", 100, 0, 100, 101,
		    SPAWNX_CLOEXEC_DEFAULT, 0 },
	};

	(void)state;
	rows_on_each_way(acted_child, rows);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_programs),
		CASE(test_paths),
		CASE(test_failures),
		CASE(test_no_shell),
		CASE(test_script),
		CASE(test_after_the_actions),
	};

	return (run_cases(cases));
}
