/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files of this folder, and child_fds.c and child_proc.c of a system,
 * have for each other.  All of it is for the child only.
 */
#ifndef SPX_STEPS_H
#define SPX_STEPS_H

#include "child/attr.h"
#include "base/actions.h"

/* fail.c: tells the parent, and exits. */
void spx_child_fail(struct spx_request *r, enum spawnx_step step, int index,
    int error) __attribute__((noreturn));

/* The same file: tells the parent of an attribute that may fail. */
void spx_child_skip(
    struct spx_request *r, enum spawnx_attribute which, int error);

/*
 * missing.c: the same of an exec, by the path that decided, or by the one
 * whose interpreter is missing.
 */
void spx_child_not_executed(struct spx_request *r, int index, int error)
    __attribute__((noreturn));

/* table.c: its table of descriptors, for all that follows. */
void spx_child_own_table(struct spx_request *r);

/*
 * own.c: whether an attribute or a file action names the descriptor; whether a
 * path of either has the number for a component.
 */
bool spx_child_names(const struct spx_request *r, int fd);
bool spx_child_paths_name(const struct spx_request *r, int fd);
/*
 * The same file: a close-on-exec duplicate of fd under a number that no
 * attribute and no file action names; -errno.
 */
int spx_child_hide(const struct spx_request *r, int fd);
/* The lowest of the library's own that is not below `from`, or -1. */
int spx_child_own(const struct spx_request *r, unsigned from);

/*
 * actions.c: does one file action; writes all of the bytes, by one call, to a
 * file that exists.
 */
int spx_child_action(struct spx_request *r, const struct spx_action *fa);
int spx_child_write(const char *path, const void *data, size_t size);

/* terminal.c: the file action; if it fails afterwards. */
int spx_child_tcsetpgrp(struct spx_request *r, int fd);
void spx_child_give_back(const struct spx_request *r);

/*
 * child_fds.c of the system: closes every descriptor from `first` up, except
 * that of req_report; makes every one close-on-exec.
 */
int spx_close_from(const struct spx_request *r, unsigned first);
int spx_cloexec_from(const struct spx_request *r, unsigned first);

/* child_held.c of the system: waits to be released, if it is held. */
void spx_child_hold(const struct spx_request *r);

#endif /* SPX_STEPS_H */
