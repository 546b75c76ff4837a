/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_UNISTD_H
#define FACTS_UNISTD_H

#include <sys/types.h>

#define SEEK_SET 0

int close(int);
pid_t getpid(void);
int getosreldate(void);
pid_t rfork(int);
long sysconf(int);

#endif /* FACTS_UNISTD_H */
