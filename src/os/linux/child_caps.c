/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The capabilities of the program; see child/main.c for what runs there.
 *
 * None of these makes the permitted set smaller than without it.  Who may look
 * into a process without privilege must have all that is permitted to it, and
 * while a child shares the caller's memory that decides who may look into the
 * caller.
 */
#include <errno.h>

#include "child/steps.h"
#include "os/linux/sys_attr.h"

static uint64_t
caps_of(const struct spx_request *r, enum spawnx_attribute which)
{
	return (spx_ext_value(r->req_ext, which)->va_caps);
}

static bool
has(uint64_t set, int capability)
{
	return ((set >> capability & 1) != 0);
}

/* The inheritable set becomes (old & keep) | add. */
static long
set_inheritable(uint64_t keep, uint64_t add)
{
	struct spx_caps caps;
	long rc = spx_sys_capget(&caps);
	int i;

	if (rc < 0)
		return (rc);
	for (i = 0; i < 2; i++) {
		caps.ca_half[i].inheritable &= (uint32_t)(keep >> 32 * i);
		caps.ca_half[i].inheritable |= (uint32_t)(add >> 32 * i);
	}
	return (spx_sys_capset(&caps));
}

/* CAP_SYSLOG, since Linux 2.6.37; what comes after it a kernel may lack. */
#define LAST_OF_OLD 34

/* To drop what has been dropped before needs privilege all the same. */
long
spx_apply_capbounding(const struct spx_request *r)
{
	const uint64_t set = caps_of(r, SPAWNX_ATTR_CAPBOUNDING);
	long rc;
	int i;

	for (i = 0; i < 64; i++) {
		if (has(set, i))
			continue;
		rc = spx_sys_prctl(SPX_PR_CAPBSET_READ, i);
		if (rc == -EINVAL && i > LAST_OF_OLD)
			break;
		if (rc > 0)
			rc = spx_sys_prctl(SPX_PR_CAPBSET_DROP, i);
		if (rc < 0)
			return (rc);
	}
	return (set_inheritable(set, 0));
}

long
spx_apply_capinheritable(const struct spx_request *r)
{
	return (set_inheritable(0, caps_of(r, SPAWNX_ATTR_CAPINHERITABLE)));
}

/*
 * What is permitted would be lost with the last user ID that is root's.  What
 * is effective is lost all the same: no later step has more privilege.
 */
long
spx_child_keep_caps(const struct spx_request *r)
{
	if (!spx_ext_has(r->req_ext, SPAWNX_ATTR_CAPAMBIENT))
		return (0);
	return (spx_sys_prctl(SPX_PR_SET_KEEPCAPS, 1));
}

/* Only what is permitted and inheritable can be ambient. */
long
spx_apply_capambient(const struct spx_request *r)
{
	const uint64_t set = caps_of(r, SPAWNX_ATTR_CAPAMBIENT);
	long rc = spx_sys_ambient(SPX_CAP_AMBIENT_CLEAR, 0);
	int i;

	if (rc == 0 && set != 0)
		rc = set_inheritable(UINT64_MAX, set);
	for (i = 0; i < 64 && rc == 0; i++)
		if (has(set, i))
			rc = spx_sys_ambient(SPX_CAP_AMBIENT_RAISE, i);
	return (rc);
}
