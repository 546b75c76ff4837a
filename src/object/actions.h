/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is behind a posix_spawn_file_actions_t: the list that callers fill, and
 * a child goes through.
 */
#ifndef SPX_ACTIONS_H
#define SPX_ACTIONS_H

#include "base/request.h"
#include "object/mishap.h"

/* The moves of a REMAP in an order in which none destroys what another needs.
 */
struct spx_move {
	int mv_from, mv_to; /* SPX_SPARE: the descriptor that is free for it */
};

#define SPX_SPARE (-1)

struct spx_remap {
	unsigned rm_count, rm_nmoves;
	int rm_above; /* above all numbers of the action */
	int *rm_from, *rm_to;
	struct spx_move rm_moves[];
};

struct spx_action {
	enum spawnx_action_kind fa_kind;
	int fa_fd;      /* what the action makes, closes or acts upon; REMAP:
			   the highest of all its numbers, or -1 */
	int fa_from;    /* DUP2: the source; REMAP: the highest, or -1 */
	int fa_oflag;   /* OPEN */
	mode_t fa_mode; /* OPEN */
	char *fa_path;  /* OPEN, CHDIR, WRITE: owned by the list */
	const void *fa_data; /* WRITE: behind the path */
	size_t fa_size;
	struct spx_remap *fa_remap; /* REMAP: owned by the list */
};

/* file_actions.c: points the request at the list; EINVAL if not ours. */
int spx_actions_read(
    struct spx_request *r, const posix_spawn_file_actions_t *actions);

/* The same: what has failed for them, -errno; 0: nothing, or not ours. */
int spx_actions_mishap(
    const posix_spawn_file_actions_t *actions, struct spx_mishap *mishap);

/* file_actions_add.c: the name of the function that adds such an action. */
const char *spx_actions_setter(int kind);

/* file_actions.c: what a public function that adds an action of a kind returns. */
int spx_fa_result(posix_spawn_file_actions_t *actions,
    enum spawnx_action_kind kind, int error);

/*
 * The same: appends *what, with a copy of its path and data; fa_remap is the
 * list's from then on.  Returns an error number.
 */
int spx_actions_add(
    posix_spawn_file_actions_t *actions, const struct spx_action *what);
/* The same, of one that only reads the descriptor: any open one will do. */
int spx_actions_add_source(
    posix_spawn_file_actions_t *actions, enum spawnx_action_kind kind, int fd);
bool spx_is_descriptor(int fd);

/* remap.c: NULL without memory. */
struct spx_remap *spx_remap_copy(const struct spx_remap *from);

#endif /* SPX_ACTIONS_H */
