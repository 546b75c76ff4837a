/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls on all descriptors from a number up; see judge.h. */
#include "judge.h"

static long
treat(struct walk *wk, bool cloexec)
{
	long rc;

	if (!cloexec)
		return (walk_close_surely(wk));
	rc = walk_take(wk, CALL_fcntl);
	return (rc != -EBADF ? rc : 0);
}

/* With a full table one of the descriptors makes room. */
static long
open_listing(struct walk *wk, bool cloexec)
{
	long dir = walk_take(wk, SYS_openat);

	while (dir == -EMFILE && !cloexec && walk_is(wk, SYS_close)) {
		if (walk_close(wk) == 0)
			dir = walk_take(wk, SYS_openat);
	}
	if (dir < 0 || walk_take(wk, SYS_fstatfs) == 0)
		return (dir);
	(void)walk_close(wk);
	return (-ENOENT);
}

/* In another root, or mount namespace, it is not to be believed. */
static bool
knows_proc(const struct walk *wk)
{
	return (!walk_wants(wk, SPAWNX_ATTR_CHROOT) &&
		!walk_wants(wk, SPAWNX_ATTR_NSFDS));
}

/* What /proc lists, and the end of the list; 0 or an error. */
static long
walk_proc(struct walk *wk, bool cloexec)
{
	long dir = knows_proc(wk) ? open_listing(wk, cloexec) : -ENOENT;
	long n = 0, rc = 0;

	if (dir < 0)
		return (dir);
	while (!wk->wk_over && rc == 0 &&
	       (n = walk_take(wk, SYS_getdents64)) > 0) {
		while (rc == 0 && walk_is(wk, cloexec ? CALL_fcntl : SYS_close))
			rc = treat(wk, cloexec);
	}
	(void)walk_close(wk);
	return (rc < 0 ? rc : n);
}

static long
walk_numbers(struct walk *wk, int fd, bool cloexec)
{
	long rc = walk_take(wk, SYS_prlimit64);

	for (; rc == 0 && fd < wk->wk_wanted->wa_limit; fd++) {
		if (walk_peek(wk) != NULL &&
		    (int)walk_peek(wk)->fc_args[0] == fd)
			rc = treat(wk, cloexec);
		else if (!wk->wk_report && !wk->wk_tty)
			walk_wrong(wk, "a descriptor is left out");
	}
	return (rc);
}

/* One range, or those around what is the library's own. */
static long
walk_ranges(struct walk *wk)
{
	bool last = false;
	long rc = 0;

	while (!wk->wk_over && rc == 0 && !last) {
		last = walk_peek(wk) != NULL &&
		       (uint32_t)walk_peek(wk)->fc_args[1] >= INT32_MAX;
		rc = walk_take(wk, SYS_close_range);
	}
	return (rc);
}

long
walk_from(struct walk *wk, int first, bool cloexec)
{
	long rc = -ENOSYS;

	if (walk_is(wk, SYS_close_range))
		rc = walk_ranges(wk);
	if (rc < 0)
		rc = walk_proc(wk, cloexec);
	if (rc < 0)
		rc = walk_numbers(wk, first, cloexec);
	return (rc);
}
