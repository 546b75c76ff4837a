/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading an actions object, for programs that wrap a spawn.
 */
#include <errno.h>
#include <string.h>

#include "object/object.h"

/* Up to the last member of version 0.1. */
#define OLDEST_SIZE (offsetof(spawnx_file_action_t, size) + sizeof(size_t))

static void
describe(spawnx_file_action_t *out, const struct spx_action *fa)
{
	memset(out, 0, sizeof(*out));
	out->kind = fa->fa_kind;
	out->fd = fa->fa_fd;
	out->oflag = fa->fa_oflag;
	out->mode = fa->fa_mode;
	out->path = fa->fa_path;
	if (fa->fa_kind == SPAWNX_ACTION_DUP2) {
		out->fd = fa->fa_from;
		out->newfd = fa->fa_fd;
	}
	if (fa->fa_kind == SPAWNX_ACTION_WRITE) {
		out->fd = 0;
		out->data = fa->fa_data;
		out->size = fa->fa_size;
	}
	if (fa->fa_remap != NULL) {
		out->fd = 0;
		out->count = fa->fa_remap->rm_count;
		out->from = fa->fa_remap->rm_from;
		out->to = fa->fa_remap->rm_to;
	}
}

SPX_PUBLIC int
spawnx_file_actions_count(const posix_spawn_file_actions_t *fa, size_t *count)
{
	struct spx_request r = { .req_nactions = 0 };

	if (fa == NULL || count == NULL || spx_actions_read(&r, fa) < 0)
		return (EINVAL);
	*count = r.req_nactions;
	return (0);
}

SPX_PUBLIC int
spawnx_file_actions_get(const posix_spawn_file_actions_t *fa, size_t index,
    spawnx_file_action_t *action, size_t size)
{
	struct spx_request r = { .req_nactions = 0 };
	spawnx_file_action_t known;

	if (fa == NULL || action == NULL || size < OLDEST_SIZE ||
	    spx_actions_read(&r, fa) < 0 || index >= r.req_nactions)
		return (EINVAL);
	describe(&known, &r.req_actions[index]);
	if (size > sizeof(known)) {
		memset((char *)action + sizeof(known), 0, size - sizeof(known));
		size = sizeof(known);
	}
	memcpy(action, &known, size);
	return (0);
}
