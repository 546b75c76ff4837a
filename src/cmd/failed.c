/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is said of a spawn that has failed, and the exit status for it.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

/* Whether the program would see the paths that the command sees. */
static bool
same_view(const struct cmd *cm)
{
	spawnx_file_action_t a;
	const char *root;
	size_t i;

	if (cm->cm_nnsfds > 0 ||
	    spawnx_attr_getchroot(&cm->cm_attr, &root) == 0)
		return (false);
	for (i = 0;
	     spawnx_file_actions_get(&cm->cm_actions, i, &a, sizeof(a)) == 0;
	     i++)
		if (a.kind == SPAWNX_ACTION_CHDIR ||
		    a.kind == SPAWNX_ACTION_FCHDIR)
			return (false);
	return (true);
}

bool
cmd_is_searched(const struct cmd *cm)
{
	int fd;

	return (!cm->cm_no_search && *cm->cm_file != '\0' &&
		strchr(cm->cm_file, '/') == NULL &&
		spawnx_attr_getexecfd(&cm->cm_attr, &fd) != 0);
}

/* Looks in the directory at *dirs and moves on; *dirs is NULL at the end. */
static bool
is_in(const char **dirs, const char *file, char *path, size_t size)
{
	const int len = (int)strcspn(*dirs, ":");
	int n;

	n = snprintf(
	    path, size, "%.*s%s%s", len, *dirs, len > 0 ? "/" : "", file);
	*dirs = (*dirs)[len] == '\0' ? NULL : *dirs + len + 1;
	return (n > 0 && (size_t)n < size && access(path, F_OK) == 0);
}

/*
 * A file that is there and still is ENOENT wants an interpreter, of a script
 * or a dynamic executable, that is not.
 */
static int
lacks_interpreter(const char *path)
{
	(void)fputs("spawnx: ", stderr);
	cmd_quote(stderr, path);
	(void)fputs(": its interpreter is missing\n", stderr);
	return (EXIT_NO_EXEC);
}

/* The whole search is one failure; the last directory has no part of it. */
static int
not_found(const struct cmd *cm)
{
	const char *set, *dirs, *where = "--searchpath";
	const bool look = same_view(cm);
	char path[PATH_MAX];
	size_t n;

	if (spawnx_attr_getsearchpath(&cm->cm_attr, &set) != 0) {
		set = getenv("PATH");
		where = "PATH";
	}
	for (dirs = set, n = 0; dirs != NULL; n++)
		if (is_in(&dirs, cm->cm_file, path, sizeof(path)) && look)
			return (lacks_interpreter(path));
	(void)fputs("spawnx: ", stderr);
	cmd_quote(stderr, cm->cm_file);
	if (set == NULL)
		(void)fputs(": not found; PATH is not set\n", stderr);
	else
		(void)fprintf(stderr, ": not found in %s (%zu %s)\n", where, n,
		    n == 1 ? "directory" : "directories");
	return (EXIT_NOT_FOUND);
}

/* env(1): 127 for what is not there, 126 for what is. */
int
cmd_failed(const struct cmd *cm)
{
	const spawnx_failure_t *failure = &cm->cm_failure;
	const bool missing =
	    failure->step == SPAWNX_STEP_EXEC &&
	    (failure->error == ENOENT || failure->error == ENOTDIR);
	char buf[2048];

	if (missing && cmd_is_searched(cm))
		return (not_found(cm));
	(void)fprintf(stderr, "spawnx: %s\n",
	    spawnx_strfailure(failure, buf, sizeof(buf)));
	if (failure->step != SPAWNX_STEP_EXEC)
		return (EXIT_OURS);
	if (!missing || (same_view(cm) && access(cm->cm_file, F_OK) == 0))
		return (EXIT_NO_EXEC);
	return (EXIT_NOT_FOUND);
}
