/* SPDX-License-Identifier: BSD-2-Clause */
/* What core_program.c calls in core_plugin.c, linked with it or loaded. */
#ifndef CORE_PLUGIN_H
#define CORE_PLUGIN_H

#include <spawnx.h>

struct core_plugin {
	/* The file that its spawnx_spawn() is in. */
	const char *(*library)(void);
	/* Makes the file by a spawn of its own; 0 or an error number. */
	int (*run)(const char *file);
	/* Spawns by another's objects, and finishes another's spawn. */
	int (*spawn)(const posix_spawn_file_actions_t *actions,
	    const posix_spawnattr_t *attr);
	int (*finish)(spawnx_pending_t *pending);
};

const struct core_plugin *core_plugin(void);

#endif /* CORE_PLUGIN_H */
