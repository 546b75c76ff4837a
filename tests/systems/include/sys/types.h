/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_TYPES_H
#define FACTS_SYS_TYPES_H

#include <stddef.h>

#include <facts.h>

#endif /* FACTS_SYS_TYPES_H */
