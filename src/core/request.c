/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What every kind of spawn does before the launch and after it.
 */
#include <errno.h>

#include "base/probe.h"
#include "core/core.h"
#include "object/object.h"
#include "object/attr.h"
#include "os/kernel.h"
#include "os/launch.h"
#include SPX_HOST_H

/* What was not added or set is not left out of the spawn. */
static int
read_mishaps(struct spx_request *r, const struct spx_spawn_args *args)
{
	struct spx_mishap mishap;
	int rc;

	rc = spx_attr_mishap(args->sa_attr, &mishap);
	if (rc < 0) {
		r->req_setter = spx_attr_setter(mishap.mi_what);
		return (rc);
	}
	rc = spx_actions_mishap(args->sa_actions, &mishap);
	if (rc < 0)
		r->req_setter = spx_actions_setter(mishap.mi_what);
	return (rc);
}

/*
 * Linux makes up an empty argv[0] (5.18), and before that the program would
 * take the environment for its arguments.  FreeBSD refuses, and so do we there.
 */
static char *const *
arguments(char *const *argv)
{
	static char nothing[] = "";
	static char *const made_up[] = { nothing, NULL };

	if (argv == NULL || argv[0] != NULL)
		return (argv);
	return (SPX_HOST_EMPTY_ARGV ? made_up : NULL);
}

/* The attributes come first: they know where a failure is to be written. */
static int
read_arguments(struct spx_request *r, const struct spx_spawn_args *args)
{
	int rc;

	rc = spx_attr_read(r, args->sa_attr);
	if (args->sa_failure != NULL)
		r->req_where = args->sa_failure;
	if (rc == 0)
		rc = spx_actions_read(r, args->sa_actions);
	if (rc == 0)
		rc = read_mishaps(r, args);
	r->req_argv = arguments(args->sa_argv);
	if (rc == 0 && r->req_argv == NULL)
		rc = -EINVAL;
	r->req_envp = args->sa_envp == NULL ? SPX_HOST_ENVIRON : args->sa_envp;
	return (rc);
}

/* With a descriptor to execute there are no paths, and no shell. */
static int
find_paths(struct spx_request *r, const struct spx_spawn_args *args,
    union spx_search_buffer *buf)
{
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_EXECFD)) {
		r->req_npaths = 0;
		return (0);
	}
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_CANDIDATES))
		return (spx_candidates(r, buf, sizeof(*buf)));
	if (args->sa_path == NULL)
		return (-EINVAL);
	if (!args->sa_search && r->req_ext == NULL)
		return (0);
	return (
	    spx_search(r, args->sa_path, args->sa_search, buf, sizeof(*buf)));
}

/* Both are about the parent, which is another process, and soon gone. */
static bool
may_detach(const struct spx_request *r)
{
	return (!spx_ext_has(r->req_ext, SPAWNX_ATTR_PDEATHSIG) &&
		!spx_ext_int(r->req_ext, SPAWNX_ATTR_TRACEME, 0));
}

int
spx_request_prepare(struct spx_request *r, const struct spx_spawn_args *args,
    bool valid, union spx_search_buffer *buf)
{
	int rc;

	SPX_PROBE_ENTRY(args->sa_path);
	r->req_paths = args->sa_path;
	r->req_npaths = 1;
	r->req_handle = -1;
	r->req_report = -1;
	r->req_hidden[0] = r->req_hidden[1] = -1;
	rc = read_arguments(r, args);
	if (rc == 0 && (!valid || (r->req_detached && !may_detach(r))))
		rc = -EINVAL;
	if (rc == 0)
		rc = find_paths(r, args, buf);
	if (rc == 0)
		rc = spx_pidenv(r);
	if (rc == 0)
		return (0);
	spx_request_free(r);
	return (spx_failed(r, SPAWNX_STEP_ARGUMENT, 0, -rc));
}

int
spx_request_refused(const struct spx_request *r, int error)
{
	const enum spawnx_attribute *which = spx_ext_refuses(r->req_ext, error);

	if (r->req_failure.step != SPAWNX_STEP_NONE)
		return (spx_failed(
		    r, r->req_failure.step, r->req_failure.index, error));
	if (which != NULL)
		return (spx_failed(r, SPAWNX_STEP_ATTR, (int)*which, error));
	if (r->req_flags & SPAWNX_SETCGROUP)
		return (
		    spx_failed(r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_CGROUP, error));
	return (spx_failed(r, SPAWNX_STEP_CLONE, 0, error));
}

/* Of these a failure says what was asked for. */
static bool
has_value(int which)
{
	return (spx_ext_is(which, SPX_IS_FD) || spx_ext_is(which, SPX_IS_PATH));
}

/*
 * The answer comes from another process, which may be another user's by now:
 * no index of it is used before it has been checked.
 */
static bool
is_possible(const struct spx_request *r, const struct spx_failure *f)
{
	if (f->error <= 0 || f->index < 0)
		return (false);
	switch (f->step) {
	case SPAWNX_STEP_CLONE:
		return (true);
	case SPAWNX_STEP_ATTR:
		return (f->index <= SPX_ATTR_LAST &&
			(!has_value(f->index) ||
			    spx_ext_has(
				r->req_ext, (enum spawnx_attribute)f->index)));
	case SPAWNX_STEP_ACTION:
		return ((unsigned)f->index < r->req_nactions);
	case SPAWNX_STEP_EXEC:
	case SPAWNX_STEP_INTERPRETER:
		return (f->index == 0 || (unsigned)f->index < r->req_npaths);
	default:
		return (false);
	}
}

static int
conclude_failure(struct spx_request *r, pid_t child)
{
	struct spx_failure failure = r->req_failure;

	if (child > 0)
		spx_abandon(r, child);
	if (!is_possible(r, &failure))
		failure = (struct spx_failure){ EPROTO, SPAWNX_STEP_CLONE, 0 };
	return (spx_failed(r, failure.step, failure.index, failure.error));
}

/* Only of those that may fail, whatever the child says. */
static void
tell_skipped(const struct spx_request *r)
{
	size_t i;

	for (i = 0; i < r->req_nerrors; i++)
		r->req_errors[i] =
		    i < SPAWNX_ATTR_MOST &&
			    (r->req_optional & SPX_ATTR_BIT(i)) != 0
			? r->req_skipped[i]
			: 0;
}

int
spx_request_conclude(struct spx_request *r, pid_t child, pid_t *pid)
{
	if (r->req_failure.step != SPAWNX_STEP_NONE)
		return (conclude_failure(r, child));
	tell_skipped(r);
	if (pid != NULL)
		*pid = child;
	if (r->req_handle_to != NULL)
		*r->req_handle_to = r->req_handle;
	return (0);
}

void
spx_request_free(struct spx_request *r)
{
	if (r->req_heap != NULL)
		spx_free(r->req_heap);
	if (r->req_env_heap != NULL)
		spx_free(r->req_env_heap);
	r->req_heap = r->req_env_heap = NULL;
}
