/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of the program `report`; see report.c. */
#ifndef REPORT_H
#define REPORT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#ifndef _FILE_OFFSET_BITS
#define _FILE_OFFSET_BITS 64
#endif

#include <sys/types.h>

/* Adds to the report; a line ends where the caller says \n. */
void put(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* One line, the value escaped. */
void put_string(const char *key, const char *value);

/* One line that lists the bits that are set, the first one called `base`. */
void put_bits(
    const char *key, const unsigned long *words, unsigned n, unsigned base);

/* One line, rlimit.NAME. */
void put_limit(const char *name, int which);

/* The groups of lines; the first opens no descriptor and neither does the
 * second, the third does. */
void put_signals(void);
void put_descriptors(void);
void put_process(void);

/* The part of the third that report_<system>.c knows of. */
void put_system(void);

#endif /* REPORT_H */
