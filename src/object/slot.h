/* SPDX-License-Identifier: BSD-2-Clause */
/* What slot.c has for attr.c, besides what object.h declares. */
#ifndef SPX_SLOT_H
#define SPX_SLOT_H

#include "object/object.h"
#include "object/mishap.h"
#include SPX_HOST_H

/*
 * Sets the flags and the process group of an object of ours.  libc's own
 * posix_spawn() is kept from taking one that has what it does not know.
 */
void spx_attr_set_basics(posix_spawnattr_t *attr, struct spx_basics basics);

/* Of an object of ours: what hangs in it from now on. */
void spx_slot_set_ext(posix_spawnattr_t *attr, struct spx_ext *ext);

#endif /* SPX_SLOT_H */
