/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program that is there, but not the interpreter that it names: ENOENT, as
 * for a program that is not there, and yet the failure tells which it is.  By
 * the child's directory and root, in every way to make a child.
 *
 * Not of POSIX: spawnx_attr_setfailure(), spawnx_strfailure().
 */
#include "check.h"
#include "forked.h"
#include "trace.h"

#include <elf.h>
#include <link.h>

#define LOST "#!/none/such\n"

struct row {
	const char *name;
	const char *file; /* looked for in PATH if there is no slash in it */
	const char *actions;
	enum spawnx_step step; /* NONE: it is executed */
	int index;
	const char *path; /* that is told; NULL: the file */
	int error;        /* 0: ENOENT */
};

/* The name of a dynamic linker that there isn't, in a copy of this program. */
static bool
make_elf(const char *name)
{
	char *bytes, *interpreter = NULL;
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC), to;
	const ElfW(Phdr) * ph;
	struct stat st;

	assert_int_equal(fstat(from, &st), 0);
	bytes = malloc((size_t)st.st_size);
	assert_non_null(bytes);
	assert_int_equal(read(from, bytes, (size_t)st.st_size), st.st_size);
	assert_int_equal(close(from), 0);
	ph = (const void *)(bytes + ((ElfW(Ehdr) *)(void *)bytes)->e_phoff);
	for (int i = 0; i < ((ElfW(Ehdr) *)(void *)bytes)->e_phnum; i++)
		if (ph[i].p_type == PT_INTERP)
			interpreter = bytes + ph[i].p_offset;
	if (interpreter != NULL)
		memset(interpreter + 1, 'x', 3);
	to = open(test_path(name), O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
	assert_int_equal(write(to, bytes, (size_t)st.st_size), st.st_size);
	assert_int_equal(close(to), 0);
	free(bytes);
	return (interpreter != NULL);
}

static void
make_programs(void)
{
	(void)mkdir(test_path("a"), 0755);
	(void)mkdir(test_path("b"), 0755);
	(void)write_file("lost", 0755, LOST);
	(void)write_file("crlf", 0755, "#!/bin/sh\r\nexit 0\r\n");
	(void)write_file("notdir", 0755, "#!/dev/null/x\n");
	(void)write_file("relative", 0755, "#!tool\n");
	(void)write_file("a/tool", 0755, LOST);
	(void)make_script("b/tool", "exit 0");
	(void)write_file("a/mine", 0755, LOST);
	(void)write_file("b/mine", 0644, "x");
	(void)write_file("b/second", 0755, LOST);
}

static int
check_row(void *arg)
{
	const struct row *row = arg;
	spawnx_failure_t where = { .step = SPAWNX_STEP_NONE };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	char file[PATH_MAX], path[PATH_MAX], buf[1024];
	int bad, rc;
	pid_t pid;

	(void)snprintf(path, sizeof(path), "%s/none:%s/a:%s/b:%s/c", test_dir(),
	    test_dir(), test_dir(), test_dir());
	CHECK(setenv("PATH", path, 1) == 0);
	(void)snprintf(file, sizeof(file), "%s",
	    *row->file == '@' ? test_path(row->file + 2) : row->file);
	CHECK(spawnx_attr_init(&attr) == 0);
	CHECK(spawnx_file_actions_init(&fa) == 0);
	CHECK(add_actions(family_spawnx(), &fa, row->actions) == 0);
	CHECK(spawnx_attr_setfailure(&attr, &where) == 0);
	rc = spawnx_spawnp(&pid, file, &fa, &attr, ARGV("x"), environ);
	CHECK(spawnx_file_actions_destroy(&fa) == 0);
	CHECK(spawnx_attr_destroy(&attr) == 0);
	bad = check_int(where.step, row->step);
	if (row->step == SPAWNX_STEP_NONE)
		return (bad + check_int(rc, 0) + check_int(wait_for(pid), 0));
	bad += check_int(rc, row->error == 0 ? ENOENT : row->error);
	bad += check_int(where.index, row->index);
	bad += check_strings(where.path,
	    row->path == NULL ? file : test_path(row->path + 2), "path", "", 0);
	(void)spawnx_strfailure(&where, buf, sizeof(buf));
	bad += check_int(strstr(buf, ": No such file or directory (its "
				     "interpreter is missing)") != NULL,
	    row->step == SPAWNX_STEP_INTERPRETER && row->error == 0);
	return (bad);
}

