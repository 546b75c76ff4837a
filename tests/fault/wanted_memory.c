/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether a child that is asked for may have its parent's memory, as the
 * attributes and the process say it; see judge.h.
 */
#include "judge.h"

#include "kernel.h"

#include <sys/ioctl.h>
#include <sys/prctl.h>

/* From <linux/nsfs.h>, which not every libc's include path has. */
#ifndef NS_GET_NSTYPE
#define NS_GET_NSTYPE _IO(0xb7, 3)
#endif

static bool
are(uid_t r, uid_t e, uid_t s, uid_t id)
{
	return (id == (uid_t)-1 || (r == id && e == id && s == id));
}

static bool
changes_ids(const struct wanted *wa, const posix_spawnattr_t *at)
{
	uid_t u[3], uid = (uid_t)-1;
	gid_t g[3], gid = (gid_t)-1;

	(void)getresuid(&u[0], &u[1], &u[2]);
	(void)getresgid(&g[0], &g[1], &g[2]);
	(void)spawnx_attr_getids(at, &uid, &gid);
	if (!are(u[0], u[1], u[2], uid) || !are(g[0], g[1], g[2], gid))
		return (true);
	return (fault_wants(wa, SPAWNX_ATTR_RESETIDS) &&
		(u[0] != u[1] || g[0] != g[1]));
}

/* What is not open is taken for the namespace of users. */
static bool
joins_users(const posix_spawnattr_t *at)
{
	const int *fds;
	size_t n;

	if (spawnx_attr_getnsfds(at, &n, &fds) != 0)
		return (false);
	while (n-- > 0) {
		const int kind = ioctl(fds[n], NS_GET_NSTYPE);

		if (kind < 0 || kind == CLONE_NEWUSER)
			return (true);
	}
	return (false);
}

/* What the kernel makes of memory when IDs change. */
static bool
makes_undumpable(void)
{
	char *text = read_file("/proc/sys/fs/suid_dumpable");
	const bool is = text != NULL && *text == '0';

	free(text);
	return (is);
}

static bool
writes(const struct wanted *wa)
{
	for (size_t i = 0; i < wa->wa_actions; i++)
		if (wa->wa_action[i].kind == SPAWNX_ACTION_WRITE)
			return (true);
	return (fault_wants(wa, SPAWNX_ATTR_WRITES));
}

/*
 * Memory is not shared with who may be looked into by others, may be killed by
 * a filter of its own, or writes to files.
 */
void
fault_wanted_memory(struct wanted *wa, const posix_spawnattr_t *at)
{
	const bool shows =
	    changes_ids(wa, at) || joins_users(at) ||
	    fault_wants(wa, SPAWNX_ATTR_IDMAP) ||
	    (wa->wa_int[SPAWNX_ATTR_NAMESPACES] & CLONE_NEWUSER) != 0;

	wa->wa_apart = writes(wa);
	if (!shows &&
	    !(fault_wants(wa, SPAWNX_ATTR_SECCOMP) && kernel_dump_kills_all()))
		return;
	/* A start can't read any file here: see f_hide_tracing. */
	wa->wa_apart = wa->wa_apart || prctl(PR_GET_DUMPABLE) != 0 ||
		       (shows && (wa->wa_start || !makes_undumpable()));
}
