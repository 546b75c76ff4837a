/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An error number says what went wrong, not where: ENOENT may be the working
 * directory, a file to open, or the program.  spawnx_attr_setfailure() tells.
 */
#include <sys/wait.h>

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <spawnx.h>

extern char **environ;

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct attempt {
	const char *at_program;
	const char *at_directory;
	const char *at_output;
};

static const struct attempt attempts[] = {
	{ "true", "/", "/dev/null" },
	{ "true", "/no/such/directory", "/dev/null" },
	{ "true", "/", "/no/such/directory/log" },
	{ "no-such-program", "/", "/dev/null" },
};

static const char *
step_name(enum spawnx_step step)
{
	static const char *const names[] = {
		[SPAWNX_STEP_NONE] = "no step",
		[SPAWNX_STEP_ARGUMENT] = "an argument",
		[SPAWNX_STEP_CLONE] = "making the process",
		[SPAWNX_STEP_ATTR] = "attribute",
		[SPAWNX_STEP_ACTION] = "file action",
		[SPAWNX_STEP_EXEC] = "executing the program",
		[SPAWNX_STEP_INTERPRETER] = "finding its interpreter",
	};

	return ((size_t)step < COUNT(names) ? names[step] : "an unknown step");
}

static void
report(const struct attempt *at, int rc, const spawnx_failure_t *where)
{
	(void)printf(
	    "%s in %s > %s: ", at->at_program, at->at_directory, at->at_output);
	if (rc == 0) {
		(void)printf("started\n");
		return;
	}
	(void)printf(
	    "%s; failed at %s", strerror(where->error), step_name(where->step));
	if (where->step == SPAWNX_STEP_ACTION ||
	    where->step == SPAWNX_STEP_ATTR)
		(void)printf(" %d", where->index);
	(void)printf("\n");
}

/* Action 0 is the working directory, action 1 the output. */
static int
try_one(const struct attempt *at, posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attr, pid_t *pid)
{
	char name[32];
	char *const argv[] = { name, NULL };
	int rc;

	(void)snprintf(name, sizeof(name), "%s", at->at_program);
	rc = spawnx_file_actions_addchdir(actions, at->at_directory);
	if (rc == 0)
		rc = spawnx_file_actions_addopen(
		    actions, STDOUT_FILENO, at->at_output, O_WRONLY, 0);
	if (rc == 0)
		rc = spawnx_spawnp(pid, name, actions, attr, argv, environ);
	return (rc);
}

int
main(void)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	spawnx_failure_t where = { .error = 0 };
	pid_t pid;
	int rc;

	if (spawnx_attr_init(&attr) != 0 ||
	    spawnx_attr_setfailure(&attr, &where) != 0)
		return (1);
	for (size_t i = 0; i < COUNT(attempts); i++) {
		if (spawnx_file_actions_init(&actions) != 0)
			return (1);
		rc = try_one(&attempts[i], &actions, &attr, &pid);
		report(&attempts[i], rc, &where);
		if (rc == 0)
			(void)waitpid(pid, NULL, 0);
		(void)spawnx_file_actions_destroy(&actions);
	}
	(void)spawnx_attr_destroy(&attr);
	return (0);
}