static void
test_programs(void **state)
{
	static const struct row rows[] = {
		{ "a script", "@/lost", "", SPAWNX_STEP_INTERPRETER, 0, NULL,
		    0 },
		{ "CRLF", "@/crlf", "", SPAWNX_STEP_INTERPRETER, 0, NULL, 0 },
		{ "of no directory", "@/notdir", "", SPAWNX_STEP_INTERPRETER, 0,
		    NULL, ENOTDIR },
		{ "no program", "@/none", "", SPAWNX_STEP_EXEC, 0, NULL, 0 },
		{ "no directory", "@/lost/x", "", SPAWNX_STEP_EXEC, 0, NULL,
		    ENOTDIR },
		{ "no name", "", "", SPAWNX_STEP_EXEC, 0, NULL, 0 },
		{ "in the child's directory", "./tool", "C=@/a",
		    SPAWNX_STEP_INTERPRETER, 0, NULL, 0 },
		{ "not in the child's directory", "./lost", "C=@/a",
		    SPAWNX_STEP_EXEC, 0, NULL, 0 },
		{ "an interpreter of another directory", "@/relative", "C=@/a",
		    SPAWNX_STEP_INTERPRETER, 0, NULL, 0 },
		{ "found after it", "tool", "", SPAWNX_STEP_NONE, 0, NULL, 0 },
		{ "the only one", "second", "", SPAWNX_STEP_INTERPRETER, 2,
		    "@/b/second", 0 },
		{ "one that may not be run after it", "mine", "",
		    SPAWNX_STEP_EXEC, 2, "@/b/mine", EACCES },
		{ "not found", "nowhere", "", SPAWNX_STEP_EXEC, 3,
		    "@/c/nowhere", 0 },
	}, *row;

	(void)state;
	make_programs();
	FOR_EACH_ROW(row, rows)
	{
		struct row copy = *row;

		on_each_way(check_row, &copy);
		(void)row_enter(row->name);
	}
}

static void
test_elf(void **state)
{
	struct row row = { "an ELF file", "@/elf", "", SPAWNX_STEP_INTERPRETER,
		0, NULL, 0 };

	(void)state;
	if (!make_elf("elf"))
		skip_because("this program has no dynamic linker");
	on_each_way(check_row, &row);
}

/* What the caller can't see: the child's root has it, and has not. */
static int
check_root(void *arg)
{
	const char *root = arg;
	spawnx_failure_t where = { .step = SPAWNX_STEP_NONE };
	posix_spawnattr_t attr;
	int bad;
	pid_t pid;

	CHECK(spawnx_attr_init(&attr) == 0);
	CHECK(spawnx_attr_setfailure(&attr, &where) == 0);
	CHECK(spawnx_attr_setchroot(&attr, root) == 0);
	bad = check(failure_clean(ENOENT, &pid,
	    spawnx_spawn(&pid, "/tool", NULL, &attr, ARGV("x"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_INTERPRETER);
	bad += check(failure_clean(ENOENT, &pid,
	    spawnx_spawn(&pid, "/bin/sh", NULL, &attr, ARGV("x"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_EXEC);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_root(void **state)
{
	(void)state;
	skip_unless_root();
	make_programs();
	on_each_way(check_root, (void *)(uintptr_t)test_path("a"));
}

/* -- What it costs -- */

struct cost {
	const char *name, *file;
	bool asks;
	const char *calls; /* the child's last ones */
};

static int
cost_child(void *arg)
{
	const struct cost *cost = arg;
	spawnx_failure_t where;
	posix_spawnattr_t attr;
	int bad = check_int(setenv("PATH", "/none:/none:/none", 1), 0);
	pid_t pid;

	bad += check_int(spawnx_attr_init(&attr), 0);
	/* By clone() the first child has more to tell. */
	bad += check_int(
	    spawnx_spawn(&pid, "/none", NULL, NULL, ARGV("x"), environ),
	    ENOENT);
	if (cost->asks)
		bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	trace_mark();
	bad += check(spawnx_spawnp(&pid, cost->file, NULL, &attr, ARGV("x"),
			 environ) != 0);
	trace_mark();
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

/* A failing child looks for the program if the caller is to be told. */
static void
test_cost(void **state)
{
	static const struct cost rows[] = {
		{ "not asked", "nowhere", false, "execve*3 exit_group" },
		{ "not found", "nowhere", true,
		    "execve*3 faccessat*3 exit_group" },
		{ "no program", "/none", true, "execve faccessat exit_group" },
		{ "another error", "/", true, "execve exit_group" },
	}, *row;
	static struct trace t;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		int error = trace_run(&t, cost_child, (void *)(uintptr_t)row);
		const char *calls, *last;

		if (error != 0)
			skip_because("no tracing here: %s", strerror(error));
		assert_int_equal(t.t_status, 0);
		calls = trace_text(&t, true);
		last = strstr(calls, "execve");
		assert_string_equal(last != NULL ? last : calls, row->calls);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_programs),
		CASE(test_elf),
		CASE(test_root),
		CASE(test_cost),
	};

	return (run_cases(cases));
}
