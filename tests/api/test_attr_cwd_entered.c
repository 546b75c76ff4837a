/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cwd: the directory is entered with the caller's privileges, in the new root
 * directory, and before the file actions, whose paths begin there.
 *
 * Extension.
 */
#include "attr_rows.h"

#define USER 4711

static int
in_directories(void)
{
	int bad = check_int(chdir(test_dir()), 0);

	(void)mkdir("a", 0777);
	(void)mkdir("a/b", 0777);
	return (bad);
}

/* As root: a directory that the program's user may not enter. */
static int
private_child(void *unused)
{
	posix_spawnattr_t attr;
	struct report *r;
	int bad = in_directories(), entry;

	(void)unused;
	bad += check_int(chmod("a", 0700), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, USER), 0);
	bad += check_int(spawnx_attr_setgroups(&attr, 0, NULL), 0);
	bad += check_int(spawnx_attr_setcwd(&attr, "a/b"), 0);
	FOR_EACH_ENTRY(entry)
	{
		bad += check_int(entry_report(entry, &r, NULL, &attr), 0);
		if (r != NULL) {
			bad += check_string(
			    report_get(r, "cwd"), test_path("a/b"));
			bad += check_int(report_int(r, "euid"), USER);
		}
		report_free(r);
	}
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_before_the_ids(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(private_child, NULL);
}

/* An action is that user's: it may not. */
static int
action_child(void *unused)
{
	spawnx_failure_t where = { .error = 0 };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	pid_t pid;
	int bad = in_directories();

	(void)unused;
	bad += check_int(chmod("a", 0700), 0);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, USER), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_addchdir(&fa, "a/b"), 0);
	bad += check(failure_clean(EACCES, &pid,
	    spawnx_spawn(
		&pid, "/bin/true", &fa, &attr, ARGV("true"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_ACTION);
	return (bad + check_int(spawnx_file_actions_destroy(&fa), 0) +
		check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_an_action_after_them(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(action_child, NULL);
}

/*
 * A path of the new root, where an action's paths begin; there is no program in
 * it.
 */
static int
root_child(void *unused)
{
	spawnx_failure_t where = { .error = 0 };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	pid_t pid;
	int bad = in_directories();

	(void)unused;
	(void)unlink("a/b/made");
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check_int(spawnx_attr_setchroot(&attr, "a"), 0);
	bad += check_int(spawnx_attr_setcwd(&attr, "b"), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_addopen(
			     &fa, 5, "made", O_CREAT | O_WRONLY, 0666),
	    0);
	bad += check(failure_clean(ENOENT, &pid,
	    spawnx_spawn(&pid, "/none", &fa, &attr, ARGV("none"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_EXEC);
	bad += check_int(access("a/b/made", F_OK), 0);
	return (bad + check_int(spawnx_file_actions_destroy(&fa), 0) +
		check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_in_the_root(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(root_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_before_the_ids),
		CASE(test_an_action_after_them),
		CASE(test_in_the_root),
	};

	return (run_cases(cases));
}
