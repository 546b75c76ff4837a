/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers, names and flags for random scenarios; see random_make.c. */
#ifndef RANDOM_PICK_H
#define RANDOM_PICK_H

#include "random.h"

/* A scenario that is being made. */
struct maker {
	uint64_t mk_state;
	struct scenario *mk_sc;
	size_t mk_n;
	int mk_limit;
	/* What is open when it comes to it, unless something fails. */
	unsigned mk_open, mk_directories;
};

#define NO_LIMIT 1024
#define NOTED    12 /* descriptors below this */

long pick_below(struct maker *mk, long n);
bool pick_one_in(struct maker *mk, long n);
#define PICK(mk, array) ((array)[pick_below(mk, COUNT(array))])

/* Adds a step, if there is room. */
void pick_add(struct maker *mk, step_fn *fn, long a, long b, const char *s);

int pick_descriptor(struct maker *mk);
/* Once in a while one that every add function but fchdir refuses. */
int pick_any_descriptor(struct maker *mk);
/* Mostly one of the set. */
int pick_of(struct maker *mk, unsigned set);
void pick_note(struct maker *mk, int fd, bool open, bool directory);
int pick_signal_number(struct maker *mk);
int pick_set_member(struct maker *mk);
int pick_open_flags(struct maker *mk);
const char *pick_file(struct maker *mk);
const char *pick_directory(struct maker *mk);

#endif /* RANDOM_PICK_H */
