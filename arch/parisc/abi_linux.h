/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernel's interface on parisc; see arch/generic/abi_linux.h. */
#define SPX_STACK_GROWS_UP 1

#include "../generic/abi_linux.h"
