/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The functions that the host's names stand for where ours do more: they
 * neither remember in the object that they have failed, nor switch on what they
 * set.  They return error numbers.  libspawnx.so calls those of the core: see
 * names/table.h.
 */
#ifndef SPX_PLAIN_H
#define SPX_PLAIN_H

#include "base/spx.h"

#define PLAIN(name, parameters, arguments) int name parameters;
#include "object/plain.def"

#endif /* SPX_PLAIN_H */
