/* SPDX-License-Identifier: BSD-2-Clause */
/* A pending spawn, for the files that start it and finish it. */
#ifndef SPX_POOL_H
#define SPX_POOL_H

#include <stdatomic.h>

#include "core/core.h"

#define SPX_PENDING_MAGIC 0x53705864u

/* For the copy of the arguments; of what is larger it is on the heap. */
#define SPX_START_ROOM 16384

struct spawnx_pending {
	uint32_t pe_magic; /* 0 in a fork of the process that started it */
	_Atomic uint32_t pe_busy;
	pid_t pe_pid;         /* -1: it has failed, and is reaped */
	int pe_fd;            /* reading end of a pipe, or -1 */
	bool pe_gives_handle; /* once it runs, it is the caller's */
	bool pe_stays;        /* a fork finds all of this, and not zeroes */
	void *pe_heap;        /* the copy of the arguments, or NULL */
	struct spx_hold pe_hold;
	struct spx_request pe_request;
	union spx_search_buffer pe_search;
	_Alignas(char *) char pe_room[SPX_START_ROOM];
};

static inline bool
spx_is_pending(const spawnx_pending_t *p)
{
	return (p != NULL && p->pe_magic == SPX_PENDING_MAGIC);
}

static inline void
spx_close_if_open(int fd)
{
	if (fd >= 0)
		(void)spx_sys_close(fd);
}

/* pool.c: NULL without memory. */
spawnx_pending_t *spx_pending_take(void);
void spx_pending_give_back(spawnx_pending_t *p);

/* finish.c: what it owns; and what is to be done once the child has left. */
void spx_pending_release(spawnx_pending_t *p);
void spx_pending_settle(spawnx_pending_t *p);

#endif /* SPX_POOL_H */
