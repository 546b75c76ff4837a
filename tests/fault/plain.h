/* SPDX-License-Identifier: BSD-2-Clause */
/* A scenario without a fault, against which its runs with one are held. */
#ifndef FAULT_PLAIN_H
#define FAULT_PLAIN_H

#include "judge.h"

#define MOST_NUMBERS 1024

struct plain {
	size_t pl_n;
	long pl_numbers[MOST_NUMBERS]; /* of the calls that may be failed */
	int pl_error, pl_status;
	struct report *pl_report; /* owned */
};

void plain_note(struct plain *pl, const struct fault *f,
    const struct seen *seen, struct report *report);
void plain_forget(struct plain *pl);

/* There are calls of the same number before the n-th one, and one after it. */
bool plain_is_in_row(const struct plain *pl, unsigned nth);

/*
 * How it ended other than the scenario says; NULL: it did not.
 */
const char *plain_unexpected(
    const struct seen *seen, const struct scenario *sc);

/*
 * A call failed that is passed over, or for which there is another way: it is
 * to be as if none had.  NULL, or the difference, to be used before the next
 * call.
 */
const char *plain_differs(const struct plain *pl, const struct fault *f,
    const struct seen *seen, const struct scenario *sc,
    const struct report *report);

#endif /* FAULT_PLAIN_H */
