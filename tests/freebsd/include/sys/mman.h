/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_MMAN_H
#define FACTS_SYS_MMAN_H

#include <sys/types.h>

#define PROT_NONE    0x00
#define PROT_READ    0x01
#define PROT_WRITE   0x02

#define MAP_PRIVATE  0x0002
#define MAP_ANON     0x1000
#define MAP_FAILED   ((void *)-1)

#define INHERIT_COPY 1
#define INHERIT_ZERO 3

void *mmap(void *, size_t, int, int, int, off_t);
int munmap(void *, size_t);
int minherit(void *, size_t, int);

#endif /* FACTS_SYS_MMAN_H */
