/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The life of a request, from the arguments of a public function to its
 * result.  These return an error number, and have told the caller's
 * spawnx_failure_t of it.
 */
#ifndef SPX_REQUEST_H
#define SPX_REQUEST_H

#include "core/spx.h"

/*
 * What spx_search() lays out without the heap; a usual PATH and a usual name
 * take less than half of it.
 */
#define SPX_SEARCH_BUFFER 1024

union spx_search_buffer {
	char sb_bytes[SPX_SEARCH_BUFFER];
	char *sb_vector; /* hosts whose shell runs scripts put an argv there */
};

/* The arguments that all spawns have. */
struct spx_spawn_args {
	bool sa_search; /* sa_path is looked for in PATH */
	const char *sa_path;
	const posix_spawn_file_actions_t *sa_actions;
	const posix_spawnattr_t *sa_attr;
	char *const *sa_argv, *const *sa_envp;
};

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

#endif /* SPX_REQUEST_H */
