/* SPDX-License-Identifier: BSD-2-Clause */
/* The calls of the family, for test_fault_heap.c. */
#ifndef HEAP_CALLS_H
#define HEAP_CALLS_H

#include "oracle/oracle.h"

struct heap_calls {
	bool hc_fired; /* the n-th request was made, */
	bool hc_spawn; /* by the spawn itself */
	int hc_bad;
};

/* From now on; of requests of the heap that watched calls make. */
void heap_calls_begin(struct heap_calls *calls, unsigned nth, bool by_starts);

struct spawn_family heap_calls_family(void);
int heap_calls_setfailure(posix_spawnattr_t *at, spawnx_failure_t *where);

/* Pieces of the heap that watched calls have left. */
int heap_calls_live(void);

#endif /* HEAP_CALLS_H */
