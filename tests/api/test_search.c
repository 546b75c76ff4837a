/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * posix_spawnp() looks for a name without a slash in the directories of the
 * caller's PATH, in order, as the child sees them after the file actions.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (file); XBD 8.3 (PATH: empty
 * elements); exec: ERRORS.  What POSIX leaves open is as the host's libc does
 * it, which goes through the same table.
 */
#include "search_dirs.h"

/* In PATH, an @ stands for the test's directory. */
static const struct search {
	const char *name;
	const char *path;
	const char *file;
	int error;
	int status;
} searches[] = {
	{ "first of two", "@/a:@/b", "prog", 0, IN_A },
	{ "in their order", "@/b:@/a", "prog", 0, IN_B },
	{ "second one has it", "@/d:@/b", "prog", 0, IN_B },
	{ "missing directory", "@/none:@/b", "prog", 0, IN_B },
	{ "element is a file", "@/f:@/b", "prog", 0, IN_B },
	{ "element with a slash", "@/b/", "prog", 0, IN_B },
	{ "not executable first", "@/c:@/b", "prog", 0, IN_B },
	{ "a directory of that name", "@/x:@/b", "prog", 0, IN_B },
	{ "dangling link of that name", "@/l:@/b", "prog", 0, IN_B },
	{ "leading empty", ":@/a", "prog", 0, IN_CWD },
	{ "trailing empty", "@/d:", "prog", 0, IN_CWD },
	{ "empty in the middle", "@/d::@/a", "prog", 0, IN_CWD },
	{ "empty comes last", "@/a:", "prog", 0, IN_A },
	{ "a colon only", ":", "prog", 0, IN_CWD },
	{ "colons only", ":::", "prog", 0, IN_CWD },
	{ "empty PATH", "", "prog", 0, IN_CWD },
	{ "dot", ".", "prog", 0, IN_CWD },
	{ "relative", "sub:@/a", "prog", 0, IN_SUB },
	{ "up", "../b:@/a", "prog", 0, IN_B },
	{ "slash: not searched", "@/a", "./prog", 0, IN_CWD },
	{ "slash within: not searched", "@/a:@/b", "sub/prog", 0, IN_SUB },
	{ "slash, missing", "@:@/a", "a/prog", ENOENT, 0 },
	{ "nowhere", "@/d:@/none", "prog", ENOENT, 0 },
	{ "nowhere, empty PATH", "", "none", ENOENT, 0 },
	{ "EACCES, then ENOENT", "@/c:@/d", "prog", EACCES, 0 },
	{ "ENOENT, then EACCES", "@/d:@/c", "prog", EACCES, 0 },
	{ "EACCES, then ENOTDIR", "@/c:@/f", "prog", EACCES, 0 },
	{ "only a directory of that name", "@/x", "prog", EACCES, 0 },
	{ "ENOTDIR, then ENOENT", "@/f:@/d", "prog", ENOENT, 0 },
	{ "ENOENT, then ENOTDIR", "@/d:@/f", "prog", ENOTDIR, 0 },
	{ "ELOOP at last", "@/loop", "prog", ELOOP, 0 },
	{ "empty name", "@/a", "", ENOENT, 0 },
	{ "empty name, empty PATH", "", "", ENOENT, 0 },
	{ "name is a dot", "@/a", ".", EACCES, 0 },
#ifdef __FreeBSD__ /* a shell runs what is no program */
	{ "no program: the shell's", "@/n:@/a", "prog", 0, BY_SHELL },
	{ "the shell's after EACCES", "@/c:@/n", "prog", 0, BY_SHELL },
	{ "ELOOP goes on", "@/loop:@/a", "prog", 0, IN_A },
#else
	{ "ENOEXEC stops", "@/n:@/a", "prog", ENOEXEC, 0 },
	{ "ENOEXEC after EACCES", "@/c:@/n", "prog", ENOEXEC, 0 },
	{ "ELOOP stops", "@/loop:@/a", "prog", ELOOP, 0 },
#endif
};

