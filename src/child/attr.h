/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes as the child applies them.
 */
#ifndef SPX_CHILD_ATTR_H
#define SPX_CHILD_ATTR_H

#include "base/extension.h"

/* attr.c: those that come before the file actions, or the late ones. */
void spx_child_attributes(struct spx_request *r, bool late);

/*
 * attr.c, extension.c, and child_proc.c of the system: one attribute each; 0 or
 * more, or -errno.  Those of extensions are called if it is set; the others
 * look at their flags.
 */
#define DECLARE(name, applied) DECLARE_##applied(name)
#define DECLARE_STEP(name)     long spx_apply_##name(const struct spx_request *);
#define DECLARE_FIRST(name)    DECLARE_STEP(name)
#define DECLARE_CLONE(name)
#define DECLARE_EXEC(name)
#define FLAGGED(NAME, name, word, applied, ...) DECLARE(name, applied)
#define EXTENSION(NAME, name, type, least, most, applied, ...) \
	DECLARE(name, applied)
#include "base/attributes.def"

/* child_caps.c of the system: before a change of its IDs; 0, or -errno. */
long spx_child_keep_caps(const struct spx_request *r);

/* extension.c: after a change of its IDs; 0, or -errno. */
long spx_child_protect(const struct spx_request *r);
/* execfd.c: executes what the descriptor stands for, or fails. */
void spx_child_execfd(struct spx_request *r, int fd) __attribute__((noreturn));

#endif /* SPX_CHILD_ATTR_H */
