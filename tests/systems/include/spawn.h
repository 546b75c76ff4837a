/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SPAWN_H
#define FACTS_SPAWN_H

#include <facts.h>

#include "family.h"

#endif /* FACTS_SPAWN_H */
