/* SPDX-License-Identifier: BSD-2-Clause */
/* Ways to run a program, for test_fault_starts.c: starts.c. */
#ifndef FAULT_STARTS_H
#define FAULT_STARTS_H

#include "support.h"

/* In memory that the process shares with the test's. */
struct start_seen {
	int se_error;   /* of the first call that failed, or 0 */
	int se_written; /* bytes, of the program */
	bool se_over;   /* what comes now is not to fail */
	int se_bad;
};

struct start_kind {
	const char *name;
	/* With these file actions it runs a program that writes two bytes. */
	int (*run)(
	    const posix_spawn_file_actions_t *fa, struct start_seen *seen);
	bool no_clone3;
	bool runs; /* without a fault the program runs */
	bool only_process;
};

#define START_KINDS 9
extern const struct start_kind start_kinds[START_KINDS];

#endif /* FAULT_STARTS_H */
