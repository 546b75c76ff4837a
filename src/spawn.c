/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx_spawn() and its three sisters: check the arguments, lay out a
 * request on the stack, launch it, and clear up after a child that failed.
 */
#include <errno.h>

#include "launch.h"
#include SPX_HOST_H

/*
 * What posix_spawnp() lays out without the heap; a usual PATH and a usual
 * name take less than half of it.
 */
#define SEARCH_BUFFER 1024

/* Which sister it is. */
#define SEARCH 1u
#define HANDLE 2u

/* Says where a spawn failed; returns the error number for the caller. */
static int
failed(const struct spx_request *r, enum spawnx_step step, int index, int error)
{
	if (r->req_where != NULL) {
		r->req_where->error = error;
		r->req_where->step = step;
		r->req_where->index = index;
	}
	return (error);
}

/* The attributes come first: they know where a failure is to be written. */
static int
prepare(struct spx_request *r, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	int rc;

	rc = spx_attr_read(r, attr);
	if (rc == 0)
		rc = spx_actions_read(r, actions);
	r->req_argv = argv;
	r->req_envp = envp == NULL ? SPX_HOST_ENVIRON : envp;
	/* Linux would make up an argv[0]; FreeBSD refuses, and so do we. */
	if (argv == NULL || argv[0] == NULL)
		rc = -EINVAL;
	return (rc);
}

/* The kernel made no child: an attribute's doing, or its own. */
static int
not_launched(const struct spx_request *r, int error)
{
	if (r->req_flags & SPAWNX_SETCGROUP)
		return (failed(r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_CGROUP, error));
	return (failed(r, SPAWNX_STEP_CLONE, 0, error));
}

static int
launch(struct spx_request *r, pid_t *pid)
{
	long rc = spx_launch(r);

	if (rc < 0)
		return (not_launched(r, (int)-rc));
	if (r->req_failure.step != SPAWNX_STEP_NONE) {
		spx_abandon(r, (pid_t)rc);
		return (failed(r, r->req_failure.step, r->req_failure.index,
		    r->req_failure.error));
	}
	if (pid != NULL)
		*pid = (pid_t)rc;
	return (0);
}

static int
spawn(unsigned how, int *handle, pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	struct spx_request r = {
		.req_paths = path,
		.req_npaths = 1,
		.req_want_handle = (how & HANDLE) != 0,
		.req_handle = -1,
		.req_report = -1,
	};
	union {
		char bytes[SEARCH_BUFFER];
		char *vector;
	} buf;
	int rc;

	rc = prepare(&r, actions, attr, argv, envp);
	if (path == NULL || (r.req_want_handle && handle == NULL))
		rc = -EINVAL;
	if (rc == 0 && (how & SEARCH))
		rc = spx_search(&r, path, &buf, sizeof(buf));
	if (rc < 0)
		return (failed(&r, SPAWNX_STEP_ARGUMENT, 0, -rc));
	rc = launch(&r, pid);
	if (rc == 0 && r.req_want_handle)
		*handle = r.req_handle;
	if (r.req_heap != NULL)
		spx_free(r.req_heap);
	return (rc);
}

SPX_PUBLIC int
spawnx_spawn(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	return (spawn(0, NULL, pid, path, actions, attr, argv, envp));
}

SPX_PUBLIC int
spawnx_spawnp(pid_t *pid, const char *file,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	return (spawn(SEARCH, NULL, pid, file, actions, attr, argv, envp));
}

SPX_PUBLIC int
spawnx_spawn_handle(int *handle, pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	return (spawn(HANDLE, handle, pid, path, actions, attr, argv, envp));
}

SPX_PUBLIC int
spawnx_spawnp_handle(int *handle, pid_t *pid, const char *file,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	return (spawn(
	    SEARCH | HANDLE, handle, pid, file, actions, attr, argv, envp));
}
