/* SPDX-License-Identifier: BSD-2-Clause */
/* Spawns that are not waited for, in a test's own process. */
#ifndef PENDING_H
#define PENDING_H

#include "support.h"

#include <poll.h>

static inline spawnx_pending_t *
start_ok(unsigned flags, const char *path, const posix_spawnattr_t *attr,
    char *const argv[])
{
	spawnx_pending_t *p = NULL;

	assert_int_equal(
	    spawnx_start(&p, flags, path, NULL, attr, argv, environ), 0);
	assert_non_null(p);
	return (p);
}

static inline void
finish_ok(spawnx_pending_t *p)
{
	pid_t expected = spawnx_pending_pid(p), pid = -1;

	assert_int_equal(spawnx_finish(p, &pid), 0);
	assert_int_equal(pid, expected);
	assert_int_equal(wait_for(pid), 0);
}

static inline bool
is_readable(int fd, int timeout)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN };

	return (poll(&pfd, 1, timeout) == 1);
}

#endif /* PENDING_H */
