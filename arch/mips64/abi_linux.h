/* SPDX-License-Identifier: BSD-2-Clause */
#include "../mips/abi_linux.h"
