/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is behind a posix_spawn_file_actions_t: the list that callers fill, and
 * a child goes through.
 */
#ifndef SPX_ACTIONS_H
#define SPX_ACTIONS_H

#include "base/request.h"

/*
 * The moves of a REMAP in an order in which none destroys what another needs.
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

#endif /* SPX_ACTIONS_H */
