/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is missing where a program is not found: the file, or the interpreter
 * that a script or an ELF file names.  The kernel has one error for both; see
 * child/main.c for what else is forbidden here.
 */
#include <errno.h>

#include "child/steps.h"
#include "os/sys.h"

/* The first path that there is; -1 for none.  By its own directory and root. */
static int
find_program(const struct spx_request *r)
{
	const char *path = r->req_paths;
	unsigned i;

	for (i = 0; i < r->req_npaths; i++) {
		if (spx_sys_access(path) == 0)
			return ((int)i);
		while (*path++ != '\0')
			;
	}
	return (-1);
}

/*
 * A path that there is was not executed because of its interpreter.  Only for
 * a caller that wants to know is it looked for: that is a call for each path,
 * and one for which the caller's own filter may kill the child.
 */
void
spx_child_not_executed(struct spx_request *r, int index, int error)
{
	int found = -1;

	if (r->req_where != NULL && (error == ENOENT || error == ENOTDIR) &&
	    !spx_ext_has(r->req_ext, SPAWNX_ATTR_SECCOMP))
		found = find_program(r);
	if (found >= 0)
		spx_child_fail(r, SPAWNX_STEP_INTERPRETER, found, error);
	spx_child_fail(r, SPAWNX_STEP_EXEC, index, error);
}
