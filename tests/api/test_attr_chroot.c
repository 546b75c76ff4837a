/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * chroot: the root directory of the program, and its working directory unless
 * a file action changes that; the caller stays where he is.
 *
 * Extension.
 */
#include "attr_rows.h"

static int
root_child(void *arg)
{
	posix_spawnattr_t attr;
	struct report *r;
	char cwd[PATH_MAX];
	int bad, entry;

	(void)arg;
	bad = check_int(chdir(test_dir()), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setchroot(&attr, "../../../../../"), 0);
	FOR_EACH_ENTRY(entry)
	{
		bad += check_int(entry_report(entry, &r, NULL, &attr), 0);
		if (r != NULL)
			bad += check_string(report_get(r, "cwd"), "/");
		report_free(r);
	}
	bad += check(getcwd(cwd, sizeof(cwd)) != NULL);
	bad += check_string(cwd, test_dir());
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_working_directory(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(root_child, NULL);
}

/*
 * The actions' paths are in it.  A descriptor that a path could name keeps
 * the others from being left behind.
 */
static int
actions_child(void *arg)
{
	spawnx_failure_t where = { .error = 0 };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	char root[64];
	int bad, fd = open(test_dir(), O_PATH | O_DIRECTORY | O_CLOEXEC);
	pid_t pid;

	(void)arg;
	(void)unlink(test_path("made"));
	(void)unlink(test_path("sub/also"));
	(void)mkdir(test_path("sub"), 0777);
	(void)snprintf(root, sizeof(root), "/proc/self/fd/%d", fd);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_attr_setchroot(&attr, root), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_addopen(
			     &fa, 5, "/made", O_CREAT | O_WRONLY, 0666),
	    0);
	bad += check_int(spawnx_file_actions_addchdir(&fa, "sub"), 0);
	bad += check_int(spawnx_file_actions_addopen(
			     &fa, 5, "also", O_CREAT | O_WRONLY, 0666),
	    0);
	bad += check_int(spawnx_file_actions_addclosefrom(&fa, 3), 0);
	bad += check(failure_clean(ENOENT, &pid,
	    spawnx_spawn(
		&pid, report_program(), &fa, &attr, ARGV("report"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_EXEC);
	bad += check_int(access(test_path("made"), F_OK), 0);
	bad += check_int(access(test_path("sub/also"), F_OK), 0);
	(void)close(fd);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_actions(void **state)
{
	(void)state;
	skip_unless_root();
	if (access("/proc/self/fd", F_OK) != 0)
		skip_because("no path names a descriptor here");
	on_each_way(actions_child, NULL);
}

struct wrong {
	const char *name;
	const char *path;
	int error;
};

static int
wrong_child(void *arg)
{
	const struct wrong *wrong = arg;
	posix_spawnattr_t attr;
	int bad = check_int(chdir(test_dir()), 0);

	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setchroot(&attr, wrong->path), 0);
	bad += check_attr_failure(&attr, wrong->error, SPAWNX_ATTR_CHROOT);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_failures(void **state)
{
	static const struct wrong rows[] = {
		{ "none", "none", ENOENT },
		{ "empty", "", ENOENT },
		{ "a file", "file", ENOTDIR },
	};

	(void)state;
	(void)write_file("file", 0666, "");
	rows_on_each_way(wrong_child, rows);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_working_directory),
		CASE(test_actions),
		CASE(test_failures),
	};

	return (run_cases(cases));
}
