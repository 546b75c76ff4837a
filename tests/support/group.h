/* SPDX-License-Identifier: BSD-2-Clause */
/* For the tests of process groups and sessions. */
#ifndef GROUP_H
#define GROUP_H

#include "support.h"

static inline void
make_attr(posix_spawnattr_t *attr, const struct spawn_family *f, int flags,
    pid_t pgroup)
{
	(void)f->attr_init(attr);
	(void)f->setflags(attr, (short)flags);
	(void)f->setpgroup(attr, pgroup);
}

/* What `report` says, spawned with such attributes; to be freed. */
static inline struct report *
report_in(const struct spawn_family *f, int flags, pid_t pgroup)
{
	posix_spawnattr_t attr;
	struct report *r;

	make_attr(&attr, f, flags, pgroup);
	r = run_report(f, NULL, &attr, NULL);
	assert_int_equal(f->attr_destroy(&attr), 0);
	return (r);
}

#endif /* GROUP_H */
