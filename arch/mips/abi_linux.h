/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernel's interface on mips, of each ABI; see arch/generic/abi_linux.h. */
#define SPX_NSIG         128
#define SPX_HANDLER_WORD 1 /* the flags come first */

#if _MIPS_SIM == _ABIO32
#define SPX_NR_BASE 4000
#elif _MIPS_SIM == _ABI64
#define SPX_NR_BASE 5000
#else
#define SPX_NR_BASE 6000
#endif

#include "../generic/abi_linux.h"
