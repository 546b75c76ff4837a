/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of this folder have for each other. */
#ifndef SPX_CORE_H
#define SPX_CORE_H

#include "base/request.h"

/*
 * What spx_search() lays out without the heap; a usual PATH and a usual name
 * take less than half of it.
 */
#define SPX_SEARCH_BUFFER 1024

union spx_search_buffer {
	char sb_bytes[SPX_SEARCH_BUFFER];
	char *sb_vector; /* hosts whose shell runs scripts put an argv there */
};

/*
 * search.c: lays out the paths that `file` may stand for, if it is to be
 * searched for, and the arguments of a shell where one is to run what is no
 * program: in buf, which is aligned for pointers, if it is large enough, else
 * in req_heap.  -ENOMEM.
 */
int spx_search(struct spx_request *r, const char *file, bool search, void *buf,
    size_t size);

/* The same for the paths that an attribute gives. */
int spx_candidates(struct spx_request *r, void *buf, size_t size);

/*
 * request.c: the life of a request, from the arguments of a public function to
 * its result.  These return an error number, and have told the caller's
 * spawnx_failure_t of it.
 */

/* The arguments that all spawns have. */
struct spx_spawn_args {
	bool sa_search; /* sa_path is looked for in PATH */
	const char *sa_path;
	const posix_spawn_file_actions_t *sa_actions;
	const posix_spawnattr_t *sa_attr;
	char *const *sa_argv, *const *sa_envp;
	spawnx_failure_t *sa_failure; /* of this call; NULL: the attributes' */
};

/*
 * copy.c: has the arguments point to a copy: in room, aligned for pointers, if
 * it is large enough, else in *heap, to be freed.  -ENOMEM.
 */
int spx_copy_arguments(
    struct spx_spawn_args *args, void *room, size_t size, void **heap);

/*
 * spawn.c and pending.c: all spawns, and all starts; handle may be NULL.
 * flags: those of spawnx_spawn_with() that are about the process.  The first
 * returns an error number, as the second, which gives the descriptor and the
 * process ID away at once.
 */
int spx_spawn_with(
    const struct spx_spawn_args *args, unsigned flags, int *handle, pid_t *pid);
int spx_start_with(spawnx_pending_t **out, unsigned flags,
    const struct spx_spawn_args *args, int *handle, pid_t *pid);

#define SPX_FLAGS_OF_START                                                     \
	(SPAWNX_POLLABLE | SPAWNX_SHAREFILES | SPAWNX_HANDLE | SPAWNX_BORROW | \
	    SPAWNX_HELD)

/*
 * Fills a zeroed request, which may point into buf afterwards.  `valid` is
 * what the caller says of the arguments of its own.
 */
int spx_request_prepare(struct spx_request *r,
    const struct spx_spawn_args *args, bool valid,
    union spx_search_buffer *buf);

/* There is no child: an attribute's doing, or the kernel's own. */
int spx_request_refused(const struct spx_request *r, int error);

/*
 * There was a child, and it has left this memory: does it run, or not?  child
 * is -1 if it has failed and is reaped.
 */
int spx_request_conclude(struct spx_request *r, pid_t child, pid_t *pid);

/* Undoes spx_request_prepare(), after the child has left this memory. */
void spx_request_free(struct spx_request *r);

/* failure.c: tells the caller where a spawn failed; returns the error. */
int spx_failed(
    const struct spx_request *r, enum spawnx_step step, int index, int error);

/* explain.c: what the error's text does not say, or NULL. */
const char *spx_explain(const spawnx_failure_t *failure);

/*
 * utf8.c: bytes of the character that s, of n bytes, begins with; 0 if they
 * are none.  The length of s without a character that is cut at its end.
 */
size_t spx_utf8_char(const char *s, size_t n);
size_t spx_utf8_whole(const char *s, size_t len);

/* pidenv.c: replaces req_envp, if PIDENV is set; 0, or -errno. */
int spx_pidenv(struct spx_request *r);

#endif /* SPX_CORE_H */
