/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One tagged pointer of ours in the padding of an object of the host's.  The
 * tag tells our objects from ones that another implementation filled, or
 * another version of the library in the same process.  All zero bytes are an
 * empty object.
 */
#ifndef SPX_HOST_SLOT_H
#define SPX_HOST_SLOT_H

#include <sys/types.h>

#include <errno.h>
#include <stdint.h>
#include <string.h>

/* Attributes that each host has fields for, and that decide over the others. */
struct spx_basics {
	short ba_flags;
	pid_t ba_pgroup;
	short ba_applied; /* flags that setters of our own have set */
};

struct spx_slot {
	uintptr_t sl_tag, sl_pointer;
};

/*
 * The layout of our data in the host's objects and behind the pointers: to be
 * counted up whenever it changes, until a release as well as after it.
 */
#ifndef SPX_LAYOUT
#define SPX_LAYOUT 4
#endif

/*
 * The tag of pointers to a type.  The sizes of the type, and of what it points
 * to, are in it for the change after which nobody counted.
 */
#define SPX_SLOT_TAG(type, other)                                         \
	((uintptr_t)UINT64_C(0x73706e78b7e1d05a) ^                        \
	    ((uintptr_t)SPX_LAYOUT << 20 ^ (uintptr_t)sizeof(type) << 8 ^ \
		(uintptr_t)sizeof(other)))

/* 0 and the pointer, NULL if there is none; -EINVAL if it isn't ours. */
static inline int
spx_slot_get(const void *where, uintptr_t tag, void **out)
{
	struct spx_slot slot;

	memcpy(&slot, where, sizeof(slot));
	if (slot.sl_pointer == 0 && slot.sl_tag == 0)
		*out = NULL;
	else if (slot.sl_tag == (slot.sl_pointer ^ tag))
		*out = (void *)slot.sl_pointer;
	else
		return (-EINVAL);
	return (0);
}

static inline void
spx_slot_set(void *where, uintptr_t tag, void *pointer)
{
	struct spx_slot slot = { .sl_pointer = (uintptr_t)pointer };

	slot.sl_tag = slot.sl_pointer ^ tag;
	memcpy(where, &slot, sizeof(slot));
}

#endif /* SPX_HOST_SLOT_H */
