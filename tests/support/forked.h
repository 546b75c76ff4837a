/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For tests whose work is done in a forked child: because it changes the
 * process for good, or because it is to go the other way round.  Functions
 * of such a child return how many checks failed, or 77.
 */
#ifndef FORKED_H
#define FORKED_H

#include "support.h"

#include "calls.h"

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

/* 0, or 1 and a complaint: to be added up. */
#define check(condition)                                                 \
	((condition) ? 0                                                 \
		     : complain("%s:%d: failed: %s", __FILE__, __LINE__, \
			   #condition))
#define check_int(a, b) \
	check_ints(     \
	    (long long)(a), (long long)(b), #a ", " #b, __FILE__, __LINE__)
#define check_string(a, b) check_strings(a, b, #a ", " #b, __FILE__, __LINE__)
int check_ints(
    long long a, long long b, const char *text, const char *file, int line);
int check_strings(
    const char *a, const char *b, const char *text, const char *file, int line);

/*
 * Calls fn(arg) in a forked child for each way in which the library makes a
 * process: by clone3(); by clone(), as if the kernel had no clone3(); by
 * clone() as a fork, as under an emulator where memory can't be shared.  The
 * generic backend does not know the first.
 */
void on_each_way(int (*fn)(void *), void *arg);
/* For each row of a table, which is fn's argument. */
#define rows_on_each_way(fn, table) rows_by(on_each_way, fn, table)

/* musl's clone(), which the generic backend calls, refuses what it takes. */
#if BACKEND_IS_ASM || defined(__GLIBC__)
#define STARTS_BY_CLONE 1
#else
#define STARTS_BY_CLONE 0
#endif

/*
 * Refuses clone3() in this process, and has it find out that starts by clone()
 * need not wait, which its forks know.  0, or 77 and a complaint, or 1 and one.
 */
int start_by_clone(void);

/* Goes on in this process as an ordinary user, if it is root's; 0 or 1. */
int become_nobody(void);

/*
 * By the raw calls: the handlers of all signals, for the signals that libc
 * keeps for itself, too.  SIG_DFL is 0, SIG_IGN 1.
 */
void raw_handlers(unsigned long handlers[RAW_NSIG]);
int raw_set_handler(int signo, unsigned long handler);
/* How many calls reset the signals of this process in a child of clone(). */
unsigned raw_reset_calls(void);
/*
 * A list that ends with 0; full: from 1 to 64, those of libc and SIGKILL too.
 */
void make_set(sigset_t *set, bool full, const int *signals);
/* The ones that are ignored, as a report has them; good until the next call. */
const char *raw_ignored(void);

/* Whether not even the first start of this process waits. */
bool first_start_is_free(void);

#endif /* FORKED_H */
