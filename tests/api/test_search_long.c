/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * posix_spawnp() with long names, long directories and a long PATH, for which
 * it needs the heap and gives it back.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (file); exec: ERRORS
 * ([ENAMETOOLONG]).
 */
#include "search_dirs.h"

#define LONGEST 200 /* of an element of the long PATHs */

/* NAME_MAX bytes are a name, one more is an error, wherever PATH leads. */
static void
test_longest_name(void **state)
{
	char name[NAME_MAX + 2], file[NAME_MAX + 8];
	const struct spawn_family *f;

	(void)state;
	make_search_dirs();
	memset(name, 'n', sizeof(name) - 1);
	name[NAME_MAX + 1] = '\0';
	(void)snprintf(file, sizeof(file), "b/%s", name + 1);
	(void)make_script(file, "exit 2");
	FOR_EACH_FAMILY(f)
	{
		set_search_path("@/a:@/b");
		expect_found(f, name + 1, IN_B);
		expect_lost(f, name, ENAMETOOLONG);
		set_search_path("");
		expect_lost(f, name, ENAMETOOLONG);
		set_search_path("@/none");
		expect_lost(f, name, ENAMETOOLONG);
		expect_lost(f, name + 1, ENOENT);
	}
}

/* A directory that no path could name is passed over, a long path is not. */
static void
test_long_elements(void **state)
{
	static const struct {
		const char *name;
		size_t len;
		int error;
	} rows[] = { { "too long", PATH_MAX + 7, 0 },
		{ "just too long", PATH_MAX, 0 },
		{ "too long with the file", PATH_MAX - 2, ENAMETOOLONG },
		{ "not too long", PATH_MAX - 6, ENOENT } },
	  *row;
	char dirs[2 * PATH_MAX];
	const struct spawn_family *f;

	(void)state;
	make_search_dirs();
	FOR_EACH_ROW(row, rows)
	{
		for (size_t i = 0; i < row->len; i++)
			dirs[i] = "/."[i % 2];
		f = row->len % 2 == 0 ? family_spawnx() : family_host_names();
		(void)strcpy(
		    dirs + row->len, row->error == ENOENT ? ":@/d" : ":@/b");
		set_search_path(dirs);
		if (row->error == 0)
			expect_found(f, "prog", IN_B);
		else
			expect_lost(f, "prog", row->error);
	}
}

/* n directories that are not there, and then one. */
static void
set_long_path(size_t n, const char *last)
{
	char *path = malloc(n * (LONGEST + 1) + PATH_MAX), *to = path;

	assert_non_null(path);
	for (size_t i = 0; i < n; i++)
		to += sprintf(to, "/none/%0*zu:", LONGEST - 6, i);
	(void)sprintf(to, "%s", test_path(last));
	assert_int_equal(setenv("PATH", path, 1), 0);
	free(path);
}

static void
test_long_path(void **state)
{
	static const size_t counts[] = { 1, 2, 3, 4, 5, 6, 25, 500 };
	const struct spawn_family *f;

	(void)state;
	make_search_dirs();
	FOR_EACH_FAMILY(f)
	{
		for (size_t i = 0; i < COUNT(counts); i++) {
			set_long_path(counts[i], "b");
			expect_found(f, "prog", IN_B);
			expect_lost(f, "missing", ENOENT);
			set_long_path(counts[i], "n");
			expect_lost(f, "prog", ENOEXEC);
		}
	}
}

/* Pages of memory that are in use. */
static long
resident(void)
{
	char *text = read_file("/proc/self/statm");
	long size = 0, pages = 0;

	assert_non_null(text);
	assert_int_equal(sscanf(text, "%ld %ld", &size, &pages), 2);
	free(text);
	return (pages);
}

/* 100 KiB each time; the sanitizer keeps freed memory, and finds leaks. */
static void
test_no_leak(void **state)
{
	const struct spawn_family *f;
	char *argv[] = { "prog", NULL };
	long before = 0;
	pid_t pid;

	(void)state;
	make_search_dirs();
	set_long_path(500, "b");
	FOR_EACH_FAMILY(f)
	{
		for (int i = 0; i < 100; i++) {
			assert_int_equal(
			    search_in(f, &pid, "missing", argv), ENOENT);
			assert_int_equal(
			    f->spawnp(&pid, "missing", NULL, NULL, NULL, NULL),
			    EINVAL);
			if (i == 10)
				before = resident();
		}
		expect_found(f, "prog", IN_B);
		if (!WITH_ASAN)
			assert_true(resident() - before < 512);
	}
}

/*
 * Candidates of 4 GiB and more: no memory, before any is laid out.  In 32 bits
 * the first sum is 2^32, which is 0; the others are a little more.
 */
static void
test_sum_of_lengths(void **state)
{
	static const struct {
		const char *name;
		size_t elements, len;
	} rows[] = {
		{ "2^32", 1 << 24, 254 },
		{ "2^32 and some", (1 << 24) + 3, 254 },
		{ "2^31", 1 << 23, 254 },
		{ "2^33", 1 << 25, 254 },
	}, *row;
	char name[NAME_MAX + 1], *path = malloc((1 << 25) + 1);
	posix_spawnattr_t attr;
	pid_t pid;

	(void)state;
	assert_non_null(path);
	FOR_EACH_ROW(row, rows)
	{
		memset(path, ':', row->elements - 1);
		path[row->elements - 1] = '\0';
		memset(name, 'n', row->len);
		name[row->len] = '\0';
		assert_int_equal(setenv("PATH", path, 1), 0);
		expect_failure(ENOMEM, &pid,
		    spawnx_spawnp(&pid, name, NULL, NULL, ARGV("x"), environ));
		assert_int_equal(spawnx_attr_init(&attr), 0);
		assert_int_equal(spawnx_attr_setsearchpath(&attr, path), 0);
		assert_int_equal(spawnx_attr_setshell(&attr, 1), 0);
		expect_failure(ENOMEM, &pid,
		    spawnx_spawnp(&pid, name, NULL, &attr, ARGV("x"), environ));
		assert_int_equal(spawnx_attr_destroy(&attr), 0);
	}
	assert_int_equal(unsetenv("PATH"), 0);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_longest_name),
		CASE(test_long_elements),
		CASE(test_long_path),
		CASE(test_no_leak),
		CASE(test_sum_of_lengths),
	};

	return (run_cases(cases));
}
