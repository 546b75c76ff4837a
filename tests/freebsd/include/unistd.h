/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_UNISTD_H
#define FACTS_UNISTD_H

#include <sys/types.h>

int close(int);
long sysconf(int);

#endif /* FACTS_UNISTD_H */
