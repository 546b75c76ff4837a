/* SPDX-License-Identifier: BSD-2-Clause */
/* A model of what remaps do to a table of descriptors, and files to look at. */
#ifndef REMAP_MODEL_H
#define REMAP_MODEL_H

#include "check.h"

/* The caller has FIRST to FIRST + FILES - 1; every other is close-on-exec. */
#define FIRST 10
#define FILES 8
#define TABLE 40 /* numbers that a model knows are below */

/* A model of a table: which file each number has; -1 for none. */
struct table {
	int t_file[TABLE];
	bool t_cloexec[TABLE];
};

/* Of the test, before it forks. */
void remap_make_files(void);

/* In a child: opens them, and nothing else is open above 2. */
int remap_open_files(struct table *t);

/* One remap; all that a text for add_actions() has.  False: EBADF. */
bool remap_model(struct table *t, const int *from, const int *to, size_t n);
bool remap_model_text(struct table *t, const char *text);

/* Complains of each number whose file is not the model's; how many. */
int remap_compare(const struct report *r, const struct table *t);

const char *remap_file_of(int n);

#endif /* REMAP_MODEL_H */
