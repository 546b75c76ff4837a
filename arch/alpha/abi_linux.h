/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernel's interface on alpha; see arch/generic/abi_linux.h. */
#define SPX_NR_BASE 110

#include "../generic/abi_linux.h"
