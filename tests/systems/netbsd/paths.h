/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_PATHS_H
#define FACTS_PATHS_H

#include <facts.h>

#endif /* FACTS_PATHS_H */
