/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What libspawnx.so calls in libspawnx-core.so, which has all code and all
 * state of a process that has both.
 *
 * libspawnx.so has the core's public names as well, so that linking with it
 * alone is enough.  It can't ask for them by these names: it would find itself.
 * Hence a table, the one private symbol of the core.  The release is part of
 * the symbol's name: a libspawnx.so with the core of another release does not
 * load, instead of calling something else.
 */
#ifndef SPX_TABLE_H
#define SPX_TABLE_H

/* As in attr_rlimit.c. */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS

#include "object/object.h"
#include "object/plain.h"

/* Of which the header declares one pair or the other. */
SPX_PUBLIC int spawnx_attr_getrlimit64(
    const posix_spawnattr_t *attr, int resource, struct rlimit *limit);
SPX_PUBLIC int spawnx_attr_setrlimit64(
    posix_spawnattr_t *attr, int resource, const struct rlimit *limit);

struct spx_table {
#define OWN(type, name, parameters, arguments) type(*ta_##name) parameters;
#define OWN_VOID(name, parameters, arguments)  void(*ta_##name) parameters;
#include "own_rows.h"
#undef OWN
#undef OWN_VOID
#define PLAIN(name, parameters, arguments) int(*ta_##name) parameters;
#include "object/plain.def"
	int (*ta_ext_of)(const posix_spawnattr_t *attr, struct spx_ext **out);
};

extern SPX_PUBLIC const struct spx_table SPX_TABLE;

#endif /* SPX_TABLE_H */
