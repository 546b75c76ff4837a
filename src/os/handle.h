/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The contract of src/os/<system>/handle.c: a process by its descriptor.
 */
#ifndef SPX_HANDLE_H
#define SPX_HANDLE_H

#include <sys/resource.h>

#include <stdbool.h>
#include <stdint.h>

/* How a process has ended. */
struct spx_ended {
	int en_status; /* as waitpid() gives it */
	bool en_usage; /* whether *usage was filled in */
};

/*
 * Does not block.  1: the process has ended, *out says how, and *usage what it
 * has used, in the layout of the caller's struct rusage; it is reaped, unless
 * `keep`.  0: not yet.  -ECHILD: its status can't be known; -ENOTSUP: the
 * kernel can't wait for a descriptor; or another -errno.
 */
int spx_handle_look(int handle, bool keep, struct spx_ended *out, void *usage);

/*
 * Until the process may have ended, a signal comes, or so many milliseconds
 * have passed; < 0: no limit.  A handle of -1 is never ready.  Whether it is.
 */
bool spx_handle_await(int handle, int ms);

/* To the process, or to the group of its number; 0 or -errno. */
int spx_handle_kill(int handle, int signo, bool group);

#endif /* SPX_HANDLE_H */
