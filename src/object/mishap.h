/* SPDX-License-Identifier: BSD-2-Clause */
/* How an object remembers a mishap without having anything of ours. */
#ifndef SPX_MISHAP_SLOT_H
#define SPX_MISHAP_SLOT_H

#include "base/mishap.h"
#include "host/slot.h"

/*
 * An object that has nothing behind its pointer, because there was no memory
 * for it, has a mishap in the pointer's place, with a tag of its own.
 */
#define SPX_MISHAP_TAG(tag) (~(tag))

static inline struct spx_mishap
spx_mishap_get(const void *slot, uintptr_t tag)
{
	struct spx_mishap mishap = { 0, 0 };
	void *p;

	if (spx_slot_get(slot, tag, &p) == 0) {
		mishap.mi_error = (uint16_t)((uintptr_t)p & 0xffff);
		mishap.mi_what = (uint16_t)((uintptr_t)p >> 16 & 0xffff);
	}
	return (mishap);
}

static inline void
spx_mishap_set(void *slot, uintptr_t tag, struct spx_mishap mishap)
{
	spx_slot_set(slot, tag,
	    (void *)(uintptr_t)((uint32_t)mishap.mi_what << 16 |
				mishap.mi_error));
}

#endif /* SPX_MISHAP_SLOT_H */
