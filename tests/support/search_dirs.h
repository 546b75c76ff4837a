/* SPDX-License-Identifier: BSD-2-Clause */
/* Directories for the tests of posix_spawnp(). */
#ifndef SEARCH_DIRS_H
#define SEARCH_DIRS_H

#include "check.h"

/* Each program is known by the status with which it exits. */
#define IN_A     1
#define IN_B     2
#define IN_CWD   9
#define IN_SUB   10
#define BY_SHELL 0 /* the one without a format */

#define MARKER   "a-shell-was-tried"

/*
 * Makes, in the test's directory, a program `prog` in each of a, b, cwd and
 * cwd/sub; one that is not executable in c, one without a format in n (which
 * makes MARKER, should a shell run it), a directory in x, a dangling link in
 * l, and none in d; a file f, and a loop of links.
 */
void make_search_dirs(void);

/* Sets PATH; an @ stands for the test's directory. */
void set_search_path(const char *text);

/*
 * Spawns the file with cwd as the child's directory, and another PATH in its
 * environment.  The caller's directory stays: that of the build.
 */
int search_in(const struct spawn_family *f, pid_t *pid, const char *file,
    char *const argv[]);

void expect_found(const struct spawn_family *f, const char *file, int status);
void expect_lost(const struct spawn_family *f, const char *file, int error);

#endif /* SEARCH_DIRS_H */
