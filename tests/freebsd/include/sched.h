/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SCHED_H
#define FACTS_SCHED_H

#include <sys/types.h>

#define SCHED_FIFO  1
#define SCHED_OTHER 2
#define SCHED_RR    3

struct sched_param {
	int sched_priority;
};

#endif /* FACTS_SCHED_H */
