/* SPDX-License-Identifier: BSD-2-Clause */
/* Directories for the tests of posix_spawnp(); see search_dirs.h. */
#include "search_dirs.h"

void
make_search_dirs(void)
{
	static const char *const dirs[] = { "a", "b", "c", "d", "l", "n", "x",
		"x/prog", "cwd", "cwd/sub" };

	for (size_t i = 0; i < COUNT(dirs); i++)
		assert_int_equal(mkdir(test_path(dirs[i]), 0755), 0);
	(void)make_script("a/prog", "exit 1");
	(void)make_script("b/prog", "exit 2");
	(void)write_file("c/prog", 0644, "#!/bin/sh\n");
	(void)write_file("f", 0755, "a file");
	(void)make_script("cwd/prog", "exit 9");
	(void)make_script("cwd/sub/prog", "exit 10");
	(void)write_file("n/prog", 0755, "echo > " MARKER "\n");
	assert_int_equal(symlink("nowhere", test_path("l/prog")), 0);
	assert_int_equal(symlink("loop", test_path("loop")), 0);
}

void
set_search_path(const char *text)
{
	char path[4 * PATH_MAX], *to = path;

	for (; *text != '\0'; text++) {
		if (*text == '@')
			to = stpcpy(to, test_dir());
		else
			*to++ = *text;
	}
	*to = '\0';
	assert_int_equal(setenv("PATH", path, 1), 0);
}

int
search_in(const struct spawn_family *f, pid_t *pid, const char *file,
    char *const argv[])
{
	posix_spawn_file_actions_t fa;
	int error;

	assert_int_equal(f->actions_init(&fa), 0);
	assert_int_equal(f->addchdir_np(&fa, test_path("cwd")), 0);
	error = f->spawnp(pid, file, &fa, NULL, argv, ARGV("PATH=/nowhere"));
	assert_int_equal(f->actions_destroy(&fa), 0);
	return (error);
}

void
expect_found(const struct spawn_family *f, const char *file, int status)
{
	pid_t pid;

	assert_int_equal(search_in(f, &pid, file, ARGV("prog")), 0);
	assert_int_equal(wait_for(pid), status << 8);
}

/* libc does not promise to leave errno alone. */
void
expect_lost(const struct spawn_family *f, const char *file, int error)
{
	pid_t pid;

	if (f == family_libc())
		assert_int_equal(search_in(f, &pid, file, ARGV("prog")), error);
	else
		expect_failure(
		    error, &pid, search_in(f, &pid, file, ARGV("prog")));
}
