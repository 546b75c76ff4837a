/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the examples of the documents are compiled with.  The build of a test
 * defines EXAMPLE as the file that holds one, as it was taken from its page;
 * the file of the same name here has it in a function, with what the page
 * takes for granted around it.
 *
 * See tests/shell/doc_examples.sh.
 */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <sys/resource.h>
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <spawnx.h>

extern char **environ;

/*
 * The example; harness.c calls it, in an empty directory, and looks for what
 * it leaves behind.
 */
void example(void);

/* harness.c: end the program if a promise of the page is not kept. */
#define require(what)                                                      \
	do {                                                               \
		if (!(what))                                               \
			errx(1, "%s:%d: not true: %s", __FILE__, __LINE__, \
			    #what);                                        \
	} while (0)

/* Waits for a child; its exit status, or 256 and the signal that ended it. */
int status_of(pid_t pid);

/* What the descriptor is for from here on; returns what it was. */
int redirect_to(const char *file, int fd);
void redirect_back(int fd, int saved);

/* Whether the file's text is this. */
int holds(const char *file, const char *text);

#endif /* EXAMPLE_H */
