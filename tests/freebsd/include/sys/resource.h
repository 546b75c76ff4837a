/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_RESOURCE_H
#define FACTS_SYS_RESOURCE_H

#include <sys/types.h>

typedef int64_t rlim_t;

struct rlimit {
	rlim_t rlim_cur, rlim_max;
};

struct timeval {
	time_t tv_sec;
	long tv_usec;
};

struct rusage {
	struct timeval ru_utime, ru_stime;
	long ru_maxrss, ru_rest[13];
};

#define PRIO_PROCESS  0

#define RLIMIT_CPU    0
#define RLIMIT_FSIZE  1
#define RLIMIT_DATA   2
#define RLIMIT_STACK  3
#define RLIMIT_CORE   4
#define RLIMIT_NPROC  7
#define RLIMIT_NOFILE 8
#define RLIM_NLIMITS  15
#define RLIM_INFINITY ((rlim_t)(((uint64_t)1 << 63) - 1))

int getrlimit(int, struct rlimit *);

#endif /* FACTS_SYS_RESOURCE_H */
