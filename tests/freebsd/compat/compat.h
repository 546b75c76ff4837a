/* SPDX-License-Identifier: BSD-2-Clause */
#include "../../guest/compat.h"

/* Of an open(), for a symbolic link. */
#define NOFOLLOW_ERROR EMLINK
