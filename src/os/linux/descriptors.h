/* SPDX-License-Identifier: BSD-2-Clause */
/* Which descriptors a child needs, so that it need not be given the others. */
#ifndef SPX_DESCRIPTORS_H
#define SPX_DESCRIPTORS_H

#include "base/request.h"

/*
 * The lowest number above every descriptor that the child needs before it
 * closes the rest; 0 where that is not possible.
 */
unsigned spx_keep_below(const struct spx_request *r);

/* Whether the kernel is known to make such a table rightly. */
bool spx_copies_parts_well(void);

/* Whether this is that Linux, or a later one, by its own name. */
bool spx_is_linux(unsigned major, unsigned minor);

/* Whether the exec is the first to touch a descriptor. */
bool spx_leaves_descriptors(const struct spx_request *r);
/* Whether it may come upon one that it was not told of. */
bool spx_names_descriptors(const struct spx_request *r);

/*
 * protect.c: before a child is made, whether it has memory of its own, and
 * which descriptors it needs.
 */
void spx_choose_memory(struct spx_request *r);

#endif /* SPX_DESCRIPTORS_H */
