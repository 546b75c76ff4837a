/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_FCNTL_H
#define FACTS_FCNTL_H

#include <facts.h>

int fcntl(int, int, ...);
int open(const char *, int, ...);

#endif /* FACTS_FCNTL_H */
