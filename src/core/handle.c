/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What can be done with a process that there is a descriptor of: wait for it,
 * for a time, and signal it.  struct rusage is the host's as it is by default,
 * whatever the build defines.
 */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <time.h>

#include "base/request.h"
#include "os/handle.h"

/* Between two looks at what the kernel calls ready and does not give away. */
#define NAP 1

/* In ms.  No division of 64 bits: 32-bit CPUs have a function for it. */
static int64_t
now(void)
{
	struct timespec ts = { 0, 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((int64_t)ts.tv_sec * 1000 + (long)ts.tv_nsec / 1000000);
}

/* Not sooner than in so many ms. */
static int64_t
end_of(int ms)
{
	return (ms <= 0 ? ms : now() + ms + 1);
}

/*
 * A signal only makes it look again.  end: of that clock; < 0: there is none;
 * 0: that is over.
 */
static int
wait_until(
    int handle, int64_t end, bool keep, struct spx_ended *out, void *usage)
{
	bool ready = false;
	int64_t left;
	int ms, rc;

	for (;;) {
		rc = spx_handle_look(handle, keep, out, usage);
		if (rc != 0)
			return (rc < 0 ? -rc : 0);
		left = end <= 0 ? end : end - now();
		if (end >= 0 && left <= 0)
			return (ETIMEDOUT);
		ms = left > INT_MAX ? INT_MAX : (int)left;
		/* It has ended, and its tracer has still to let go of it. */
		if (ready)
			ready = spx_handle_await(-1, NAP);
		else
			ready = spx_handle_await(handle, ms);
	}
}

SPX_PUBLIC int
spawnx_handle_wait(
    int handle, int ms, unsigned flags, int *status, spawnx_rusage_t *usage)
{
	struct spx_ended ended;
	const int64_t end = end_of(ms);
	int error;

	if (flags & ~SPAWNX_WAIT_KEEP)
		return (EINVAL);
	if (handle < 0)
		return (EBADF);
	error = wait_until(
	    handle, end, (flags & SPAWNX_WAIT_KEEP) != 0, &ended, usage);
	if (error != 0)
		return (error);
	if (usage != NULL && !ended.en_usage)
		memset(usage, 0, sizeof(struct rusage));
	if (status != NULL)
		*status = ended.en_status;
	return (0);
}

SPX_PUBLIC int
spawnx_handle_signal(int handle, int signo, unsigned flags)
{
	if (flags & ~SPAWNX_SIGNAL_GROUP)
		return (EINVAL);
	if (handle < 0)
		return (EBADF);
	return (-spx_handle_kill(
	    handle, signo, (flags & SPAWNX_SIGNAL_GROUP) != 0));
}
