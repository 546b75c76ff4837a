/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files of this folder have for each other, and for core/: the
 * functions that read and fill what base/actions.h and base/extension.h lay
 * out.
 */
#ifndef SPX_OBJECT_H
#define SPX_OBJECT_H

#include "base/actions.h"
#include "base/extension.h"

/* -- File actions --------------------------------------------------------- */

/* file_actions.c: points the request at the list; EINVAL if not ours. */
int spx_actions_read(
    struct spx_request *r, const posix_spawn_file_actions_t *actions);

/* The same: what has failed for them, -errno; 0: nothing, or not ours. */
int spx_actions_mishap(
    const posix_spawn_file_actions_t *actions, struct spx_mishap *mishap);

/* file_actions_add.c: the name of the function that adds such an action. */
const char *spx_actions_setter(int kind);

/*
 * file_actions.c: what a public function that adds an action of a kind
 * returns.
 */
int spx_fa_result(posix_spawn_file_actions_t *actions,
    enum spawnx_action_kind kind, int error);

/*
 * The same: appends *what, with a copy of its path and data; fa_remap is the
 * list's from then on.  Returns an error number.
 */
int spx_actions_add(
    posix_spawn_file_actions_t *actions, const struct spx_action *what);
/* The same, of one that only reads the descriptor: any open one will do. */
int spx_actions_add_source(
    posix_spawn_file_actions_t *actions, enum spawnx_action_kind kind, int fd);
bool spx_is_descriptor(int fd);

/*
 * remap.c: works out the moves; -EINVAL if two targets agree, or -ENOMEM, and
 * then *out is NULL.  A copy; NULL without memory.  Each is one allocation.
 */
int spx_remap_plan(
    size_t n, const int from[], const int to[], struct spx_remap **out);
struct spx_remap *spx_remap_copy(const struct spx_remap *from);

/* -- Attributes ----------------------------------------------------------- */

/* slot.c: -EINVAL if not ours; NULL if there is none yet, or made: -ENOMEM. */
int spx_ext_of(const posix_spawnattr_t *attr, struct spx_ext **out);
int spx_ext_for(posix_spawnattr_t *attr, struct spx_ext **out);

/* The same file: after a change of ex_set, for libc's own posix_spawn(). */
void spx_ext_guard(posix_spawnattr_t *attr);

/*
 * attr_mishap.c: what a public function that sets an attribute returns.  An
 * error is remembered until the setter succeeds, or spx_attr_forget().
 */
int spx_attr_result(posix_spawnattr_t *attr, int setter, int error);
void spx_attr_forget(posix_spawnattr_t *attr, int setter);

/*
 * attr_set.c: has a value that applies without a flag apply no more; false:
 * there is none of that name.
 */
bool spx_attr_take_back(posix_spawnattr_t *attr, enum spawnx_attribute which);

/* attr_mishap.c: that which failed first, -errno; 0: none, or not ours. */
int spx_attr_mishap(const posix_spawnattr_t *attr, struct spx_mishap *mishap);

/* The same: the name of the function. */
const char *spx_attr_setter(int setter);

/* slot.c: one of them has failed. */
void spx_ext_add_mishap(struct spx_ext *ext, int setter, int error);

/* slot.c: likewise, and -ENOMEM turned into one. */
struct spx_mishap spx_slot_mishap(const posix_spawnattr_t *attr);
void spx_slot_set_mishap(posix_spawnattr_t *attr, struct spx_mishap mishap);

/* The same file: for a getter, -ENOENT if it is not set. */
int spx_ext_get(const posix_spawnattr_t *attr, enum spawnx_attribute which,
    struct spx_ext **out);
/* For a setter of this value (see spx_can()), which ends by marking it. */
int spx_ext_set(posix_spawnattr_t *attr, enum spawnx_attribute which, int value,
    struct spx_ext **out);
/* slot.c: it is set. */
void spx_ext_mark(
    posix_spawnattr_t *attr, struct spx_ext *ext, enum spawnx_attribute which);

/* attr_owned.c: the string that is the value; error numbers. */
int spx_ext_get_string(const posix_spawnattr_t *attr,
    enum spawnx_attribute which, const char **out);
int spx_ext_set_string(
    posix_spawnattr_t *attr, enum spawnx_attribute which, const char *string);

/*
 * The same file: the array that is the value, with a copy of its own; value: as
 * spx_can() wants it.  Error numbers.
 */
int spx_ext_get_array(const posix_spawnattr_t *attr,
    enum spawnx_attribute which, size_t *n, const void **data);
int spx_ext_set_array(posix_spawnattr_t *attr, enum spawnx_attribute which,
    int value, size_t n, const void *data, size_t element);

/* attr_copy.c: a copy with copies of all that it owns; NULL without memory. */
struct spx_ext *spx_ext_copy(const struct spx_ext *ext);

/* attr_drop.c: whether the value is in va_owned. */
bool spx_ext_is_owned(enum spawnx_attribute which);

/* The same file: with all that it owns; ext may be NULL. */
void spx_ext_free(struct spx_ext *ext);
void spx_ext_drop(struct spx_ext *ext, enum spawnx_attribute which);

#endif /* SPX_OBJECT_H */
