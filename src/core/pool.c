/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory of pending spawns.  Some of these mappings are kept when they are
 * free; all operations on the pool are exchanges of one pointer, so that a
 * fork() in the middle of one leaves it whole.
 */
#include "core/pool.h"
#include "os/start.h"

#define POOL_SIZE 64

static _Atomic(spawnx_pending_t *) pool[POOL_SIZE];

spawnx_pending_t *
spx_pending_take(void)
{
	spawnx_pending_t *p;
	size_t i;

	for (i = 0; i < POOL_SIZE; i++) {
		if (atomic_load_explicit(&pool[i], memory_order_relaxed) ==
		    NULL)
			continue;
		p = atomic_exchange_explicit(
		    &pool[i], NULL, memory_order_acquire);
		if (p != NULL)
			return (p);
	}
	p = spx_start_map(sizeof(*p));
	if (p != NULL)
		p->pe_stays = spx_start_wipe(p, sizeof(*p), true) < 0;
	return (p);
}

void
spx_pending_give_back(spawnx_pending_t *p)
{
	spawnx_pending_t *none;
	size_t i;

	p->pe_magic = 0;
	for (i = 0; i < POOL_SIZE; i++) {
		none = NULL;
		if (atomic_compare_exchange_strong_explicit(&pool[i], &none, p,
			memory_order_release, memory_order_relaxed))
			return;
	}
	spx_start_unmap(p, sizeof(*p));
}
