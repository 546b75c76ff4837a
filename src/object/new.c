/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Objects on the heap, for callers that don't know how large the host's types
 * are.
 */
#include "base/spx.h"

SPX_PUBLIC posix_spawnattr_t *
spawnx_attr_new(void)
{
	posix_spawnattr_t *attr = spx_realloc(NULL, sizeof(*attr));

	if (attr == NULL || spawnx_attr_init(attr) == 0)
		return (attr);
	spx_free(attr);
	return (NULL);
}

SPX_PUBLIC void
spawnx_attr_free(posix_spawnattr_t *attr)
{
	if (attr == NULL)
		return;
	(void)spawnx_attr_destroy(attr);
	spx_free(attr);
}

SPX_PUBLIC posix_spawn_file_actions_t *
spawnx_file_actions_new(void)
{
	posix_spawn_file_actions_t *fa = spx_realloc(NULL, sizeof(*fa));

	if (fa == NULL || spawnx_file_actions_init(fa) == 0)
		return (fa);
	spx_free(fa);
	return (NULL);
}

SPX_PUBLIC void
spawnx_file_actions_free(posix_spawn_file_actions_t *fa)
{
	if (fa == NULL)
		return;
	(void)spawnx_file_actions_destroy(fa);
	spx_free(fa);
}
