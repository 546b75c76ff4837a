/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_STAT_H
#define FACTS_SYS_STAT_H

#include <facts.h>

mode_t umask(mode_t);

#endif /* FACTS_SYS_STAT_H */
