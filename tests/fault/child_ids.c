/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that change who a child is, and with that who may look into
 * its memory; see judge.h.
 */
#include "judge.h"

#include <sys/prctl.h>

/* Its own memory is to be undumpable. */
static long
walk_protect(struct walk *wk)
{
	if (!wk->wk_wanted->wa_apart)
		return (0);
	return (walk_take_of(wk, SYS_prctl, 0, PR_SET_DUMPABLE));
}

long
walk_nsfds(struct walk *wk)
{
	long rc = wk->wk_wanted->wa_apart ? walk_protect(wk) : 0;

	for (size_t i = 0; rc == 0 && i < wk->wk_wanted->wa_nsfds; i++)
		rc = walk_take(wk, SYS_setns);
	return (rc);
}

long
walk_groups(struct walk *wk)
{
	return (walk_take(wk, CALL_setgroups));
}

long
walk_ids(struct walk *wk)
{
	long rc = 0;

	if (walk_wants(wk, SPAWNX_ATTR_CAPAMBIENT))
		rc = walk_take_of(wk, SYS_prctl, 0, PR_SET_KEEPCAPS);
	if (rc == 0)
		rc = walk_take(wk, CALL_setresgid);
	if (rc == 0)
		rc = walk_take(wk, CALL_setresuid);
	return (rc < 0 ? rc : walk_protect(wk));
}

long
walk_resetids(struct walk *wk)
{
	long rc = walk_take(wk, CALL_getresuid);

	if (rc == 0)
		rc = walk_take(wk, CALL_setresuid);
	if (rc == 0)
		rc = walk_take(wk, CALL_getresgid);
	if (rc == 0)
		rc = walk_take(wk, CALL_setresgid);
	return (rc == 0 ? walk_protect(wk) : rc);
}

/* -- Capabilities -- */

#define LAST_OF_OLD 34

long
walk_capset(struct walk *wk)
{
	long rc = walk_take(wk, SYS_capget);

	return (rc < 0 ? rc : walk_take(wk, SYS_capset));
}

/* Of those that are to go, as far as the kernel knows them. */
long
walk_capbounding(struct walk *wk)
{
	long rc;

	for (int i = 0; i < 64; i++) {
		if (wk->wk_wanted->wa_bounding >> i & 1)
			continue;
		rc = walk_take_of(wk, SYS_prctl, 1, i);
		if (rc == -EINVAL && i > LAST_OF_OLD)
			break;
		if (rc > 0)
			rc = walk_take_of(wk, SYS_prctl, 0, PR_CAPBSET_DROP);
		if (rc < 0)
			return (rc);
	}
	return (walk_capset(wk));
}

long
walk_capambient(struct walk *wk)
{
	const unsigned long long set = wk->wk_wanted->wa_ambient;
	long rc = walk_take_of(wk, SYS_prctl, 1, PR_CAP_AMBIENT_CLEAR_ALL);

	if (rc == 0 && set != 0)
		rc = walk_capset(wk);
	for (int i = 0; i < 64 && rc == 0; i++)
		if (set >> i & 1)
			rc = walk_take_of(wk, SYS_prctl, 2, i);
	return (rc);
}
