/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The contract of can.c and protect.c of a system: what its kernel can do, and
 * what a child of it may share.
 */
#ifndef SPX_KERNEL_H
#define SPX_KERNEL_H

#include "base/request.h"
#include "base/actions.h"
#include "base/extension.h"

/*
 * can.c of the system: 0, or -ENOTSUP for what the kernel can't do, -EINVAL
 * for a value that it does not know.  value: of those in ex_int; a descriptor
 * of NSFDS; a resource of RLIMIT; the highest of CAP*; else 0.
 */
int spx_can(enum spawnx_attribute which, int value);

/* features.c of the system: what spawnx_can() answers. */
bool spx_has(enum spawnx_feature feature);

/* linux_only.c: whether it is one that no other system has. */
bool spx_is_linux_only(enum spawnx_attribute which);

/*
 * can.c of Linux, linux_only.c of others: whose doing an error of clone() is;
 * NULL or an attribute.
 */
const enum spawnx_attribute *spx_ext_refuses(
    const struct spx_ext *ext, int error);

/*
 * can.c of the system: what the parent has to note for the child; of the
 * attributes that have a flag as well.
 */
void spx_ext_note(struct spx_request *r);

/* note.c: parts of that, which are the same everywhere. */
void spx_note_nofile(struct spx_request *r);
void spx_note_nice(struct spx_request *r);

/*
 * protect.c of the system: whether the child may share the caller's memory.
 * Not one that somebody else may look into than those who may look into the
 * caller, and not one that writes to files.
 */
bool spx_may_share_memory(const struct spx_request *r);

/*
 * A file of /proc may be about the memory, whoever writes to it: its contents,
 * what a core dump has of it, how likely it is to be taken back.
 */
static inline bool
spx_writes_files(const struct spx_request *r)
{
	unsigned i;

	for (i = 0; i < r->req_nactions; i++)
		if (r->req_actions[i].fa_kind == SPAWNX_ACTION_WRITE)
			return (true);
	return (spx_ext_has(r->req_ext, SPAWNX_ATTR_WRITES));
}

/*
 * The BSDs give and take access to the stack, between the limit that was and
 * the one that is: in memory which the caller may have as well.
 */
static inline bool
spx_limits_stack(const struct spx_request *r)
{
	return (spx_ext_has(r->req_ext, SPAWNX_ATTR_RLIMIT) &&
		(spx_ext_value(r->req_ext, SPAWNX_ATTR_RLIMIT)->va_limits >>
			RLIMIT_STACK &
		    1));
}

#endif /* SPX_KERNEL_H */
