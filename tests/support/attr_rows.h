/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the tests of the attributes without flags have in common: a table of
 * what to set, and what the program must then report.
 */
#ifndef ATTR_ROWS_H
#define ATTR_ROWS_H

#include "forked.h"
#include "needs.h"

#define WANT_SIZE 256

struct attr_row {
	const char *name;
	/* Sets it, and writes what is to be reported; an error number. */
	int (*set)(posix_spawnattr_t *attr, char want[WANT_SIZE]);
	const char *key;
	enum spawnx_attribute which;
	/* The system call that does it; and how it fails when refused. */
	long number;
	unsigned argno;
	uint32_t mask, value;
};

/* The ways to spawn that every attribute has: seven, or six without handles. */
#define FOR_EACH_ENTRY(e) \
	for ((e) = entry_from(0); (e) < 7; (e) = entry_from((e) + 1))

/* The number itself, or the next, if that entry is not to be had here. */
int entry_from(int entry);

/*
 * For a child: spawns `report` by the entry with this number, and gives what
 * try_report() does; spawnx_start() is one of them.
 */
int entry_report(int entry, struct report **out,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr);

/*
 * For a child: that every entry does what the row says, that it is as before
 * after an unset, and that the caller stays as it is.  Returns how much is
 * wrong.  A row that the kernel can't do is left out.
 */
int check_row(const struct attr_row *row);

/* At the end of the case: skips it if rows of it were left out. */
void need_rows(const struct attr_row rows[], size_t n);

/*
 * That in each way a spawn fails with EPERM, and this attribute, if that is
 * what the system call of the row gives; of rows that have one.
 */
void expect_refusals(const struct attr_row rows[], size_t n);

/* That the spawn fails with this error and this attribute. */
int check_attr_failure(
    posix_spawnattr_t *attr, int error, enum spawnx_attribute which);

/* The default action for all signals, whatever the test was started with. */
void default_signals(void);

#endif /* ATTR_ROWS_H */
