/* SPDX-License-Identifier: BSD-2-Clause */
/* What the tests of file actions and of errors have in common. */
#ifndef CHECK_H
#define CHECK_H

#include "support.h"

/*
 * AddressSanitizer looks at the arguments of posix_spawn() and posix_spawnp()
 * before the library does, and keeps freed memory for a while.
 */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define WITH_ASAN 1
#endif
#ifndef WITH_ASAN
#define WITH_ASAN 0
#endif

/*
 * An assertion for a function that runs in a forked child and returns an
 * int: complains, and has the function return 1.
 */
#define CHECK(condition)                                              \
	do {                                                          \
		if (!(condition))                                     \
			return (complain("%s:%d: not so: %s",         \
			    strrchr("/" __FILE__, '/') + 1, __LINE__, \
			    #condition));                             \
	} while (0)

/*
 * Adds file actions, written one after the other with blanks between:
 *
 *	oFD=PATH  open for reading       OFD=PATH  the same, O_CLOEXEC
 *	wFD=PATH  O_WRONLY, O_CREAT and O_TRUNC, 0666
 *	aFD=PATH  the same with O_APPEND and without O_TRUNC
 *	xFD=PATH  O_WRONLY, O_CREAT and O_EXCL, 0666
 *	cFD       close                  dFD:NEW   dup2
 *	iFD       inherit                fFD       closefrom
 *	C=PATH    chdir                  FFD       fchdir
 *	tFD       tcsetpgrp
 *	rFD:NEW,FD:NEW,...  remap
 *
 * An @ at the start of a path is the test's directory.  Returns what the
 * first add that fails does, or EDOM for a mistake in the text.
 */
int add_actions(const struct spawn_family *f, posix_spawn_file_actions_t *fa,
    const char *text);

/*
 * Opens the file with this very number, which is close-on-exec if oflag has
 * O_CLOEXEC.  Returns the number, or -1.
 */
int open_as(int fd, const char *path, int oflag);

/* A file as report_fd(r, fd, "id") has it; to be used before the next call. */
const char *file_id(const char *path);

/* Closes all above 2, for a child that has to know what is open. */
void close_all(void);

/* The process `report`, spawned without arguments of its own. */
int quick_spawn(const struct spawn_family *f, pid_t *pid,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr);

/*
 * For a child: spawns `report` with the actions of the text (see above) and
 * the flags, and takes care that nothing of the caller's has changed.
 * Gives the error of the spawn, or -1 with a complaint.
 */
int spec_report(struct report **out, const struct spawn_family *f,
    const char *text, short flags);

/*
 * For a child: the same for a spawn that has to fail, with this error, in
 * the action with this number, and as failure_clean() wants it.  Returns 0,
 * or 1 and complains.
 */
int spec_failure(const struct spawn_family *f, const char *text, short flags,
    int error, int index);

/*
 * expect_child() for each of the library's families, and for children that
 * share the descriptors; it is fn's argument.
 */
void expect_each(int (*fn)(void *));

/*
 * Calls all eight entry points (but those that a sanitizer has taken over),
 * each of which has to fail with the error and as failure_clean() wants it.
 * Returns how many did not.
 */
#define ODD_HANDLE 0x0ddba11
int count_wrong(const char *name, int error, const char *path,
    char *const argv[], char *const envp[]);

#endif /* CHECK_H */
