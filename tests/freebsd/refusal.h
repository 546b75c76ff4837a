/* SPDX-License-Identifier: BSD-2-Clause */
/* For tests of attributes: one that is refused. */
#ifndef REFUSAL_H
#define REFUSAL_H

#include "forked.h"

/* Spawns `report`, which has to fail for this attribute. */
static inline int
expect_refusal(posix_spawnattr_t *attr, int error, enum spawnx_attribute which)
{
	spawnx_failure_t where = { .error = 0 };
	pid_t pid;
	int bad;

	bad = check_int(spawnx_attr_setfailure(attr, &where), 0);
	bad += check(failure_clean(error, &pid,
	    spawnx_spawn(&pid, report_program(), NULL, attr,
		ARGV("report", "none"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_ATTR);
	return (bad + check_int(where.index, which));
}

#endif /* REFUSAL_H */
