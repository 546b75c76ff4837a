/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SCHED_H
#define FACTS_SCHED_H

#include <facts.h>

#ifdef FACTS_HAVE_SCHED_SETSCHEDULER
int sched_setparam(pid_t, const struct sched_param *);
int sched_setscheduler(pid_t, int, const struct sched_param *);
#endif

#endif /* FACTS_SCHED_H */
