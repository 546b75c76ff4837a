/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether a debugger looks on. */
#include <string.h>
#include <time.h>

#include "os/linux/clone.h"

/*
 * A debugger takes this child for the copy that a fork makes, and removes its
 * breakpoints from it: from memory that is the caller's as well.  It knows
 * vfork, so a traced process spawns and waits.  Seen with gdb 13.
 */
static bool
read_traced(void)
{
	/* The name before it can't have a newline: that is escaped. */
	static const char key[] = "\nTracerPid:\t";
	char buf[1024];
	const char *p;
	long fd, n;

	fd = spx_sys_open("/proc/self/status", O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0)
		return (false);
	n = spx_sys_read((int)fd, buf, sizeof(buf) - 1);
	(void)spx_sys_close((int)fd);
	buf[n > 0 ? n : 0] = '\0';
	p = strstr(buf, key);
	return (p != NULL && p[sizeof(key) - 1] != '0');
}

/* Asked at most every 100 ms, by the clock that needs no system call. */
bool
spx_is_traced(void)
{
	static _Atomic uint32_t asked; /* in 100 ms, and the answer in bit 0 */
	struct timespec ts;
	uint32_t now, last;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
	now = ((uint32_t)ts.tv_sec * 10 + (uint32_t)ts.tv_nsec / 100000000 + 1)
	      << 1;
	last = atomic_load_explicit(&asked, memory_order_relaxed);
	if ((last & ~1u) != now) {
		last = now | read_traced();
		atomic_store_explicit(&asked, last, memory_order_relaxed);
	}
	return ((last & 1u) != 0);
}
