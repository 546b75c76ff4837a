/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_TIME_H
#define FACTS_TIME_H

#include <sys/types.h>

struct timespec {
	time_t tv_sec;
	long tv_nsec;
};

typedef int clockid_t;

#define CLOCK_MONOTONIC 4

int clock_gettime(clockid_t, struct timespec *);

#endif /* FACTS_TIME_H */
