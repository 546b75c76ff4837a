/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * In libspawnx.so only: our own names, and what the host's names call, by way
 * of the core's table.  A jump each; own_rows.h is made of the public header by
 * own.awk.
 */
#include "names/table.h"

#define OWN(type, name, parameters, arguments)          \
	SPX_PUBLIC type name parameters                 \
	{                                               \
		return (SPX_TABLE.ta_##name arguments); \
	}
#define OWN_VOID(name, parameters, arguments)  \
	SPX_PUBLIC void name parameters        \
	{                                      \
		SPX_TABLE.ta_##name arguments; \
	}
#include "own_rows.h"
#undef OWN
#undef OWN_VOID

#define PLAIN(name, parameters, arguments)              \
	int name parameters                             \
	{                                               \
		return (SPX_TABLE.ta_##name arguments); \
	}
#include "object/plain.def"

int
spx_ext_of(const posix_spawnattr_t *attr, struct spx_ext **out)
{
	return (SPX_TABLE.ta_ext_of(attr, out));
}
