/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_MMAN_H
#define FACTS_SYS_MMAN_H

#include <stddef.h>

#include <facts.h>

int madvise(void *, size_t, int);
void *mmap(void *, size_t, int, int, int, off_t);
int munmap(void *, size_t);

#ifdef FACTS_HAVE_MINHERIT
int minherit(void *, size_t, int);
#endif

#endif /* FACTS_SYS_MMAN_H */
