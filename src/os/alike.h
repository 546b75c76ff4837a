/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Calls that Linux and FreeBSD have alike, and other systems under another
 * name or not at all: of the scheduler and of all IDs at once.  Included by
 * their sys.h.
 */
#ifndef SPX_ALIKE_H
#define SPX_ALIKE_H

static inline long
spx_sys_setscheduler(int policy, int priority)
{
	const struct sched_param param = { .sched_priority = priority };

	return (spx_sys3(SYS_sched_setscheduler, 0, policy, (long)&param));
}

static inline long
spx_sys_setschedparam(int priority)
{
	const struct sched_param param = { .sched_priority = priority };

	return (spx_sys2(SYS_sched_setparam, 0, (long)&param));
}

/* Real, effective and saved; -1 leaves them as they are. */
static inline long
spx_sys_setuids(uid_t uid)
{
	const long id = uid == (uid_t)-1 ? -1 : (long)uid;

	return (spx_sys3(SPX_SYS_setresuid, id, id, id));
}

static inline long
spx_sys_setgids(gid_t gid)
{
	const long id = gid == (gid_t)-1 ? -1 : (long)gid;

	return (spx_sys3(SPX_SYS_setresgid, id, id, id));
}

#endif /* SPX_ALIKE_H */
