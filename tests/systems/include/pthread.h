/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_PTHREAD_H
#define FACTS_PTHREAD_H

#include <facts.h>

int pthread_setcancelstate(int, int *);
int pthread_sigmask(int, const sigset_t *, sigset_t *);

#endif /* FACTS_PTHREAD_H */
