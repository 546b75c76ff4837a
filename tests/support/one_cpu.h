/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A tracer and what it traces take turns.  On one CPU that is a switch, on two
 * a wake-up of an idle one, which takes three times as long in a virtual
 * machine.  Where the CPUs can't be told or chosen, nothing is done.
 */
#ifndef ONE_CPU_H
#define ONE_CPU_H

#include <sched.h>

static inline void
one_cpu_begin(cpu_set_t *before)
{
	const int cpu = sched_getcpu();
	cpu_set_t here;

	CPU_ZERO(before);
	if (cpu < 0 || cpu >= CPU_SETSIZE ||
	    sched_getaffinity(0, sizeof(*before), before) != 0)
		return;
	CPU_ZERO(&here);
	CPU_SET(cpu, &here);
	(void)sched_setaffinity(0, sizeof(here), &here);
}

static inline void
one_cpu_end(const cpu_set_t *before)
{
	if (CPU_COUNT(before) > 0)
		(void)sched_setaffinity(0, sizeof(*before), before);
}

#endif /* ONE_CPU_H */
