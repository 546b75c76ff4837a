/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_GRP_H
#define FACTS_GRP_H

#include <facts.h>

#endif /* FACTS_GRP_H */
