/* SPDX-License-Identifier: BSD-2-Clause */
/* Scenarios made from a number; see test_random.c. */
#ifndef RANDOM_H
#define RANDOM_H

#include "oracle.h"

/* The same number gives the same scenario, on every machine. */
void random_scenario(struct scenario *sc, uint64_t number);

/* The steps, in one line; to be used before the next call. */
const char *random_text(const struct scenario *sc);

/*
 * Takes from a deviation, as oracle_compare() has it, the lines for which
 * there is a rule, in place.
 */
void random_explain(const struct scenario *sc, char *deviation);

#endif /* RANDOM_H */
