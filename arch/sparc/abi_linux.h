/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernel's interface on sparc and sparc64; see arch/generic/abi_linux.h. */
#define SPX_RESTORER_FIRST 1

#include "../generic/abi_linux.h"
