/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What every test file uses; include it first.
 *
 * What is called `assert_...`, `expect_...` or `run_...`, and skip_...(), ends
 * the test when it fails: it is for the test's own process alone.  The rest
 * reports by its result and may be called in a forked child, which must end
 * by _exit(); see in_child().
 *
 * SPAWNX_NO_CMOCKA chooses a small stand-in for cmocka, for a libc that the
 * host's cmocka was not built for.
 */
#ifndef SUPPORT_H
#define SUPPORT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#ifndef _FILE_OFFSET_BITS
#define _FILE_OFFSET_BITS 64
#endif

#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef SPAWNX_NO_CMOCKA
#include "nocmocka.h"
#else
#include <cmocka.h>
/* cmocka 2.0 has deprecated its assert_in_range() for this one. */
#ifdef assert_uint_in_range
#undef assert_in_range
#define assert_in_range(v, low, high) assert_uint_in_range(v, low, high)
#endif
#endif

#include "raw.h"
#include "spawnx.h"

extern char **environ;

/*
 * Objects that hold no more than a pointer, which init makes.  Android's are
 * declared by tests/bionic: the libc that is there has others, so that nothing
 * of its may be called.
 */
#if defined(__BIONIC__) || defined(__FreeBSD__) || defined(__NetBSD__)
#define OBJECTS_ARE_POINTERS 1
#else
#define OBJECTS_ARE_POINTERS 0
#endif

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* An argument or environment vector in place: ARGV("report", path). */
#define ARGV(...) ((char *[]){ __VA_ARGS__, NULL })

/* -- Running the tests ---------------------------------------------------- */

/*
 * A test case with a temporary directory of its own, and struct world taken
 * before it and checked after it.  Array element of run_cases().
 */
#define CASE(test) \
	cmocka_unit_test_setup_teardown(test, case_setup, case_teardown)

int case_setup(void **state);
int case_teardown(void **state);

/*
 * What main() returns: 0, 1, or 77 if every case was skipped.  The soft
 * limit of descriptors is lowered to 1024 first, which keeps the scans of
 * them short; a test that wants more raises it and puts it back.
 */
#define run_cases(cases) run_case_list(__FILE__, cases, COUNT(cases))
int run_case_list(const char *file, const struct CMUnitTest *cases, size_t n);

/* Says why the file can't run at all; main() returns the result, 77. */
int skip_all(const char *why);

