/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is said of a spawn that has failed, and the exit status for it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

bool
cmd_is_searched(const struct cmd *cm)
{
	int fd;

	return (!cm->cm_no_search && cm->cm_ncandidates == 0 &&
		*cm->cm_file != '\0' && strchr(cm->cm_file, '/') == NULL &&
		spawnx_attr_getexecfd(&cm->cm_attr, &fd) != 0);
}

static size_t
count_directories(const char *dirs)
{
	size_t n = 1;

	for (; *dirs != '\0'; dirs++)
		n += *dirs == ':';
	return (n);
}

/* The whole search is one failure; the last directory has no part of it. */
static int
not_found(const struct cmd *cm)
{
	const char *dirs, *where = "--searchpath";
	size_t n;

	if (spawnx_attr_getsearchpath(&cm->cm_attr, &dirs) != 0) {
		dirs = getenv("PATH");
		where = "PATH";
	}
	n = dirs == NULL ? 0 : count_directories(dirs);
	(void)fputs("spawnx: ", stderr);
	cmd_quote(stderr, cm->cm_file);
	if (dirs == NULL)
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
	if (missing)
		return (EXIT_NOT_FOUND);
	if (failure->step == SPAWNX_STEP_EXEC ||
	    failure->step == SPAWNX_STEP_INTERPRETER)
		return (EXIT_NO_EXEC);
	return (EXIT_OURS);
}
