/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who may look into a child may look into the memory that it has.  The IDs of a
 * process, and its user namespace, say who that is; so a child that changes
 * these must not have the caller's memory.  That it takes part in it for a
 * moment only is no help: it can be killed at any instruction, and a killed
 * process has its memory until the kernel has taken it apart, long after vfork
 * has ended.
 *
 * The kernel makes memory undumpable when IDs change (prctl(2),
 * PR_SET_DUMPABLE), but the mark is on the memory: the caller would have it as
 * well, and there is no way to put it back without undoing what the caller, or
 * another thread of it, has done to it meanwhile.  Such a child gets a copy.
 *
 * A caller that is undumpable already keeps everybody out who has no privilege
 * over it, whatever the child is: there memory is shared, if the kernel's mark
 * for a change of IDs is the same one (fs.suid_dumpable is 0).  There is no
 * core dump of it either.
 */
#include <sched.h>

#include "base/extension.h"
#include "os/kernel.h"
#include "os/linux/descriptors.h"
#include "os/linux/sys_attr.h"

/* Real, effective and saved ID, and the one that files see. */
struct ids {
	uint32_t id_of[4];
};

/* What can't be asked for is taken to be another one than wanted. */
static bool
get_ids(long number, long fs_number, struct ids *ids)
{
	uint32_t *of = ids->id_of;
	long rc = spx_sys3(number, (long)&of[0], (long)&of[1], (long)&of[2]);

	/* There is no ID of -1, so that this only asks. */
	of[3] = (uint32_t)spx_sys1(fs_number, -1);
	return (rc == 0);
}

/*
 * What each ID is called that has no number in the caller's user namespace: one
 * that is called so need not be the one that has this number there.
 */
#define NO_NUMBER 65534

/*
 * -1: as it is, except that before Linux 6.4 files see the effective one
 * afterwards.
 */
static bool
all_are(const struct ids *ids, uint32_t id)
{
	int i;

	if (id == (uint32_t)-1)
		return (ids->id_of[3] == ids->id_of[1]);
	for (i = 0; i < 4; i++)
		if (ids->id_of[i] != id)
			return (false);
	return (id != NO_NUMBER);
}

/* The saved ID follows by the exec. */
static bool
resets_nothing(const struct ids *ids)
{
	const uint32_t id = ids->id_of[0];

	return (id != NO_NUMBER && ids->id_of[1] == id && ids->id_of[3] == id);
}

static bool
changes_ids(const struct spx_request *r)
{
	const struct spx_ext *ext = r->req_ext;
	const bool set = spx_ext_has(ext, SPAWNX_ATTR_IDS);
	struct ids users, groups;
	struct spx_ids ids;

	if (!set && !(r->req_flags & POSIX_SPAWN_RESETIDS))
		return (false);
	if (!get_ids(SPX_SYS_getresuid, SPX_SYS_setfsuid, &users) ||
	    !get_ids(SPX_SYS_getresgid, SPX_SYS_setfsgid, &groups))
		return (true);
	if (set) {
		ids = spx_ext_value(ext, SPAWNX_ATTR_IDS)->va_ids;
		if (!all_are(&users, ids.id_user) ||
		    !all_are(&groups, ids.id_group))
			return (true);
	}
	return ((r->req_flags & POSIX_SPAWN_RESETIDS) != 0 &&
		!(resets_nothing(&users) && resets_nothing(&groups)));
}

/* Of what can't be asked (before Linux 4.11) it may be one. */
static bool
joins_user_namespace(const struct spx_ext *ext)
{
	const struct spx_fds fds = spx_ext_fds(ext, SPAWNX_ATTR_NSFDS);
	size_t i;
	long kind;

	for (i = 0; i < fds.fd_count; i++) {
		kind = spx_sys_ioctl(fds.fd_list[i], SPX_NS_GET_NSTYPE, 0);
		if (kind < 0 || kind == CLONE_NEWUSER)
			return (true);
	}
	return (false);
}

/* Who owns one may look into its processes; that is the caller's user. */
static bool
makes_user_namespace(const struct spx_ext *ext)
{
	return (spx_ext_has(ext, SPAWNX_ATTR_IDMAP) ||
		(spx_ext_int(ext, SPAWNX_ATTR_NAMESPACES, 0) & CLONE_NEWUSER));
}

/*
 * What the kernel makes of memory when IDs change; what can't be read is not
 * 0.
 */
static bool
change_makes_undumpable(void)
{
	char value[2] = "";
	const long fd =
	    spx_sys_open("/proc/sys/fs/suid_dumpable", O_RDONLY | O_CLOEXEC, 0);
	long n = -1;

	if (fd < 0)
		return (false);
	if (spx_sys_is_proc((int)fd))
		n = spx_sys_read((int)fd, value, sizeof(value));
	(void)spx_sys_close((int)fd);
	return (n > 0 && value[0] == '0');
}

/* Whether others may look into the child who may not look into the caller. */
static bool
shows_memory(const struct spx_request *r)
{
	return (changes_ids(r) || joins_user_namespace(r->req_ext) ||
		makes_user_namespace(r->req_ext));
}

/*
 * A filter of the child's own may kill it, and does so with a core dump: before
 * Linux 5.16 that ends every process that shares the memory.
 */
static bool
may_kill_caller(const struct spx_request *r)
{
	return (spx_ext_has(r->req_ext, SPAWNX_ATTR_SECCOMP) &&
		!spx_is_linux(5, 16));
}

bool
spx_may_share_memory(const struct spx_request *r)
{
	const bool shows = shows_memory(r);

	if (spx_writes_files(r))
		return (false);
	if (!shows && !may_kill_caller(r))
		return (true);
	return (spx_sys_prctl(SPX_PR_GET_DUMPABLE, 0) == 0 &&
		(!shows || change_makes_undumpable()));
}

void
spx_choose_memory(struct spx_request *r)
{
	if (r->req_hold != NULL) {
		r->req_own_memory = true;
		r->req_keep_below = 0;
		return;
	}
	r->req_own_memory = !spx_may_share_memory(r);
	r->req_keep_below = spx_keep_below(r);
	/* A filter may have come since the last time. */
	if (r->req_keep_below != 0 &&
	    !(spx_copies_parts_well() && spx_sys_can_unshare()))
		r->req_keep_below = 0;
}
