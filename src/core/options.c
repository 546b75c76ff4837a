/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx_spawn_with(): all spawns and starts by one function, whose options
 * may grow.
 */
#include <errno.h>
#include <string.h>

#include "core/core.h"
#include "object/failure.h"
#include "os/kernel.h"

#define FLAGS_OF_SPAWN (SPAWNX_DETACHED | SPAWNX_AUTOKILL)

/* Those of a later version must not ask for anything. */
static bool
is_zero(const char *bytes, size_t size)
{
	while (size > 0)
		if (bytes[--size] != 0)
			return (false);
	return (true);
}

/*
 * The kernel reaps by itself whom it kills with the handle.  A start would wait
 * for a detached child, and could not reap it when it is cancelled.
 */
static int
check_flags(const spawnx_options_t *o)
{
	const unsigned more =
	    o->pending != NULL ? SPX_FLAGS_OF_START : FLAGS_OF_SPAWN;

	if ((o->flags & ~(SPAWNX_SEARCH | more)) != 0)
		return (EINVAL);
	if ((o->flags & SPAWNX_AUTOKILL) != 0 &&
	    ((o->flags & SPAWNX_DETACHED) == 0 || o->handle == NULL))
		return (EINVAL);
	if ((o->flags & SPAWNX_DETACHED) != 0 && !spx_has(SPAWNX_CAN_DETACHED))
		return (ENOTSUP);
	return (0);
}

static int
read_options(spawnx_options_t *o, const spawnx_options_t *options, size_t size)
{
	memset(o, 0, sizeof(*o));
	if (options == NULL)
		return (0);
	memcpy(o, options, size < sizeof(*o) ? size : sizeof(*o));
	if (size > sizeof(*o) &&
	    !is_zero((const char *)options + sizeof(*o), size - sizeof(*o)))
		return (E2BIG);
	return (check_flags(o));
}

SPX_PUBLIC int
spawnx_spawn_with(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[], const spawnx_options_t *options,
    size_t size)
{
	spawnx_options_t o;
	const int rc = read_options(&o, options, size);
	const struct spx_spawn_args args = { (o.flags & SPAWNX_SEARCH) != 0,
		path, actions, attr, argv, envp, o.failure };

	if (rc != 0) {
		if (o.failure != NULL)
			spx_failure_init(o.failure, SPAWNX_STEP_ARGUMENT, rc);
		return (rc);
	}
	if (o.pending != NULL)
		return (spx_start_with(
		    o.pending, o.flags & ~SPAWNX_SEARCH, &args, o.handle, pid));
	return (spx_spawn_with(&args, o.flags & FLAGS_OF_SPAWN, o.handle, pid));
}
