/* SPDX-License-Identifier: BSD-2-Clause */
/* Spawns for which the library has descriptors of its own, for a while. */
#ifndef NAMED_H
#define NAMED_H

#include "check.h"
#include "forked.h"

/* A start whose descriptor is to be polled. */

static inline int
spawn_pollable(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	spawnx_pending_t *p = NULL;
	const int rc =
	    spawnx_start(&p, SPAWNX_POLLABLE, path, fa, attr, argv, envp);

	if (rc != 0)
		return (rc);
	if (spawnx_pending_fd(p) < 0)
		(void)complain("no descriptor to poll");
	return (spawnx_finish(p, pid));
}

/* Each one in a child of its own: the first spawn of a process is special. */
static inline int
each_start(int (*fn)(void *))
{
	struct spawn_family pollable = *family_spawnx();
	const struct spawn_family *families[] = { family_spawnx(), &pollable,
		family_sharing() };
	int bad = 0, rc;

	pollable.name = "pollable";
	pollable.spawn = spawn_pollable;
	for (size_t i = 0; i < COUNT(families); i++) {
		rc = in_child(fn, (void *)(uintptr_t)families[i]);
		if (rc == 77)
			return (77);
		if (rc != 0)
			bad += complain("by %s", families[i]->name);
	}
	return (bad);
}

#endif /* NAMED_H */
