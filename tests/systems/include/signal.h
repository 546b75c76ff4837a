/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SIGNAL_H
#define FACTS_SIGNAL_H

#include <facts.h>

int kill(pid_t, int);
int pthread_sigmask(int, const sigset_t *, sigset_t *);
int sigaction(int, const struct sigaction *, struct sigaction *);

#endif /* FACTS_SIGNAL_H */
