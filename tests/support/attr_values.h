/* SPDX-License-Identifier: BSD-2-Clause */
/* All values of an attributes object at once. */
#ifndef ATTR_VALUES_H
#define ATTR_VALUES_H

#include "support.h"

/* Everything that an object tells. */
struct values {
	short v_flags;
	pid_t v_pgroup;
	sigset_t v_sigdefault, v_sigmask;
	int v_policy;
	struct sched_param v_param;
	int v_cgroup;
};

static inline void
get_all(const struct spawn_family *f, const posix_spawnattr_t *attr,
    struct values *v)
{
	memset(v, 0x55, sizeof(*v));
	assert_int_equal(f->getflags(attr, &v->v_flags), 0);
	assert_int_equal(f->getpgroup(attr, &v->v_pgroup), 0);
	assert_int_equal(f->getsigdefault(attr, &v->v_sigdefault), 0);
	assert_int_equal(f->getsigmask(attr, &v->v_sigmask), 0);
	assert_int_equal(f->getschedpolicy(attr, &v->v_policy), 0);
	assert_int_equal(f->getschedparam(attr, &v->v_param), 0);
	v->v_cgroup = 0;
	if (f->getcgroup_np != NULL)
		assert_int_equal(f->getcgroup_np(attr, &v->v_cgroup), 0);
}

static inline void
set_all(const struct spawn_family *f, posix_spawnattr_t *attr,
    const struct values *v)
{
	assert_int_equal(f->setflags(attr, v->v_flags), 0);
	assert_int_equal(f->setpgroup(attr, v->v_pgroup), 0);
	assert_int_equal(f->setsigdefault(attr, &v->v_sigdefault), 0);
	assert_int_equal(f->setsigmask(attr, &v->v_sigmask), 0);
	assert_int_equal(f->setschedpolicy(attr, v->v_policy), 0);
	assert_int_equal(f->setschedparam(attr, &v->v_param), 0);
	if (f->setcgroup_np != NULL)
		assert_int_equal(f->setcgroup_np(attr, v->v_cgroup), 0);
}

static inline void
assert_same(const struct values *a, const struct values *b)
{
	assert_int_equal(a->v_flags, b->v_flags);
	assert_int_equal(a->v_pgroup, b->v_pgroup);
	assert_memory_equal(&a->v_sigdefault, &b->v_sigdefault, 8);
	assert_memory_equal(&a->v_sigmask, &b->v_sigmask, 8);
	assert_int_equal(a->v_policy, b->v_policy);
	assert_int_equal(a->v_param.sched_priority, b->v_param.sched_priority);
	assert_int_equal(a->v_cgroup, b->v_cgroup);
}

/* Values that differ in every member, and from the defaults. */
static inline void
odd_values(struct values *v)
{
	memset(v, 0, sizeof(*v));
	v->v_flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK;
	v->v_pgroup = 0x12345678;
	(void)sigaddset(&v->v_sigdefault, SIGINT);
	(void)sigaddset(&v->v_sigdefault, SIGRTMAX);
	(void)sigaddset(&v->v_sigmask, SIGHUP);
	(void)sigaddset(&v->v_sigmask, SIGRTMIN);
	v->v_policy = SCHED_RR;
	v->v_param.sched_priority = 42;
	v->v_cgroup = 77;
}

#endif /* ATTR_VALUES_H */
