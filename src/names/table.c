/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * In libspawnx-core.so only: the table for libspawnx.so.
 */
#include "names/table.h"

const struct spx_table SPX_TABLE = {
#define OWN(type, name, parameters, arguments) .ta_##name = name,
#define OWN_VOID(name, parameters, arguments)  .ta_##name = name,
#include "own_rows.h"
#undef OWN
#undef OWN_VOID
#define PLAIN(name, parameters, arguments) .ta_##name = name,
#include "object/plain.def"
	.ta_ext_of = spx_ext_of,
};
