/* SPDX-License-Identifier: BSD-2-Clause */
/* What goes on in the process while it spawns. */
#ifndef STRESS_H
#define STRESS_H

#include <stdatomic.h>
#include <stdbool.h>

/* Set when there is nothing more to spawn. */
extern atomic_bool finished;

/* Says what is wrong, and ends the process. */
void die(const char *what, long value) __attribute__((noreturn));

/* One spawn of some kind, waited for; `n` chooses the kind. */
void spawn_one(unsigned n);

/* Starts the threads that do something else; then ends them. */
void disturb_begin(void);
void disturb_end(void);

#endif /* STRESS_H */
