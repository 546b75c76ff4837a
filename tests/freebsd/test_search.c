/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The search along PATH of api/test_search.c, with FreeBSD's rules where they
 * differ: a shell runs what is no program, and a loop of links is passed over.
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
	{ "no program: the shell's", "@/n:@/a", "prog", 0, 0 },
	{ "the shell's after EACCES", "@/c:@/n", "prog", 0, 0 },
	{ "ELOOP goes on", "@/loop:@/a", "prog", 0, IN_A },
	{ "ELOOP at last", "@/loop", "prog", ELOOP, 0 },
	{ "empty name", "@/a", "", ENOENT, 0 },
	{ "empty name, empty PATH", "", "", ENOENT, 0 },
	{ "name is a dot", "@/a", ".", EACCES, 0 },
};

static void
test_table(void **state)
{
	const struct spawn_family *f = family_spawnx();
	const struct search *row;

	(void)state;
	make_search_dirs();
	FOR_EACH_ROW(row, searches)
	{
		set_search_path(row->path);
		if (row->error == 0)
			expect_found(f, row->file, row->status);
		else
			expect_lost(f, row->file, row->error);
	}
	assert_int_equal(setenv("PATH", "/:/bin:/sbin", 1), 0);
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
		assert_int_equal(search_in(f, &pid, "true", ARGV("true")), 0);
		assert_int_equal(wait_for(pid), 0);
		expect_failure(
		    ENOENT, &pid, search_in(f, &pid, "prog", ARGV("prog")));
	}
	assert_int_equal(setenv("PATH", "/:/bin:/sbin", 1), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_table),
		CASE(test_unset_path),
	};

	return (run_cases(cases));
}
