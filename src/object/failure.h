/* SPDX-License-Identifier: BSD-2-Clause */
/* How a caller's spawnx_failure_t is filled, by a setter and by a spawn. */
#ifndef SPX_FAILURE_H
#define SPX_FAILURE_H

#include <string.h>

#include "base/spx.h"

static inline void
spx_failure_init(spawnx_failure_t *where, enum spawnx_step step, int error)
{
	memset(where, 0, sizeof(*where));
	where->error = error;
	where->step = step;
	where->fd = where->newfd = -1;
}

/* The function that failed; NULL: none. */
static inline void
spx_failure_name(spawnx_failure_t *where, const char *setter)
{
	size_t len = setter == NULL ? 0 : strlen(setter);

	if (len >= sizeof(where->setter))
		len = sizeof(where->setter) - 1;
	if (len > 0)
		memcpy(where->setter, setter, len);
}

#endif /* SPX_FAILURE_H */
