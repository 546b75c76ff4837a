/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an object remembers of a function that failed for it: the spawn that
 * gets the object fails with that error, so a caller need not look at what each
 * function returns.
 */
#ifndef SPX_MISHAP_H
#define SPX_MISHAP_H

#include <stdint.h>

/* Zeroes: nothing failed. */
struct spx_mishap {
	uint16_t mi_error;
	uint16_t mi_what; /* which function: see extension.h, and its kind */
};

/* In mi_what of an attributes object's slot: there was another function. */
#define SPX_AND_OTHERS 0x8000

#endif /* SPX_MISHAP_H */