static void
go_through_table(const struct spawn_family *f)
{
	const struct search *row;

	FOR_EACH_ROW(row, searches)
	{
		set_search_path(row->path);
		if (row->error == 0)
			expect_found(f, row->file, row->status);
		else
			expect_lost(f, row->file, row->error);
		if (row->error == 0 && row->status == BY_SHELL)
			(void)unlink(test_path("cwd/" MARKER));
		assert_int_not_equal(access(test_path("cwd/" MARKER), F_OK), 0);
	}
}

static void
test_table(void **state)
{
	(void)state;
	make_search_dirs();
	go_through_table(family_spawnx());
	go_through_table(family_host_names());
}

/* So that the table says what hosts do, and not what we do. */
static void
test_table_through_libc(void **state)
{
	const struct spawn_family *f = family_libc();

	(void)state;
	if (f == NULL || f->addchdir_np == NULL)
		skip_because("no libc with addchdir_np beside the library");
	make_search_dirs();
	go_through_table(f);
}

/* The host's default has /bin, and not the working directory. */
static void
test_unset_path(void **state)
{
	const struct spawn_family *f;
	pid_t pid;

	(void)state;
	make_search_dirs();
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(unsetenv("PATH"), 0);
		assert_int_equal(
		    search_in(f, &pid, "sh", ARGV("sh", "-c", "exit 5")), 0);
		assert_int_equal(wait_for(pid), 5 << 8);
		expect_lost(f, "prog", ENOENT);
	}
}

static void
test_argv_is_untouched(void **state)
{
	const struct spawn_family *f;
	struct spawn_family by_search;
	struct report *r;

	(void)state;
	make_search_dirs();
	assert_int_equal(symlink(report_program(), test_path("b/tell")), 0);
	set_search_path("@/a:@/b");
	FOR_EACH_FAMILY(f)
	{
		by_search = *f;
		by_search.spawn = f->spawnp;
		assert_int_equal(try_report(&r, &by_search, "tell", NULL, NULL,
				     ARGV("more"), environ),
		    0);
		assert_string_equal(report_get(r, "argv[0]"), "report");
		assert_string_equal(report_get(r, "argv[2]"), "more");
		assert_int_equal(report_int(r, "argc"), 3);
		report_free(r);
	}
}

/* What the failure says: the number of the path that decided. */
static void
test_failure_names_the_path(void **state)
{
	static const struct {
		const char *name;
		const char *path;
		int error, index;
	} rows[] = { { "EACCES", "@/d:@/c:@/d:@/x", EACCES, 1 },
#ifndef __FreeBSD__
		{ "ENOEXEC", "@/c:@/d:@/n:@/a", ENOEXEC, 2 },
#endif
		{ "ENOENT", "@/d:@/none", ENOENT, 1 },
		{ "no path", "@/d", ENOENT, 0 } },
	  *row;
	const struct spawn_family *f = family_spawnx();
	spawnx_failure_t where;
	posix_spawnattr_t attr;
	pid_t pid;

	(void)state;
	make_search_dirs();
	assert_int_equal(f->attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	FOR_EACH_ROW(row, rows)
	{
		memset(&where, 0x55, sizeof(where));
		set_search_path(row->path);
		expect_failure(row->error, &pid,
		    f->spawnp(&pid, "prog", NULL, &attr, ARGV("x"), environ));
		assert_int_equal(where.error, row->error);
		assert_int_equal(where.step, SPAWNX_STEP_EXEC);
		assert_int_equal(where.index, row->index);
	}
	assert_int_equal(f->attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_table),
		CASE(test_table_through_libc),
		CASE(test_unset_path),
		CASE(test_argv_is_untouched),
		CASE(test_failure_names_the_path),
	};

	return (run_cases(cases));
}