/* End the test as skipped, saying why. */
void skip_because(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
void skip_unless_root(void);

/* Prints a line to descriptor 2, unbuffered; returns 1, as a failure. */
int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Goes through a table, an array of structs with a member `name`; the row
 * that was being done when an assertion failed is named after the test.
 * To be left at the end only: after a break, call row_enter(NULL).
 */
#define FOR_EACH_ROW(row, table)                                             \
	for ((row) = (table);                                                \
	     row_enter((row) < (table) + COUNT(table) ? (row)->name : NULL); \
	     (row)++)
bool row_enter(const char *name);

/* -- Implementations of the family ---------------------------------------- */

typedef int spawn_fn(pid_t *, const char *, const posix_spawn_file_actions_t *,
    const posix_spawnattr_t *, char *const[], char *const[]);

/*
 * One implementation of the posix_spawn family.  The members of the second
 * part are NULL where it does not have them.
 */
struct spawn_family {
	const char *name;

	spawn_fn *spawn;
	spawn_fn *spawnp;
	int (*actions_init)(posix_spawn_file_actions_t *);
	int (*actions_destroy)(posix_spawn_file_actions_t *);
	int (*addopen)(
	    posix_spawn_file_actions_t *, int, const char *, int, mode_t);
	int (*addclose)(posix_spawn_file_actions_t *, int);
	int (*adddup2)(posix_spawn_file_actions_t *, int, int);
	int (*attr_init)(posix_spawnattr_t *);
	int (*attr_destroy)(posix_spawnattr_t *);
	int (*getflags)(const posix_spawnattr_t *, short *);
	int (*setflags)(posix_spawnattr_t *, short);
	int (*getpgroup)(const posix_spawnattr_t *, pid_t *);
	int (*setpgroup)(posix_spawnattr_t *, pid_t);
	int (*getsigdefault)(const posix_spawnattr_t *, sigset_t *);
	int (*setsigdefault)(posix_spawnattr_t *, const sigset_t *);
	int (*getsigmask)(const posix_spawnattr_t *, sigset_t *);
	int (*setsigmask)(posix_spawnattr_t *, const sigset_t *);
	int (*getschedpolicy)(const posix_spawnattr_t *, int *);
	int (*setschedpolicy)(posix_spawnattr_t *, int);
	int (*getschedparam)(const posix_spawnattr_t *, struct sched_param *);
	int (*setschedparam)(posix_spawnattr_t *, const struct sched_param *);

	int (*addchdir)(posix_spawn_file_actions_t *, const char *);
	int (*addfchdir)(posix_spawn_file_actions_t *, int);
	int (*addchdir_np)(posix_spawn_file_actions_t *, const char *);
	int (*addfchdir_np)(posix_spawn_file_actions_t *, int);
	int (*addclosefrom_np)(posix_spawn_file_actions_t *, int);
	int (*addtcsetpgrp_np)(posix_spawn_file_actions_t *, int);
	int (*addinherit_np)(posix_spawn_file_actions_t *, int);
	int (*getcgroup_np)(const posix_spawnattr_t *, int *);
	int (*setcgroup_np)(posix_spawnattr_t *, int);
	spawn_fn *pidfd_spawn;
	spawn_fn *pidfd_spawnp;
};

/* The spawnx_ names.  pidfd_spawn is NULL: spawnx_spawn_handle() differs. */
const struct spawn_family *family_spawnx(void);
/* The host's names as this program is linked: the library's. */
const struct spawn_family *family_host_names(void);
/*
 * Our names, except the spawns, which are spawnx_start() with SHAREFILES and
 * spawnx_finish(); FOR_EACH_FAMILY leaves it out.
 */
const struct spawn_family *family_sharing(void);
/*
 * The same two spawns, with objects that the host's names fill: to compare with
 * libc, whose functions don't remember that one has failed.
 */
const struct spawn_family *family_like_libc(void);
const struct spawn_family *family_sharing_like_libc(void);
/*
 * The host libc's own, to compare ours with: glibc's only; and any, to see what
 * they do with our objects.  NULL where they can't be had apart (static).
 */
const struct spawn_family *family_libc(void);
const struct spawn_family *family_any_libc(void);

/* Goes through the library's two families; names them as a row is named. */
#define FOR_EACH_FAMILY(f) \
	for ((f) = family_next(NULL); (f) != NULL; (f) = family_next(f))
const struct spawn_family *family_next(const struct spawn_family *f);

/* -- The report of a spawned program -------------------------------------- */

struct report {
	pid_t rep_pid;     /* as the spawn gave it */
	int rep_status;    /* as waitpid() gave it; 0 if it gave none */
	size_t rep_n;      /* lines */
	char **rep_keys;   /* sorted */
	char **rep_values; /* unescaped */
	char *rep_text;
};

/* The program `report`: SPAWNX_TEST_REPORT of the environment, or built in. */
const char *report_program(void);

/*
 * A report from its file; NULL if there is none or it is not complete.
 * report_wait() tries until it is, for at most 10 seconds.
 */
struct report *report_read(const char *path);
struct report *report_wait(const char *path);
void report_free(struct report *r);

/* A value; NULL, or REPORT_NONE, if the key is not there. */
#define REPORT_NONE LLONG_MIN
const char *report_get(const struct report *r, const char *key);
long long report_int(const struct report *r, const char *key);

/* One of descriptor fd's: "" (type), "id", "access", "flags", "cloexec",
 * "offset"; NULL if the program did not get it. */
const char *report_fd(const struct report *r, int fd, const char *what);

/*
 * How b differs from a, a line each, to be freed; NULL if it does not.  Then
 * come keys to leave out, up to a NULL; one that ends in * stands for all
 * that start so.  Always left out: pid, ppid, argv[1], status.*.
 */
char *report_diff(const struct report *a, const struct report *b, ...)
    __attribute__((sentinel));

/*
 * Spawns `report` by f->spawn with more arguments up to a NULL, waits for it
 * and gives its report, to be freed.  The spawn must work, the program exit
 * with 0, and have the pid that the spawn gave.
 */
struct report *run_report(const struct spawn_family *f,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    ...) __attribute__((sentinel));

/*
 * The same without assertions, for a child: 0, the error of the spawn, or -1
 * (and a complaint) if there is no report, with *out NULL.  path NULL
 * is report_program(), args NULL is none.  A status that is not 0 is no error.
 */
int try_report(struct report **out, const struct spawn_family *f,
    const char *path, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attr, char *const args[], char *const envp[]);

/* waitpid() with its EINTR loop: the status, or -1 (errno is waitpid's). */
int wait_for(pid_t pid);

/* -- The state of the test's own process ---------------------------------- */

/* What a spawn, and so a test, must leave as it was. */
struct world {
	struct world_fd *w_fds;
	size_t w_nfds;
	unsigned char w_mask[RAW_SETLEN];
	unsigned long w_actions[RAW_NSIG][RAW_ACTION]; /* as the kernel's */
	char w_cwd[PATH_MAX];
	mode_t w_umask;
	int w_dumpable;
};

void world_take(struct world *w);
/*
 * Complains of each difference and of children that are left, and frees.
 * Returns how many there were, and then puts back what it can: descriptors
 * are closed, zombies reaped, the rest is restored.
 */
int world_check(struct world *w);
/* Frees without checking. */
void world_forget(struct world *w);

int count_fds(void);
/* Whether there is a child, running or not yet waited for. */
bool has_child(void);
/* "1,2,15": to be used before the next call. */
const char *mask_text(const sigset_t *set);

/* -- A spawn that has to fail --------------------------------------------- */

/*
 * expect_failure(ENOENT, &pid, f->spawn(&pid, "/none", ...)): sets errno and
 * *pid to odd values, evaluates the call, and checks that it gives the error,
 * leaves both as they are, no child and no descriptor.  The pointer may be
 * NULL.  failure_clean() is the same as an expression, for a child.
 */
#define expect_failure(error, pid, call)                   \
	do {                                               \
		failure_begin(pid);                        \
		if (!failure_end(error, pid, call, #call)) \
			fail();                            \
	} while (0)
#define failure_clean(error, pid, call) \
	(failure_begin(pid), failure_end(error, pid, call, #call))
void failure_begin(pid_t *pid);
bool failure_end(int error, const pid_t *pid, int got, const char *call);

/* -- Files ---------------------------------------------------------------- */

/* The test's directory, 0777, removed with all in it after the test. */
const char *test_dir(void);
/* A path in it, in one of 16 buffers that are used in turn. */
const char *test_path(const char *name);

/* Return the path, absolute in the test's directory unless `name` is. */
const char *write_file(const char *name, mode_t mode, const char *contents);
/* An executable shell script. */
const char *make_script(const char *name, const char *body);
/* A whole file, to be freed; NULL if it can't be read. */
char *read_file(const char *path);
size_t count_lines(const char *text);

/* -- Children and signals ------------------------------------------------- */

/*
 * Forks, and calls fn(arg) in the child, which exits with the result: 0 is
 * good, 77 is a skip (say why by complain()).  Returns the exit status, or
 * minus the signal that ended it.
 */
int in_child(int (*fn)(void *), void *arg);
/* The same, asserting 0, skipping for 77. */
void expect_child(int (*fn)(void *), void *arg);
/* For each row of a table, which is fn's argument; see FOR_EACH_ROW. */
#define expect_rows(fn, table) rows_by(expect_child, fn, table)
#define rows_by(call, fn, table)                      \
	do {                                          \
		const __typeof__((table)[0]) *row_by; \
                                                      \
		FOR_EACH_ROW(row_by, table)           \
		call(fn, (void *)(uintptr_t)row_by);  \
	} while (0)

void sleep_ms(long ms);

/*
 * Counts a signal from now on.  The second is the number of times any such
 * handler ran in a process that shares this memory and is not this one; it
 * has to be 0, always.
 */
void catch_signal(int signo);
int caught(int signo);
int caught_elsewhere(void);

/* -- Refusing system calls ------------------------------------------------ */

/*
 * Have the kernel answer a system call with an error number instead of doing
 * it, for good, in this process (so: a forked child) and what it starts.
 * The second only if (argument argno & mask) == value, the low 32 bits.
 * Return 0 or an error number: EINVAL, ENOSYS where there is no seccomp.
 */
int refuse_syscall(long number, int error);
int refuse_syscall_if_arg(
    long number, unsigned argno, uint32_t mask, uint32_t value, int error);

/*
 * The same for each clone() that shares memory, except for threads.  On most
 * CPUs vfork() is one: a script in such a child forks for what is in parentheses.
 */
int refuse_shared_memory(int error);

/* The same for all but those that are listed, with EPERM. */
#define ALLOWED_MOST 200
int allow_syscalls(const long *numbers, size_t n);

/*
 * Has the kernel ask by the descriptor that is given about each such call of
 * this thread, for good: seccomp_unotify(2).  -1 and errno where it can't.
 */
int supervise_syscall(long number);

#endif /* SUPPORT_H */
