/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_TIME_H
#define FACTS_TIME_H

#include <facts.h>

int clock_gettime(clockid_t, struct timespec *);

#endif /* FACTS_TIME_H */
