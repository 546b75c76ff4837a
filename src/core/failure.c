/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where a spawn failed, for the caller.  The actions and the paths may be
 * gone when it asks for the sentence, so that what it says of them is copied.
 */
#include <string.h>

#include "base/probe.h"
#include "core/core.h"
#include "base/actions.h"
#include "base/extension.h"
#include "object/failure.h"

static void
copy_path(spawnx_failure_t *where, const char *path)
{
	const size_t room = sizeof(where->path) - 1;
	size_t len = strlen(path);

	if (len <= room) {
		memcpy(where->path, path, len + 1);
		return;
	}
	len = spx_utf8_whole(path, room - 3);
	memcpy(where->path, path, len);
	memcpy(where->path + len, "...", 4);
}

static void
describe_action(spawnx_failure_t *where, const struct spx_action *fa)
{
	where->kind = fa->fa_kind;
	switch (fa->fa_kind) {
	case SPAWNX_ACTION_DUP2:
		where->fd = fa->fa_from;
		where->newfd = fa->fa_fd;
		break;
	case SPAWNX_ACTION_CHDIR:
	case SPAWNX_ACTION_WRITE:
	case SPAWNX_ACTION_REMAP:
		break;
	default:
		where->fd = fa->fa_fd;
	}
	if (fa->fa_path != NULL)
		copy_path(where, fa->fa_path);
}

static void
describe_attribute(spawnx_failure_t *where, const struct spx_request *r)
{
	const enum spawnx_attribute which = (enum spawnx_attribute)where->index;

	if (which == SPAWNX_ATTR_CGROUP)
		where->fd = r->req_cgroup;
	else if (spx_ext_is(which, SPX_IS_FD))
		where->fd = spx_ext_int(r->req_ext, which, -1);
	else if (spx_ext_is(which, SPX_IS_PATH))
		copy_path(where, spx_ext_string(r->req_ext, which));
}

/* The paths lie in a row. */
static const char *
path_at(const struct spx_request *r, int index)
{
	const char *path = r->req_paths;

	while (index-- > 0)
		path += strlen(path) + 1;
	return (path);
}

/* With execfd nobody looks at the path; a search may have found none. */
static void
describe_program(spawnx_failure_t *where, const struct spx_request *r)
{
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_EXECFD))
		where->fd = spx_ext_int(r->req_ext, SPAWNX_ATTR_EXECFD, -1);
	else if (r->req_npaths > 0)
		copy_path(where, path_at(r, where->index));
}

int
spx_failed(
    const struct spx_request *r, enum spawnx_step step, int index, int error)
{
	spawnx_failure_t *where = r->req_where;

	SPX_PROBE_FAILURE(error, step, index);
	if (where == NULL)
		return (error);
	spx_failure_init(where, step, error);
	where->index = index;
	if (step == SPAWNX_STEP_ARGUMENT)
		spx_failure_name(where, r->req_setter);
	else if (step == SPAWNX_STEP_ACTION)
		describe_action(where, &r->req_actions[index]);
	else if (step == SPAWNX_STEP_ATTR)
		describe_attribute(where, r);
	else if (step == SPAWNX_STEP_EXEC || step == SPAWNX_STEP_INTERPRETER)
		describe_program(where, r);
	return (error);
}
