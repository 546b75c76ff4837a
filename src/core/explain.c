/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the text of an error number does not say, or says of something else.
 */
#include <errno.h>

#include "core/core.h"

#define TOO_MANY_PROCESSES "a limit of processes: " SPX_WHOSE_LIMIT

/* EBADF of a descriptor that is open is about what it stands for. */
static const char *
explain_cgroup(int error)
{
	switch (error) {
	case EAGAIN:
		return (TOO_MANY_PROCESSES);
	case EBADF:
		return ("not open as a cgroup v2 directory");
	case ENODEV:
	case ENOENT:
		return ("the control group has been removed");
	default:
		return (NULL);
	}
}

/* Haiku has none. */
#ifndef EUSERS
#define EUSERS ENOSPC
#endif

/* Namespaces had EUSERS for ENOSPC before Linux 4.9. */
static const char *
explain_attribute(int which, int error)
{
	switch (which) {
	case SPAWNX_ATTR_CGROUP:
		return (explain_cgroup(error));
	case SPAWNX_ATTR_NAMESPACES:
	case SPAWNX_ATTR_IDMAP:
		return (error == ENOSPC || error == EUSERS
			    ? "too many namespaces, or too deep in each other"
			    : NULL);
	default:
		return (NULL);
	}
}

/*
 * More of an error than its text says.  The kernel has EAGAIN of an exec only
 * for a user that has too many processes since its IDs were set (Linux 3.1).
 */
const char *
spx_explain(const spawnx_failure_t *failure)
{
	const int error = failure->error;

	switch (failure->step) {
	case SPAWNX_STEP_CLONE:
		return (error == EAGAIN ? TOO_MANY_PROCESSES : NULL);
	case SPAWNX_STEP_ATTR:
		return (explain_attribute(failure->index, error));
	case SPAWNX_STEP_EXEC:
		return (
		    error == EAGAIN ? "the user's limit of processes" : NULL);
	case SPAWNX_STEP_INTERPRETER:
		return ("its interpreter is missing");
	default:
		return (NULL);
	}
}
