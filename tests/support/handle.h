/* SPDX-License-Identifier: BSD-2-Clause */
/* A child that is waited for by its handle. */
#ifndef HANDLE_H
#define HANDLE_H

#include "support.h"

/* No status and no usage: what a wait that gives neither has to leave. */
#define ODD 0x0ddba11

/*
 * report, which sleeps some milliseconds ("sleep=10") and then ends as it is
 * told to ("exit=7", "signal=9"); the attributes may be NULL.  Its handle, or
 * -1.
 */
static inline int
start_with(const posix_spawnattr_t *attr, const char *sleep, const char *end,
    pid_t *pid)
{
	int handle = -1;

	if (spawnx_spawn_handle(&handle, pid, report_program(), NULL, attr,
		ARGV("report", "none", (char *)(uintptr_t)sleep,
		    (char *)(uintptr_t)end),
		environ) != 0)
		(void)complain("no child");
	return (handle);
}

static inline int
start(const char *sleep, const char *end, pid_t *pid)
{
	return (start_with(NULL, sleep, end, pid));
}

#endif /* HANDLE_H */
