/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_RESOURCE_H
#define FACTS_SYS_RESOURCE_H

#include <facts.h>

#define PRIO_PROCESS 0

struct timeval {
	time_t tv_sec;
	FACTS_SUSECONDS_T tv_usec;
};

struct rusage {
	struct timeval ru_utime;
	struct timeval ru_stime;
	long ru_maxrss;
	long ru_rest[13];
};

int getpriority(int, id_t);
int getrlimit(int, struct rlimit *);
int setpriority(int, id_t, int);
int setrlimit(int, const struct rlimit *);

#endif /* FACTS_SYS_RESOURCE_H */
