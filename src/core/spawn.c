/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx_spawn() and its three sisters: a request on the stack, launched and
 * waited for.
 */
#include "base/probe.h"
#include "core/core.h"
#include "os/launch.h"

static int
launch(struct spx_request *r, int *handle, pid_t *pid)
{
	const long child = spx_launch(r);
	int rc;

	if (child < 0)
		rc = spx_request_refused(r, (int)-child);
	else
		rc = spx_request_conclude(r, (pid_t)child, pid);
	if (rc == 0 && handle != NULL)
		*handle = r->req_handle;
	spx_request_free(r);
	return (rc);
}

static int
spawn(const struct spx_spawn_args *args, int *handle, pid_t *pid,
    struct spx_request *r, bool valid)
{
	union spx_search_buffer buf;
	pid_t child = -1;
	int rc;

	rc = spx_request_prepare(r, args, valid, &buf);
	if (rc == 0)
		rc = launch(r, handle, &child);
	if (rc == 0 && pid != NULL)
		*pid = child;
	SPX_PROBE_RETURN(rc, child);
	return (rc);
}

static int
spawn_plain(const struct spx_spawn_args *args, pid_t *pid)
{
	struct spx_request r = { .req_want_handle = false };

	return (spawn(args, NULL, pid, &r, true));
}

static int
spawn_handle(const struct spx_spawn_args *args, int *handle, pid_t *pid)
{
	struct spx_request r = { .req_want_handle = true };

	return (spawn(args, handle, pid, &r, handle != NULL));
}

int
spx_spawn_with(
    const struct spx_spawn_args *args, unsigned flags, int *handle, pid_t *pid)
{
	struct spx_request r = {
		.req_detached = (flags & SPAWNX_DETACHED) != 0,
		.req_autokill = (flags & SPAWNX_AUTOKILL) != 0,
		.req_want_handle = handle != NULL,
	};

	return (spawn(args, handle, pid, &r, true));
}

SPX_PUBLIC int
spawnx_spawn(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	const struct spx_spawn_args args = { false, path, actions, attr, argv,
		envp, NULL };

	return (spawn_plain(&args, pid));
}

SPX_PUBLIC int
spawnx_spawnp(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	const struct spx_spawn_args args = { true, path, actions, attr, argv,
		envp, NULL };

	return (spawn_plain(&args, pid));
}

SPX_PUBLIC int
spawnx_spawn_handle(int *handle, pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	const struct spx_spawn_args args = { false, path, actions, attr, argv,
		envp, NULL };

	return (spawn_handle(&args, handle, pid));
}

SPX_PUBLIC int
spawnx_spawnp_handle(int *handle, pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	const struct spx_spawn_args args = { true, path, actions, attr, argv,
		envp, NULL };

	return (spawn_handle(&args, handle, pid));
}
