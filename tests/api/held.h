/* SPDX-License-Identifier: BSD-2-Clause */
/* A child that is held, of a program that leaves a mark if it runs. */
#ifndef HELD_H
#define HELD_H

#include "check.h"
#include "forked.h"
#include "needs.h"
#include "pending.h"

/* What a program that runs leaves behind. */
static inline char *const *
marker_argv(void)
{
	static char *argv[] = { "touch", NULL, NULL };

	argv[1] = (char *)(uintptr_t)test_path("marker");
	return (argv);
}

static inline bool
has_run(void)
{
	return (access(test_path("marker"), F_OK) == 0);
}

/* What is left out of a case, the case needs at its end. */
static inline bool
can_hold(unsigned flags)
{
	return (!(flags & SPAWNX_HANDLE) || kernel_has(NEED_PIDFDS));
}

static inline spawnx_pending_t *
hold(unsigned flags, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr)
{
	spawnx_pending_t *p = NULL;

	(void)unlink(test_path("marker"));
	if (spawnx_startp(&p, SPAWNX_HELD | flags, "touch", fa, attr,
		marker_argv(), environ) != 0)
		return (NULL);
	return (p);
}

#endif /* HELD_H */
