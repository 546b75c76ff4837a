/* SPDX-License-Identifier: BSD-2-Clause */
/* The strings of a scenario; see oracle.h. */
#ifndef ORACLE_TEXT_H
#define ORACLE_TEXT_H

/* With @ and # replaced; from the heap, and not to be freed: a run's process
 * ends with its run. */
char *oracle_text(const char *s);

#endif /* ORACLE_TEXT_H */
